"""Writing down a visit that took place: one form, one visit, whatever is sent twice."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Customer
from customers.services import archive
from customers.services.editing import one_at_a_time
from visits import cadence
from visits.choices import NextStep, Outcome, Purpose, State
from visits.models import FeedbackItem, Visit
from visits.services import photos, plans
from visits.told import Told


class AlreadyLogged(Refused):
    """The visit stands already, with other words; `visit` is what stands."""

    def __init__(self, message: str, visit: Visit):
        super().__init__(message)
        self.visit = visit


@transaction.atomic
def log_planned(
    visit: Visit, *, actor: User, key: uuid.UUID, told: Told, at: datetime
) -> Visit:
    """Turn a planned visit into a logged one, in place; whoever logs it made it.

    One that its maker took back a moment ago is told again the same way.

    The same `key` and words again return what stands. Raises AlreadyLogged for
    anything else once it is logged, Refused once it is called off.
    """
    check(told, at)
    visit = plans.locked(visit)
    if visit.is_logged:
        return _as_it_stands(visit, visit.log_key == key, told)
    if not visit.is_loggable_by(actor):
        raise Refused(_("This visit was called off. Log it as a new visit."))
    visit.log_key = key
    if not visit.is_planned:
        # Nobody had planned it: undo dated it only to keep its place in the list.
        visit.planned_at = None
    return _log(visit, told, actor=actor, at=at)


@transaction.atomic
def log_unplanned(
    customer: Customer, *, actor: User, key: uuid.UUID, told: Told, at: datetime
) -> Visit:
    """Keep a visit nobody planned. The same `key` and words again return what stands.

    Raises AlreadyLogged when a form sent before is sent again with other words.
    """
    check(told, at)
    one_at_a_time(key)
    made = Visit.objects.filter(submission_key=key)
    if not made.exists():
        visit = Visit(
            customer=customer, branch_id=customer.branch_id, owner=actor,
            submission_key=key, created_by=actor, created_at=at,
        )  # fmt: skip
        return _log(visit, told, actor=actor, at=at)
    made = made.select_related("owner").get()
    if made.created_by_id != actor.pk or not made.is_logged:
        raise Refused(_("This form was sent already. Open a new one."))
    return _as_it_stands(made, made.customer_id == customer.pk, told)


def check(told: Told, at: datetime) -> None:
    """Raise Refused with the first rule an account breaks."""
    for field, message in told.faults(at):
        raise Refused(message, field)


def write_feedback(visit: Visit, feedback: dict[str, str], *, at: datetime) -> None:
    """Make the open feedback of a visit exactly these kinds and words."""
    items = FeedbackItem.objects.filter(visit=visit)
    items.filter(taken_up_at=None).exclude(kind__in=feedback).delete()
    add_feedback(visit, feedback, at=at)


def add_feedback(visit: Visit, feedback: dict[str, str], *, at: datetime) -> None:
    if not feedback:
        return
    items = [
        FeedbackItem(
            visit=visit, customer_id=visit.customer_id,
            kind=kind, text=words, created_at=at,
        )
        for kind, words in feedback.items()
    ]  # fmt: skip
    FeedbackItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["visit", "kind"],
        update_fields=["text"],
    )


def differs(visit: Visit, told: Told) -> bool:
    """Say whether `told` says anything the visit does not hold. Two queries."""
    facts = told.columns(visit.happened_at)
    said = dict(FeedbackItem.objects.filter(visit=visit).values_list("kind", "text"))
    return (
        any(getattr(visit, name) != value for name, value in facts.items())
        or said != told.feedback
        or visit.photos.count() < len(told.pictures)
    )


def _as_it_stands(visit: Visit, is_same_form: bool, told: Told) -> Visit:
    if not is_same_form:
        message = _("%(name)s has logged this visit already. Your words are below.")
    elif differs(visit, told):
        message = _("This form was saved already. What you changed since is below.")
    else:
        return visit
    raise AlreadyLogged(message % {"name": visit.owner}, visit)


def _log(visit: Visit, told: Told, *, actor: User, at: datetime) -> Visit:
    """Write what was told onto a visit that is ours alone, and what follows of it."""
    facts = told.columns(at) | {"owner": actor}
    changes = audit.difference(visit, facts) | _spoken(told)
    moves = _moves(visit, told, at)
    following = _next_planned(visit, told, actor=actor, at=at)
    marks = {
        "state": State.LOGGED, "logged_at": at,
        "moved": _as_text(moves | _said_next(told) | {
            "owner_id": [visit.owner_id, actor.pk],
            "next_planned_at": [None, following and following.planned_at],
        }),
        "next_visit": following,
    }  # fmt: skip
    for name, value in (facts | marks).items():
        setattr(visit, name, value)
    write = write_feedback if visit.pk else add_feedback
    if visit.pk:
        plans.let_go(visit)
    visit.save()
    write(visit, told.feedback, at=at)
    _move_customer(visit, moves, actor=actor, at=at)
    changes |= _as_text(moves) | photos.drop(visit, told.dropped)
    entries = [plans.plan_entry(following, actor=actor, at=at)] if following else []
    entries.append(audit.entry(
        actor, "visit.logged", visit,
        at=at, changes=changes, customer_id=visit.customer_id,
    ))  # fmt: skip
    audit.record_all(entries)
    # Last, so that nothing but a crash can leave a file without its row.
    photos.attach(visit, told.pictures, at=at)
    return visit


def _next_planned(visit: Visit, told: Told, *, actor: User, at: datetime):
    day = told.planned_for(at)
    if day is None:
        return None
    planned_at = cadence.at_same_time(day, told.happened_at or at)
    following = Visit.objects.create(
        customer=visit.customer, owner=actor, branch_id=visit.branch_id,
        state=State.PLANNED, channel=told.channel, purpose=Purpose.FOLLOW_UP,
        planned_at=max(planned_at, at + timedelta(minutes=1)),
        created_by=actor, created_at=at,
    )  # fmt: skip
    plans.show_customer(following)
    return following


def _moves(visit: Visit, told: Told, at: datetime) -> dict[str, list]:
    """Return {date of the customer: [old, new]} for those this visit moves."""
    customer, met_at = visit.customer, told.happened_at or at
    last_at = customer.last_contact_at
    if told.outcome != Outcome.NOT_MET:
        last_at = max(last_at or met_at, met_at)
    moves = {
        "last_contact_at": [customer.last_contact_at, last_at],
        "next_contact_on": [customer.next_contact_on, _next_on(visit, told, at)],
    }
    return {name: pair for name, pair in moves.items() if pair[0] != pair[1]}


def _next_on(visit: Visit, told: Told, at: datetime) -> date | None:
    """Return the customer's next contact date once this visit is told.

    Not met and nothing agreed: it stays. No next step: it goes, if this visit was it.
    """
    now_on, met_at = visit.customer.next_contact_on, told.happened_at or at
    planned_on = cadence.day_of(visit.planned_at) if visit.planned_at else None
    if day := told.planned_for(at):
        return day
    if told.next_step == NextStep.NONE:
        was_it = now_on and (now_on == planned_on or now_on <= cadence.day_of(met_at))
        return None if was_it else now_on
    if told.outcome == Outcome.NOT_MET:
        return now_on
    on = cadence.day_of(met_at)
    _tier, _like, days = Customer.ever.rhythm_of(visit.customer_id, on)
    return cadence.next_contact(
        days, now_on=now_on, planned_on=planned_on, met_at=met_at
    )


def _move_customer(visit: Visit, moves: dict, *, actor: User, at: datetime) -> None:
    customer = visit.customer
    next_on = moves.get("next_contact_on", [None, ...])[1]
    if visit.outcome != Outcome.NOT_MET:
        archive.touch(customer, at=visit.happened_at, next_contact_on=next_on)
    elif next_on is not ...:
        archive.set_next_contact(customer, actor=actor, on=next_on, at=at)
    for name, (_old, new) in moves.items():
        setattr(customer, name, new)


def _said_next(told: Told) -> dict[str, list]:
    """Return what was to follow, which no column holds, as pairs for `moved`."""
    return {"next_step": [None, told.next_step], "next_on": [None, told.next_on]}


def _spoken(told: Told) -> dict[str, list]:
    return {kind: [None, words] for kind, words in told.feedback.items()}


def _as_text(moves: dict[str, list]) -> dict[str, list]:
    """Return `moves` fit for JSON, without what did not move."""
    return {
        name: [one.isoformat() if hasattr(one, "isoformat") else one for one in pair]
        for name, pair in moves.items()
        if pair[0] != pair[1]
    }
