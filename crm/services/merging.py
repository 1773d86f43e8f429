"""Two customers become one with everything they have, and two again: all or nothing."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import notices
from crm import moves
from customers import differences
from customers.models import Customer, CustomerTag, Hold, Merge, Tag
from customers.models.doubles import UNDOABLE_FOR
from customers.services import archive, doubles
from customers.services import merging as himself
from customers.services.editing import one_at_a_time
from visits.models import Visit
from visits.services.plans import hold_key

# What is called by what it leads to.
SAID_AS = {CustomerTag: Tag}


@transaction.atomic
def merge(
    winner: Customer,
    loser: Customer,
    *,
    actor: User,
    choices: Mapping[str, str],
    versions: tuple[int, int],
    submission_key: uuid.UUID,
    at: datetime,
) -> Merge:
    """Make `loser` part of `winner`; a form sent twice merges once.

    `choices` says of each field whose value stands, `versions` which state of the two
    the page showed: Conflict says what changed since.
    """
    one_at_a_time(submission_key)
    if made := Merge.objects.filter(submission_key=submission_key).first():
        return made
    winner, loser = himself.both_locked(winner.pk, loser.pk)
    _check(winner, loser, actor)
    for one, version in zip((winner, loser), versions, strict=True):
        himself.check_unchanged(one, version)
    told = audit.difference(
        winner, differences.chosen(winner, loser, dict(choices))
    ) | {"code": [loser.code, winner.code]}
    moved = _move(loser, winner)
    kept = himself.absorb(winner, loser, choices=dict(choices), at=at)
    made = Merge.objects.create(
        winner=winner, loser=loser, fields=kept, moved=moved, actor=actor, at=at,
        holds=_keep_open(winner, moved), submission_key=submission_key,
    )  # fmt: skip
    doubles.merged(winner, loser, actor=actor, at=at)
    _record(actor, "customer.merged", winner, loser, at=at, changes=told)
    _tell(made, winner, loser, actor=actor, at=at)
    return made


@transaction.atomic
def undo(merge: Merge, *, actor: User, at: datetime) -> None:
    """Part two merged customers: each has what he had, the winner what came since.

    Raises Refused when it is too late, or something that moved cannot go back.
    """
    now = Merge.objects.select_for_update().get(pk=merge.pk)
    if now.undone_at is not None:
        raise Refused(_("This merge was undone already."))
    if not now.is_undoable(at):
        raise Refused(
            _("A merge can be undone for %(days)s days.") % {"days": UNDOABLE_FOR.days}
        )
    ids = [now.winner_id, now.loser_id]
    pair = Customer.ever.filter(pk__in=ids).order_by("pk").select_for_update()
    found = {one.pk: one for one in pair}
    winner, loser = found[now.winner_id], found[now.loser_id]
    if winner.removed_at is not None:
        raise Refused(_gone(winner))
    Hold.objects.filter(pk__in=now.holds).delete()
    _move_back(now)
    himself.part(winner, loser, now.fields, at=at)
    Merge.objects.filter(pk=now.pk).update(undone_at=at, undone_by=actor)
    doubles.reopened(winner, loser)
    _record(actor, "customer.merge_undone", winner, loser, at=at)


def preview(winner: Customer, loser: Customer) -> list[tuple[str, int]]:
    """Return (what, how many) of everything that would move; a query for each table."""
    counted = [
        (str(SAID_AS.get(model, model)._meta.verbose_name_plural), moves.rows(
            model, column, fate, loser=loser.pk, winner=winner.pk
        ).count())
        for _place, model, column, fate in moves.moving()
        if not fate.may_end
    ]  # fmt: skip
    return [(label, count) for label, count in counted if count]


def _check(winner: Customer, loser: Customer, actor: User) -> None:
    if not all(may_apply(actor, Can.MERGE_CUSTOMERS, one) for one in (winner, loser)):
        raise Refused(_("You may merge only customers who are both within your reach."))


def _move(loser: Customer, winner: Customer) -> dict[str, list[int]]:
    """Point everything of the loser's to the winner; return the ids of what moved."""
    moved = {}
    for place, model, column, fate in moves.moving():
        rows = moves.rows(model, column, fate, loser=loser.pk, winner=winner.pk)
        if ids := list(rows.values_list("pk", flat=True)):
            model._base_manager.filter(pk__in=ids).update(**{column: winner})
            moved[place] = ids
    return moved


def _move_back(merge: Merge) -> None:
    """Point what moved back to the loser; refuse where a row is not there any more."""
    for place, ids in merge.moved.items():
        model, column = moves.read(place)
        here = model._base_manager.filter(pk__in=ids, **{column: merge.winner_id})
        back = here.update(**{column: merge.loser_id})
        if back < len(ids) and not moves.FATES[place].may_end:
            raise Refused(
                _("Not to be undone: %(count)s of the %(what)s that moved "
                  "were removed or moved on since.")
                % {"count": len(ids) - back, "what": model._meta.verbose_name_plural}
            )  # fmt: skip


def _keep_open(winner: Customer, moved: dict[str, list[int]]) -> list[int]:
    """Let those who planned a visit that moved go on seeing whom they visit.

    Returns the ids of the holds it takes.
    """
    had = set(winner.holds.values_list("pk", flat=True))
    plans = Visit.objects.planned().filter(
        pk__in=moved.get("visits.Visit.customer", [])
    )
    for visit in plans.exclude(owner=winner.owner_id).select_related("owner"):
        archive.hold(winner, user=visit.owner, key=hold_key(visit))
    return sorted(set(winner.holds.values_list("pk", flat=True)) - had)


def _gone(winner: Customer) -> str:
    if winner.merged_into_id:
        return _("%(name)s was merged into another since. Undo that first.") % {
            "name": winner
        }
    return _("%(name)s is in the recycle bin. Restore that customer first.") % {
        "name": winner
    }


def _record(actor: User, action: str, winner, loser, *, at, changes=None) -> None:
    """Write it into the trail of both: each is a customer again after an undo."""
    for subject in (winner, loser):
        audit.record(
            actor, action, subject, at=at, changes=changes, customer_id=subject.pk
        )


def _tell(merge: Merge, winner: Customer, loser: Customer, *, actor, at) -> None:
    """Tell the owners, each once; whoever merged knows."""
    owners = {one.owner_id: one.owner for one in (winner, loser)}
    owners.pop(actor.pk, None)
    for owner in owners.values():
        notices.tell(
            owner,
            "crm.merged",
            key=f"merged:{merge.pk}",
            at=at,
            params={
                "actor": str(actor),
                "customer": str(loser),
                "into": str(winner),
                "owner": str(winner.owner),
            },
            url=winner.get_absolute_url(),
            subject=winner,
            about=winner,
        )
