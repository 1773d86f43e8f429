"""Changing what was logged: undo at once, amend or withdraw for a day, then add."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.services import archive
from visits.choices import Outcome, State
from visits.models import Addendum, FeedbackItem, Review, Visit
from visits.services import mentions, photos, plans
from visits.services.logs import check, write_feedback
from visits.told import Told

AS_PLANNED = {
    "happened_at": None, "logged_at": None, "outcome": "", "not_met_reason": "",
    "next_visit": None, "log_key": None,
}  # fmt: skip
FOLLOWS = ("next_step", "next_on")


@transaction.atomic
def amend(
    visit: Visit, *, actor: User, told: Told, seen_at: datetime | None, at: datetime
) -> None:
    """Correct a visit in place: its maker, within a day, before anyone reviewed it.

    `seen_at` is the visit's `amended_at` as the form showed it: a second tab is told.
    """
    check(told, at)
    visit = plans.locked(visit)
    if not visit.is_amendable_by(actor, at) or _is_reviewed(visit):
        raise Refused(_("This visit is locked. Add an addendum instead."))
    if visit.amended_at != seen_at:
        raise Refused(
            _("This visit was corrected meanwhile. Compare, then save again.")
        )
    facts = told.columns(visit.happened_at)
    said = FeedbackItem.objects.filter(visit=visit)
    words = dict(said.values_list("kind", "text"))
    _check_taken_up(said, told)
    changes = audit.difference(visit, facts) | _changed(words, told.feedback)
    moved = _note_contact_again(visit, told, facts["happened_at"])
    Visit.objects.filter(pk=visit.pk).update(**facts, moved=moved, amended_at=at)
    write_feedback(visit, told.feedback, at=at)
    changes |= photos.drop(visit, told.dropped)
    _record(visit, "visit.amended", actor=actor, at=at, changes=changes)
    photos.attach(visit, told.pictures, at=at)


@transaction.atomic
def add(
    visit: Visit,
    *,
    actor: User,
    text: str,
    submission_key: uuid.UUID,
    at: datetime,
    unheard: Collection[int] = (),
) -> Addendum:
    """Add to a logged visit; the record itself stays. Sent twice, added once.

    Raises `mentions.Unheard` before the text names someone who does not see the visit.
    """
    if not text.strip():
        raise Refused(_("Write down what is to be added."), "text")
    if not plans.locked(visit).is_logged:
        raise Refused(_("Only a logged visit takes an addendum."))
    text = text.strip()[:2000]
    named = mentions.read(visit, text, unheard=unheard)
    facts = {"visit": visit, "author": actor, "text": text, "created_at": at}
    addendum, is_new = Addendum.objects.get_or_create(
        submission_key=submission_key, defaults=facts
    )
    if not is_new and (addendum.author_id, addendum.visit_id) != (actor.pk, visit.pk):
        raise Refused(_("This form was sent already. Open a new one."))
    if is_new:
        changes = {"addendum": [None, addendum.text]}
        by = {"actor": actor, "at": at}
        _record(visit, "visit.addendum_added", changes=changes, **by)
        mentions.keep(visit, text, named, addendum=addendum, **by)
    return addendum


@transaction.atomic
def undo(visit: Visit, *, actor: User, at: datetime) -> Visit:
    """Take back a visit logged a moment ago: to its plan, or called off if unplanned.

    Words, photos and feedback stay on the row, the rest of what was told in `moved`,
    until it is told again or discarded. The next visit it planned is called off, the
    customer's dates go back unless someone else moved them meanwhile.
    """
    visit = plans.locked(visit)
    if not visit.is_undoable_by(actor, at):
        raise Refused(_("It is too late to undo this. Correct the visit instead."))
    _check_nobody_works_with(visit)
    was_planned = visit.planned_at is not None
    back = {
        "state": State.PLANNED if was_planned else State.CANCELLED,
        "owner_id": visit.moved.get("owner_id", [visit.owner_id])[0],
        "moved": {"told": _account(visit)},
    }
    visit = _take_back(visit, back, "visit.undone", actor=actor, at=at)
    if was_planned:
        plans.show_customer(visit)
    return visit


@transaction.atomic
def withdraw(visit: Visit, *, actor: User, reason: str, at: datetime) -> None:
    """Call off a visit that should not stand: its maker, while he may correct it.

    Words, photos and feedback stay on the row; the customer's dates go back.
    """
    reason = reason.strip()[:200]
    if not reason:
        raise Refused(_("Say why the visit is withdrawn."), "reason")
    visit = plans.locked(visit)
    if not visit.is_amendable_by(actor, at):
        raise Refused(_("This visit is locked. Add an addendum instead."))
    _check_nobody_works_with(visit)
    back = {"state": State.CANCELLED, "cancel_reason": reason, "moved": {}}
    what = {"actor": actor, "at": at, "reason": reason}
    _take_back(visit, back, "visit.withdrawn", **what)


@transaction.atomic
def discard(visit: Visit, *, actor: User, at: datetime) -> None:
    """Let go of what a visit taken back still holds for its maker: words and photos."""
    visit = plans.locked(visit)
    if not visit.is_kept_for(actor):
        raise Refused(_("There is nothing left to discard."))
    changes = audit.difference(visit, {"note": ""})
    changes |= photos.drop(visit, list(visit.photos.values_list("pk", flat=True)))
    write_feedback(visit, {}, at=at)
    Visit.objects.filter(pk=visit.pk).update(note="", moved={})
    _record(visit, "visit.discarded", actor=actor, at=at, changes=changes)


def _check_nobody_works_with(visit: Visit) -> None:
    if _is_reviewed(visit) or _is_taken_up(visit):
        raise Refused(_("Others already work with this visit. Correct it instead."))


def _account(visit: Visit) -> dict:
    """Return what was told and no column holds after undo; no moment if it was then."""
    moved = visit.moved
    told_late = visit.happened_at != visit.logged_at
    return {name: moved[name][1] for name in FOLLOWS if name in moved} | {
        "by": visit.owner_id,
        "outcome": visit.outcome,
        "not_met_reason": visit.not_met_reason,
        "happened_at": visit.happened_at.isoformat() if told_late else "",
    }


def _take_back(visit: Visit, back: dict, action: str, *, at: datetime, **what) -> Visit:
    """Empty what logging filled, record it, and undo what followed of it."""
    back = AS_PLANNED | {"planned_at": visit.planned_at or visit.happened_at} | back
    changes = audit.difference(visit, {k: back[k] for k in ("state", "outcome")})
    Visit.objects.filter(pk=visit.pk).update(**back)
    _record(visit, action, at=at, changes=changes, **what)
    _call_off_next(visit, actor=what["actor"], at=at)
    _move_back(visit, actor=what["actor"], at=at)
    return plans.locked(visit)


def _check_taken_up(said, told: Told) -> None:
    """Raise Refused for other words where somebody works with those that stand."""
    taken = said.filter(taken_up_at__isnull=False)
    for kind, words in taken.values_list("kind", "text"):
        if told.feedback.get(kind, words) != words:
            raise Refused(
                _("This was taken up and stays as it was said. Add an addendum."),
                f"say_{kind.lower()}",
            )


def _is_reviewed(visit: Visit) -> bool:
    return Review.objects.filter(visit=visit).exists()


def _is_taken_up(visit: Visit) -> bool:
    taken = FeedbackItem.objects.filter(visit=visit, taken_up_at__isnull=False)
    return taken.exists() or Addendum.objects.filter(visit=visit).exists()


def _call_off_next(visit: Visit, *, actor: User, at: datetime) -> None:
    """Call off the visit this one planned, without a reason.

    One that was rescheduled since was agreed on anew, and stands.
    """
    following = Visit.objects.planned().filter(pk=visit.next_visit_id)
    _none, planned_at = visit.moved.get("next_planned_at", [None, None])
    if planned_at:
        following = following.filter(planned_at=datetime.fromisoformat(planned_at))
    if following.update(state=State.CANCELLED):
        _record(visit.next_visit, "visit.cancelled", actor=actor, at=at)
        plans.let_go(visit.next_visit)


def _note_contact_again(visit: Visit, told: Told, met_at: datetime) -> dict:
    """Move the customer's last contact to what is now told; return the new `moved`."""
    before = visit.customer.last_contact_at
    if "last_contact_at" in visit.moved:
        before = _take_back_contact(visit)
    moved = {k: pair for k, pair in visit.moved.items() if k != "last_contact_at"}
    if told.outcome == Outcome.NOT_MET or (before and before >= met_at):
        return moved
    archive.touch(visit.customer, at=met_at)
    pair = [before and before.isoformat(), met_at.isoformat()]
    return moved | {"last_contact_at": pair}


