"""Everything that changes what a role may do."""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.choices import Reach
from accounts.models import Grant, Role, User
from accounts.permissions.actions import Can, reaches_of
from accounts.permissions.shipped import ROLES, shipped
from accounts.refused import Conflict, Refused
from accounts.seen import changed, merged, stands
from accounts.seen import digest as digest_of
from accounts.services import keepers, notices, rank


@transaction.atomic
def add(
    code: str,
    *,
    actor: User,
    name_zh: str,
    name_en: str,
    copy_of: Role | None = None,
    at: datetime,
) -> Role:
    """Make a role of the administrator's own, empty or with the grants of another."""
    try:
        with transaction.atomic():
            role = Role.objects.create(code=code, name_zh=name_zh, name_en=name_en)
    except IntegrityError as error:
        raise Refused(_("There is a role with this code."), "code") from error
    cells = cells_of(copy_of) if copy_of else {}
    Grant.objects.bulk_create(
        Grant(role=role, action=can, reach=reach) for can, reach in cells.items()
    )
    changes = {can: [Reach.NONE, reach] for can, reach in cells.items()}
    audit.record(actor, "role.created", role, at=at, changes=changes)
    return role


@transaction.atomic
def rename(
    role: Role,
    *,
    actor: User,
    name_zh: str,
    name_en: str,
    seen: str | None = None,
    at: datetime,
) -> None:
    """Change the names; `Conflict` where they are not as they were `seen`."""
    role = Role.objects.select_for_update(no_key=True).get(pk=role.pk)
    new = {"name_zh": name_zh, "name_en": name_en}
    new = merged(stands(role, new), new, seen)
    changes = audit.difference(role, new)
    if changes:
        Role.objects.filter(pk=role.pk).update(**new)
        audit.record(actor, "role.updated", role, at=at, changes=changes)


@transaction.atomic
def remove(role: Role, *, actor: User, at: datetime) -> None:
    """Remove a role of one's own that nobody holds."""
    role = Role.objects.select_for_update().get(pk=role.pk)
    if role.is_shipped:
        raise Refused(_("A shipped role stays; take its grants away instead."))
    if role.holders.exists():
        raise Refused(_("Somebody holds this role. Take it from its holders first."))
    audit.record(actor, "role.removed", role, at=at)
    role.delete()


@transaction.atomic
def set_grants(
    role: Role,
    *,
    actor: User,
    cells: Mapping[Can, Reach],
    seen: str | None = None,
    at: datetime,
) -> int:
    """Write the given cells of one role; return how many differ from what stood there.

    `seen` is the `digest` of the cells as the editor saw it. Raises `Conflict` when
    it has changed since, `Refused` when nobody could manage users or roles afterwards.
    """
    for can, reach in cells.items():
        if reach not in reaches_of(can):
            raise Refused(_("This action cannot be granted that way."), can)
    with keepers.kept():
        stood = cells_of(role)
        if seen is not None and seen != digest(stood):
            raise Conflict(
                _(
                    "Somebody else has changed this role meanwhile. What stands now is "
                    "shown below, and beside it what you had chosen; make your change "
                    "again."
                ),
                dict(stood),
            )
        changes = {
            can: [stood.get(can, Reach.NONE), reach]
            for can, reach in cells.items()
            if stood.get(can, Reach.NONE) != reach
        }
        for can, (_old, reach) in changes.items():
            _write(role, can, reach)
    if changes:
        audit.record(actor, "role.grants_changed", role, at=at, changes=changes)
        _tell_of_own_role(actor, role, changes, at)
        rank.tell_of_role(role, actor=actor, changes=changes, at=at)
    return len(changes)


def restore(role: Role, *, actor: User, only: Can | None = None, at: datetime) -> int:
    """Put the cells of a shipped role, or one of them, back to what was shipped."""
    if role.code not in ROLES:
        raise Refused(_("This role was not shipped: there is nothing to go back to."))
    cans = [only] if only else list(Can)
    cells = {can: shipped(role.code, can) for can in cans}
    return set_grants(role, actor=actor, cells=cells, at=at)


def cells_of(role: Role) -> dict[Can, Reach]:
    """Return what the role may, action by action; one query, nothing for no grant."""
    return {
        Can(action): Reach(reach)
        for action, reach in role.grants.values_list("action", "reach")
        if action in Can.values and reach != Reach.NONE
    }


def digest(cells: Mapping[Can, Reach]) -> str:
    """Return one line that changes with any cell, and tells which."""
    return digest_of(_whole(cells))


def differing(cells: Mapping[Can, Reach], seen: str) -> set[Can]:
    """Return the actions whose cell is another than when `seen` was made."""
    return changed(_whole(cells), seen)


def _whole(cells: Mapping[Can, Reach]) -> dict[Can, Reach]:
    return {can: cells.get(can, Reach.NONE) for can in Can}


def _write(role: Role, can: Can, reach: Reach) -> None:
    if reach == Reach.NONE:
        Grant.objects.filter(role=role, action=can).delete()
    else:
        Grant.objects.update_or_create(role=role, action=can, defaults={"reach": reach})


def _tell_of_own_role(actor: User, role: Role, changes: dict, at: datetime) -> None:
    """Tell the watchers at once when somebody changed a role he holds himself."""
    if actor is None or not role.holders.filter(pk=actor.pk).exists():
        return
    notices.tell_watchers(
        "accounts.own_rights",
        key=f"own-role:{role.pk}:{actor.pk}:{at.timestamp()}",
        at=at,
        params={
            "actor": str(actor),
            "kind": "accounts.role",
            "role": role.code,
            "changes": changes,
        },
        url=f"/audit/?actor={actor.pk}",
    )
