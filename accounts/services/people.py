"""Everything that changes a user: taking on, moving, giving roles, letting go."""

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import audit, pinyin
from accounts.choices import Language
from accounts.models import Branch, Role, Team, User
from accounts.refused import Refused
from accounts.seen import merged, stands
from accounts.services import keepers, notices, passwords, rank

# Letters of other scripts look like these: admın, аdmin. What is left cannot be taken
# for another's name.
USERNAME = re.compile(r"[A-Za-z0-9@.+_\-\u3400-\u4dbf\u4e00-\u9fff]+")
# What `update_user` takes besides roles; nothing else of a user changes there.
FIELDS = frozenset(
    {"username", "name", "email", "phone", "branch", "team", "language", "time_zone"}
)
# Changing one of these on oneself may widen what one sees.
REACH_FIELDS = frozenset({"branch", "team", "roles"})


@transaction.atomic
def create_user(
    username: str,
    *,
    actor: User | None,
    name: str,
    password: str,
    roles: Iterable[Role] = (),
    branch: Branch | None = None,
    team: Team | None = None,
    email: str = "",
    phone: str = "",
    language: str = Language.CHINESE,
    time_zone: str = "Asia/Shanghai",
    must_change_password: bool = False,
    at: datetime,
) -> User:
    """Take somebody on. Raises `Refused` when the user name is taken or misleads."""
    rank.check_roles(roles, actor=actor)
    team = _held(team)
    branch = branch or (team.branch if team else None)
    _check_place(branch, team)
    user = User(
        username=_plain(username), name=name, email=email,
        phone=phone, branch=branch, team=team, language=language,
        time_zone=time_zone, must_change_password=must_change_password,
        **_spoken(name),
    )  # fmt: skip
    user.set_password(password)
    _save_new(user)
    user.roles.set(roles)
    new = {"username": user.username, "name": name, "branch": branch, "team": team}
    changes = {field: [None, str(value)] for field, value in new.items() if value}
    changes["roles"] = [None, _names(user)]
    audit.record(actor, "user.created", user, at=at, changes=changes)
    rank.tell_of_account(user, actor=actor, deed="created", at=at)
    return user


@transaction.atomic
def update_user(
    user: User, *, actor: User, seen: str | None = None, at: datetime, **new
) -> None:
    """Change the given fields of a user, `roles` among them.

    `seen` is the digest of these fields as the editor saw them. Raises `Conflict` when
    somebody else has changed one of them meanwhile, `Refused` when the name is taken,
    branch and team disagree, `actor` holds less than `user` or the roles, or nobody
    could manage users or roles afterwards.
    Locks roles, team and user in this order, as everybody does.
    """
    if unknown := new.keys() - FIELDS - {"roles"}:
        raise TypeError(f"update_user does not change {sorted(unknown)}")
    with keepers.kept():
        team = _held(new.get("team"))
        user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
        rank.check_account(user, actor=actor)
        new = merged(stands(user, new), new, seen)
        rank.check_roles(new.get("roles", ()), actor=actor)
        if "team" in new:
            new["team"] = team
        _check_place(new.get("branch", user.branch), new.get("team", user.team))
        changes = _change(user, new)
    if changes:
        audit.record(actor, "user.updated", user, at=at, changes=changes)
    if user.pk == actor.pk and REACH_FIELDS & changes.keys():
        _tell_of_own_rights(actor, changes, at)
    if "roles" in changes:
        rank.tell_of_account(user, actor=actor, deed="roles", at=at)


def follow_team(team: Team, *, actor: User, branch: Branch, at: datetime) -> None:
    """Take the people of `team` along to another branch, within the team's change."""
    members = User.objects.filter(team=team).order_by("pk")
    list(members.select_for_update(no_key=True).values_list("pk"))
    for user in members.select_related("branch"):
        changes = audit.difference(user, {"branch": branch})
        if not changes:
            continue
        User.objects.filter(pk=user.pk).update(branch=branch)
        audit.record(actor, "user.updated", user, at=at, changes=changes)
        if user.pk == actor.pk:
            _tell_of_own_rights(actor, changes, at)