def _take_back_contact(visit: Visit) -> datetime | None:
    """Take back the last contact this visit noted; return the one that remains."""
    others = Visit.objects.filter(customer=visit.customer_id).exclude(pk=visit.pk)
    remains = others.met().aggregate(last=Max("happened_at"))["last"]
    noted_at = datetime.fromisoformat(visit.moved["last_contact_at"][1])
    archive.untouch(visit.customer, noted_at=noted_at, last_contact_at=remains)
    return remains


def _move_back(visit: Visit, *, actor: User, at: datetime) -> None:
    customer = visit.customer
    if "last_contact_at" in visit.moved:
        _take_back_contact(visit)
    old, new = visit.moved.get("next_contact_on", [None, None])
    now_on = customer.next_contact_on
    if old != new and (now_on.isoformat() if now_on else None) == new:
        on = date.fromisoformat(old) if old else None
        archive.set_next_contact(customer, actor=actor, on=on, at=at)


def _changed(old: dict[str, str], new: dict[str, str]) -> dict[str, list]:
    kinds = old.keys() | new.keys()
    pairs = {kind: [old.get(kind), new.get(kind)] for kind in sorted(kinds)}
    return {kind: pair for kind, pair in pairs.items() if pair[0] != pair[1]}


def _record(visit: Visit, action: str, *, actor: User, **what) -> None:
    audit.record(actor, action, visit, customer_id=visit.customer_id, **what)
