"""Customers are passed on with all that was promised to them: all of it or nothing."""

import uuid
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.days import day_of, end_of
from accounts.models import User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.working_time import add_days
from complaints.models import Complaint
from complaints.services import assigning as complaints
from customers.choices.archive import Tier
from customers.choices.handovers import HandoverKind, PromiseKind
from customers.models import Customer, Handover, Lead, Promise
from customers.services import handovers, ownership
from customers.services.archive import check_owner
from customers.services.editing import one_at_a_time
from customers.services.leads import handing as leads
from visits.models import Visit
from visits.services import plans

# Whom the successor introduces himself to, and within how many working days.
INTRODUCED = (Tier.S, Tier.A)
INTRODUCE_WITHIN = 5


def passed_on(giver: User, actor: User, tiers: list[str]) -> QuerySet[Customer]:
    """Return the customers of `giver` whom `actor` may give to others, of these tiers.

    Of every tier where none is named.
    """
    rows = Customer.objects.for_user(actor, Can.ASSIGN_CUSTOMERS).filter(owner=giver)
    return rows.filter(tier__in=tiers) if tiers else rows


def leads_passed_on(giver: User, actor: User, tiers: list[str]) -> QuerySet[Lead]:
    """Return the open leads of `giver` that go along: none where tiers are named.

    A lead has no tier; only those go that `actor` may give to others.
    """
    rows = Lead.objects.open().for_user(actor, Can.ASSIGN_LEADS).filter(owner=giver)
    return rows.none() if tiers else rows


@transaction.atomic
def pass_on(
    giver: User,
    *,
    actor: User,
    taker: User,
    kind: str,
    until: date | None = None,
    note: str = "",
    tiers: list[str],
    submission_key: uuid.UUID,
    at: datetime,
) -> Handover:
    """Move the customers of `giver` to `taker`, or share them until the end of a leave.

    What is planned goes along, and every promise waits for the taker to confirm it. So
    do open leads, unless only some tiers go. A form sent twice returns what the first
    send made.
    """
    one_at_a_time(submission_key)
    if made := handovers.made_before(submission_key, actor):
        return made
    _check(giver, taker, kind, until, day_of(at))
    rows = passed_on(giver, actor, tiers)
    found = _locked(rows)
    if not found:
        raise Refused(_("%(name)s owns no such customers.") % {"name": giver}, "tiers")
    handover = Handover(
        giver=giver, taker=taker, kind=kind, until=until, note=note,
        submission_key=submission_key, made_by=actor, made_at=at,
    )  # fmt: skip
    moving = Customer.objects.filter(pk__in=[each.pk for each in found])
    return _made(handover, found, moving, leads_passed_on(giver, actor, tiers))


@transaction.atomic
def pass_on_all(
    giver: User, *, actor: User, taker: User, note: str, at: datetime
) -> Handover | None:
    """Move all that `giver`, who leaves, has to `taker`; None where he has nothing.

    Whether `actor` may see it or not: he closes the account. What `giver` had planned
    with customers of `taker` goes along too.
    """
    _check(giver, taker, HandoverKind.RESIGNATION, None, day_of(at))
    found = _locked(Customer.objects.filter(owner=giver))
    handover = Handover(
        giver=giver, taker=taker, kind=HandoverKind.RESIGNATION, note=note,
        submission_key=uuid.uuid4(), made_by=actor, made_at=at,
    )  # fmt: skip
    moving = Customer.objects.filter(owner__in=[giver, taker])
    theirs = Lead.objects.open().filter(owner=giver)
    if not found:
        _move(handover, moving, theirs)
        return None
    return _made(handover, found, moving, theirs)


def _locked(rows: QuerySet[Customer]) -> list[Customer]:
    return list(rows.select_for_update(of=["self"], no_key=True).order_by("pk"))


def _check(
    giver: User, taker: User, kind: str, until: date | None, today: date
) -> None:
    if taker.pk == giver.pk:
        raise Refused(_("Choose somebody else as successor."), "taker")
    check_owner(taker)
    if kind == HandoverKind.LEAVE and (until is None or until < today):
        raise Refused(_("Enter the last day of the leave."), "until")


def _made(
    handover: Handover,
    found: list[Customer],
    moving: QuerySet[Customer],
    theirs: QuerySet[Lead],
) -> Handover:
    """Store the deed over `found`; what is planned with all `moving` goes along."""
    promises = list(_promises(handover, found, moving))
    _move(handover, moving, theirs)
    return handovers.store(handover, customers=found, promises=promises)


def _move(
    handover: Handover, moving: QuerySet[Customer], theirs: QuerySet[Lead]
) -> None:
    """Change the owner for good, or only what is planned during a leave."""
    who = {"actor": handover.made_by, "at": handover.made_at}
    people = {"giver": handover.giver, "taker": handover.taker}
    if handover.kind == HandoverKind.LEAVE:
        end = end_of(handover.until)
        plans.hand_over(moving, until=end, **people, **who)
        return
    reason = str(HandoverKind(handover.kind).label)
    ownership.move(moving, owner=handover.taker, reason=reason, **who)
    plans.hand_over(moving, **people, **who)
    leads.pass_on(theirs, taker=handover.taker, **who)
    complaints.pass_on(_complaints(handover, moving), taker=handover.taker, **who)


def _complaints(handover: Handover, moving: QuerySet[Customer]) -> QuerySet[Complaint]:
    """Return the open complaints the giver works on: of those who move, or all.

    Whoever leaves has no work afterwards, whoever's customer it is about.
    """
    rows = Complaint.objects.handled_by(handover.giver)
    if handover.kind == HandoverKind.RESIGNATION:
        return rows
    return rows.filter(customer__in=moving)


def _promises(
    handover: Handover, found: list[Customer], moving: QuerySet[Customer]
) -> Iterator[Promise]:
    """Yield what the customers expect: planned visits, next contacts, a first hello."""
    last = handover.until or date.max
    visits = Visit.objects.planned().made_by(handover.giver)
    planned = set()
    for visit in visits.filter(customer__in=moving):
        day = day_of(visit.planned_at)
        planned.add((visit.customer_id, day))
        if day <= last:
            yield Promise(
                customer_id=visit.customer_id, kind=PromiseKind.VISIT,
                key=plans.hold_key(visit), due_on=day,
            )  # fmt: skip
    for customer in found:
        day = customer.next_contact_on
        if day and day <= last and (customer.pk, day) not in planned:
            yield Promise(
                customer=customer, kind=PromiseKind.CONTACT,
                key=f"customers.contact:{customer.pk}", due_on=day,
            )  # fmt: skip
    if handover.kind != HandoverKind.LEAVE:
        yield from _introductions(handover, found)


def _introductions(handover: Handover, found: list[Customer]) -> Iterator[Promise]:
    hours = WorkingCalendar.objects.hours_for(handover.taker.branch_id)
    day = add_days(hours, day_of(handover.made_at), INTRODUCE_WITHIN)
    for customer in found:
        if customer.tier in INTRODUCED:
            yield Promise(
                customer=customer, kind=PromiseKind.INTRODUCTION,
                key=f"customers.introduction:{customer.pk}", due_on=day,
            )  # fmt: skip
