"""Visits to come: planning them, for oneself or others, calling off, handing over."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import AuditEntry, User
from accounts.permissions import Can
from accounts.refused import Refused
from customers.models import Customer
from customers.services import archive
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
        audit.record_all([planned(visit, actor=actor, at=at)])
        show_customer(visit)
        bring_forward(customer, actor=actor, day=cadence.day_of(planned_at), at=at)
    return visit


@transaction.atomic
def move(visit: Visit, *, actor: User, planned_at: datetime, at: datetime) -> None:
    """Plan a visit for another moment; the customer's next contact goes along.

    Raises Refused for a past time, or once the visit is logged or called off.
    """
    _check_moment(planned_at, at)
    rows = Visit.objects.planned().select_related("customer", "owner")
    rows = rows.select_for_update(of=["self"], no_key=True)
    stood = rows.filter(pk=visit.pk).first()
    if stood is None:
        raise Refused(_no_longer_planned())
    changes = audit.difference(stood, {"planned_at": planned_at})
    if not changes:
        return
    Visit.objects.filter(pk=stood.pk).update(planned_at=planned_at)
    audit.record(
        actor, "visit.moved", stood,
        at=at, changes=changes, customer_id=stood.customer_id,
    )  # fmt: skip
    _move_on(stood, actor=actor, at=at)
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
    audit.record(
        actor, "visit.cancelled", visit,
        at=at, reason=reason.strip()[:200], customer_id=visit.customer_id,
    )  # fmt: skip
    visit.refresh_from_db()
    let_go(visit)
    _move_on(visit, actor=actor, at=at)


@transaction.atomic
def hand_over(
    customers: QuerySet[Customer],
    *,
    actor: User,
    giver: User,
    taker: User,
    at: datetime,
) -> int:
    """Give what `giver` has planned with `customers` to `taker`, whose they are now.

    Returns how many plans that were; costs the same few statements for any number.
    """
    rows = Visit.objects.planned().made_by(giver).filter(customer__in=customers)
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
    return len(moving)


def planned(visit: Visit, *, actor: User, at: datetime) -> AuditEntry:
    """Return what the trail is to hold of a new plan."""
    return audit.entry(
        actor, "visit.planned", visit,
        at=at, customer_id=visit.customer_id,
        changes={
            "planned_at": [None, visit.planned_at.isoformat()],
            "owner": [None, str(visit.owner)],
        },
    )  # fmt: skip


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
        day = cadence.due_on(customer.tier, customer.last_contact_at)
    else:
        day = None
    archive.set_next_contact(customer, actor=actor, on=day, at=at)
