"""Visits to come: planned for oneself or others, moved, called off, handed over."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import AuditEntry, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from customers.models import Customer
from customers.services import archive, editing
from visits import cadence
from visits.choices import Channel, Purpose, State
from visits.models import Visit


@transaction.atomic
def plan(
    customer: Customer,
    *,
    actor: User,
    planned_at: datetime,
    owner: User | None = None,
    purpose: str = Purpose.CARE,
    channel: str = Channel.VISIT,
    submission_key: uuid.UUID | None = None,
    at: datetime,
) -> Visit:
    """Plan a visit by `owner`; a form sent twice returns what the first send planned.

    Visits at the same hour are allowed: whoever asks tells of them
    (`Visit.objects.around`). Raises Refused for a past time, or an owner not his.
    """
    owner = owner or actor
    _check_moment(planned_at, at)
    _check_owner(actor, owner)
    facts = {
        "customer": customer, "owner": owner, "branch_id": customer.branch_id,
        "state": State.PLANNED, "planned_at": planned_at, "purpose": purpose,
        "channel": channel, "created_by": actor, "created_at": at,
    }  # fmt: skip
    visit, is_new = _made_once(submission_key, facts)
    if visit.created_by_id != actor.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    if is_new:
        audit.record_all([plan_entry(visit, actor=actor, at=at)])
        show_customer(visit)
        _tell_owner(visit, "planned", actor=actor, at=at)
        bring_forward(customer, actor=actor, day=cadence.day_of(planned_at), at=at)
    return visit


@transaction.atomic
def reschedule(
    visit: Visit, *, actor: User, planned_at: datetime, seen_at: datetime, at: datetime
) -> None:
    """Plan a visit for another moment; the customer's next contact goes along.

    `seen_at` is when the form showed it planned for: a second tab is told. Raises
    Refused for a past time, or once the visit is logged or called off.
    """
    _check_moment(planned_at, at)
    stood = locked(visit)
    if not stood.is_planned:
        raise Refused(_no_longer_planned())
    if stood.planned_at != seen_at:
        message = _("It was rescheduled meanwhile, to %(moment)s. Open it again first.")
        shown = date_format(localtime(stood.planned_at), "SHORT_DATETIME_FORMAT")
        raise Refused(message % {"moment": shown})
    changes = audit.difference(stood, {"planned_at": planned_at})
    if not changes:
        return
    Visit.objects.filter(pk=stood.pk).update(planned_at=planned_at)
    # Another plan of this customer may have moved him while we waited.
    stood.customer = editing.locked(stood.customer)
    _move_on(stood, actor=actor, at=at)
    stood.planned_at = planned_at
    _record(stood, "visit.rescheduled", actor=actor, at=at, changes=changes)
    day = cadence.day_of(planned_at)
    bring_forward(stood.customer, actor=actor, day=day, at=at)


@transaction.atomic
def cancel(visit: Visit, *, actor: User, reason: str, at: datetime) -> None:
    """Call a planned visit off. Raises Refused once it is logged or called off."""
    if not reason.strip():
        raise Refused(_("Say why the visit is called off."), "reason")
    rows = Visit.objects.planned().filter(pk=visit.pk)
    if not rows.update(state=State.CANCELLED, cancel_reason=reason.strip()[:200]):
        raise Refused(_no_longer_planned())
    visit.refresh_from_db()
    what = {"actor": actor, "at": at, "reason": visit.cancel_reason}
    _record(visit, "visit.cancelled", **what)
    let_go(visit)
    _move_on(visit, actor=actor, at=at)


@transaction.atomic
def hand_over(
    customers: QuerySet[Customer],
    *,
    actor: User,
    giver: User,
    taker: User,
    until: datetime | None = None,
    at: datetime,
) -> int:
    """Give what `giver` has planned with `customers` to `taker`, whose they are now.

    With `until` only what is planned before then: he stands in, and sees them for it.
    Returns how many plans that were; costs the same few statements for any number.
    """
    rows = Visit.objects.planned().made_by(giver).filter(customer__in=customers)
    if until is not None:
        rows = rows.due_before(until)
    moving = list(
        rows.select_related("owner", "branch")
        .select_for_update(of=["self"], no_key=True)
        .order_by("pk")
    )
    new = {"owner": taker, "branch": taker.branch}
    audit.record_all(
        audit.entry(
            actor, "visit.handed_over", visit, at=at,
            changes=audit.difference(visit, new), customer_id=visit.customer_id,
        )
        for visit in moving
    )  # fmt: skip
    Visit.objects.filter(pk__in=[visit.pk for visit in moving]).update(**new)
    archive.release_all(hold_key(visit) for visit in moving)
    if until is not None:
        shown = {hold_key(visit): visit.customer_id for visit in moving}
        archive.hold_all(shown, user=taker)
    return len(moving)


def plan_entry(visit: Visit, *, actor: User, at: datetime) -> AuditEntry:
    """Return what the trail is to hold of a new plan."""
    return audit.entry(
        actor, "visit.planned", visit,
        at=at, customer_id=visit.customer_id,
        changes={
            "planned_at": [None, visit.planned_at.isoformat()],
            "owner": [None, str(visit.owner)],
        },
    )  # fmt: skip


def locked(visit: Visit) -> Visit:
    """Return the visit as it stands, and let nobody else change it before we commit."""
    rows = Visit.objects.select_related("customer", "owner")
    return rows.select_for_update(of=["self"], no_key=True).get(pk=visit.pk)


def show_customer(visit: Visit) -> None:
    """Let the owner of a planned visit see its customer, if he is not his."""
    if visit.owner_id != visit.customer.owner_id:
        archive.hold(visit.customer, user=visit.owner, key=hold_key(visit))


def let_go(visit: Visit) -> None:
    """End what the plan let its owner see."""
    archive.release(key=hold_key(visit))


def hold_key(visit: Visit) -> str:
    return f"visits.visit:{visit.pk}"


def bring_forward(customer: Customer, *, actor: User, day: date, at: datetime) -> None:
    """Make `day` the next contact, unless an earlier one is still to come."""
    now_on = customer.next_contact_on
    if now_on is None or now_on > day or now_on < cadence.day_of(at):
        archive.set_next_contact(customer, actor=actor, on=day, at=at)


def _record(visit: Visit, action: str, *, actor: User, at: datetime, **what) -> None:
    """Write what was done to a plan, and tell whose it is if somebody else did it."""
    who = {"actor": actor, "at": at}
    audit.record(
        subject=visit, action=action, customer_id=visit.customer_id, **who, **what
    )
    _tell_owner(visit, action.removeprefix("visit."), reason=what.get("reason"), **who)


def _tell_owner(
    visit: Visit, what: str, *, actor: User, at: datetime, reason: str | None = None
) -> None:
    if visit.owner_id == actor.pk:
        return
    notices.tell(
        visit.owner,
        "visits.plan",
        key=f"{what}:{visit.pk}:{at.timestamp()}",
        at=at,
        params={
            "what": what,
            "who": str(actor),
            "customer": str(visit.customer),
            "on": visit.planned_at.isoformat(),
            "reason": reason or "",
        },
        url=visit.get_absolute_url(),
        subject=visit,
        about=visit.customer,
    )


def _check_moment(planned_at: datetime, at: datetime) -> None:
    if planned_at < at:
        raise Refused(_("Choose a time to come, or log the visit."), "planned_at")


def _no_longer_planned() -> str:
    return _("This visit is no longer planned: it was logged or called off.")


def _check_owner(actor: User, owner: User) -> None:
    if owner == actor:
        return
    others = User.objects.active().for_user(actor, Can.ASSIGN_VISITS)
    if not actor.may(Can.ASSIGN_VISITS) or not others.filter(pk=owner.pk).exists():
        raise Refused(_("You cannot plan visits for this colleague."), "owner")
    if not owner.may(Can.LOG_VISITS):
        raise Refused(_("This colleague does not log visits."), "owner")


def _made_once(key: uuid.UUID | None, facts: dict) -> tuple[Visit, bool]:
    if key is None:
        return Visit.objects.create(**facts), True
    return Visit.objects.get_or_create(submission_key=key, defaults=facts)


def _move_on(visit: Visit, *, actor: User, at: datetime) -> None:
    """Point the customer at the next plan or the tier's day, if this was the next."""
    customer = visit.customer
    if customer.next_contact_on != cadence.day_of(visit.planned_at):
        return
    other = Visit.objects.planned().filter(customer=customer).order_by("planned_at")
    upcoming = other.filter(planned_at__gte=at).first()
    if upcoming:
        day = cadence.day_of(upcoming.planned_at)
    elif customer.last_contact_at:
        _tier, _like, days = Customer.ever.rhythm_of(customer.pk, cadence.day_of(at))
        day = cadence.due_on(days, customer.last_contact_at)
    else:
        day = None
    archive.set_next_contact(customer, actor=actor, on=day, at=at)
