"""The common pool of the demo company, who goes there soon, its prospecting plan."""

import datetime

from crm.demo.calendar import days_before, moment
from crm.demo.leads import WORKERS
from crm.demo.people import Company
from customers.models import Customer, Pooling, ProspectTarget
from customers.services import ownership
from visits.models import Visit

# Whose customers lie in the pool, or are on the way: (sign-in, of each how many).
FORGETFUL = ("luyao", "pengfei")
LYING, LEAVING = 3, 2
QUIET_DAYS, WARNED_DAYS_AGO, DUE_IN = 60, 3, 4
TARGET = 10


def fill(staff: Company, at: datetime.datetime) -> None:
    """Put some forgotten customers into the pool, and some on the way there."""
    for name in FORGETFUL:
        owner = staff.users[name]
        mine = Customer.objects.filter(owner=owner, tier__in="CD")
        plans = Visit.objects.planned().filter(owner=owner).values("customer_id")
        quiet = mine.forgotten("C", QUIET_DAYS, at=at) | mine.forgotten(
            "D", QUIET_DAYS, at=at
        )
        found = list(quiet.exclude(pk__in=plans).order_by("pk")[: LYING + LEAVING])
        _pool(found[:LYING], owner, staff.users["manager"], at)
        Pooling.objects.bulk_create(_way(one, owner, at) for one in found[LYING:])


def targets(staff: Company, at: datetime.datetime) -> list[ProspectTarget]:
    """Return what each who works on leads is to find, from two months ago on."""
    first = days_before(at, 60).replace(day=1)
    return [
        ProspectTarget(
            user=staff.users[name], from_month=first, count=TARGET,
            set_by=staff.users["supervisor"], set_at=moment(first, 9),
        )
        for name in WORKERS
    ]  # fmt: skip


def _pool(found: list[Customer], owner, keeper, at: datetime.datetime) -> None:
    rows = Customer.objects.filter(pk__in=[one.pk for one in found])
    ownership.move(rows, actor=None, owner=keeper, reason="长期未跟进", at=at)
    Pooling.objects.bulk_create(
        Pooling(
            customer=one, owner=owner, branch=owner.branch, pooled_at=at,
            warned_at=at - datetime.timedelta(days=7), due_on=days_before(at, 0),
        )
        for one in found
    )  # fmt: skip


def _way(customer: Customer, owner, at: datetime.datetime) -> Pooling:
    warned = moment(days_before(at, WARNED_DAYS_AGO), 9)
    return Pooling(
        customer=customer, owner=owner, branch=owner.branch, warned_at=warned,
        due_on=days_before(at, -DUE_IN),
    )  # fmt: skip