@transaction.atomic
def deactivate(user: User, *, actor: User, at: datetime) -> None:
    """Let somebody go: his sessions end at once, his records keep his name.

    Whom his customers go to is asked before, where customers are known.
    """
    if user.pk == actor.pk:
        raise Refused(_("You cannot deactivate yourself. Ask another administrator."))
    rank.check_account(user, actor=actor)
    with keepers.kept():
        gone = User.objects.filter(pk=user.pk, is_active=True).update(
            is_active=False, deactivated_at=at
        )
    if not gone:
        raise Refused(_("This user is already deactivated."))
    passwords.end_sessions(user, at=at)
    changes = {"is_active": [True, False]}
    audit.record(actor, "user.deactivated", user, at=at, changes=changes)


@transaction.atomic
def reactivate(user: User, *, actor: User, at: datetime) -> None:
    """Take somebody back, with the roles he had."""
    rank.check_account(user, actor=actor)
    back = User.objects.filter(pk=user.pk, is_active=False).update(
        is_active=True, deactivated_at=None
    )
    if not back:
        raise Refused(_("This user is already active."))
    changes = {"is_active": [False, True]}
    audit.record(actor, "user.reactivated", user, at=at, changes=changes)


def _change(user: User, new: dict) -> dict[str, list]:
    """Write what is new of a locked user; return the changes, fit for the trail."""
    columns = {name: value for name, value in new.items() if name != "roles"}
    changes = audit.difference(user, columns)
    if "name" in changes:
        columns |= _spoken(columns["name"])
    if changes:
        _write(user, columns)
    if "roles" in new:
        changes |= _set_roles(user, new["roles"])
    return changes


def _held(team: Team | None) -> Team | None:
    """Return the team as it stands, kept from moving to another branch meanwhile."""
    if team is None:
        return None
    # Without its branch: a row that was waited for is not joined to another's anew.
    return Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _write(user: User, new: dict) -> None:
    if "username" in new:
        new["username"] = _plain(new["username"], stood=user.username)
    try:
        with transaction.atomic():
            User.objects.filter(pk=user.pk).update(**new)
    except IntegrityError as error:
        raise _taken() from error


def _save_new(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise _taken() from error


def _plain(username: str, *, stood: str = "") -> str:
    """Return the name as it is stored. Raises `Refused` when it could mislead.

    A name that `stood` before the rule did may stay.
    """
    username = User.normalize_username(username)
    if username != stood and not USERNAME.fullmatch(username):
        raise Refused(
            _(
                "A user name consists of letters from a to z, digits, Chinese "
                "characters and the signs . _ - @ +."
            ),
            "username",
        )
    return username


def _taken() -> Refused:
    return Refused(_("This user name is taken. Choose another one."), "username")


def _check_place(branch: Branch | None, team: Team | None) -> None:
    if team is not None and branch != team.branch:
        raise Refused(
            _(
                "The team “%(team)s” belongs to the branch “%(branch)s”. "
                "Choose both alike."
            )
            % {"team": team, "branch": team.branch},
            "team",
        )


def _set_roles(user: User, roles: Iterable[Role]) -> dict[str, list]:
    before = _names(user)
    user.roles.set(roles)
    after = _names(user)
    return {} if before == after else {"roles": [before, after]}


def _names(user: User) -> str:
    return ", ".join(user.roles.order_by("pk").values_list("code", flat=True))


def _spoken(name: str) -> dict[str, str]:
    full, initials = pinyin.spoken(name)
    words = " ".join(sorted(full | initials))
    return {"name_key": pinyin.sort_key(name), "pinyin": words[:300]}


def _tell_of_own_rights(actor: User, changes: dict, at: datetime) -> None:
    told = {field: changes[field] for field in sorted(REACH_FIELDS & changes.keys())}
    notices.tell_watchers(
        "accounts.own_rights",
        key=f"own-rights:{actor.pk}:{at.timestamp()}",
        at=at,
        params={"actor": str(actor), "kind": "accounts.user", "changes": told},
        url=f"/audit/?actor={actor.pk}",
    )
