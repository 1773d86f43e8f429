"""Figures of the prospecting plan: who found how many this month, of how many.

A prospect is a lead somebody registered that was no double, or a customer he entered
by hand who was no lead before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse

from accounts import days
from accounts.models import User
from accounts.working_time import Hours, days_between, is_working_day
from customers.choices.leads import LostReason
from customers.choices.prospects import Kind
from customers.models import Customer, Lead, ProspectTarget

# What is marked on the way, in per cent.
MARKS = (50, 90, 100)


@dataclass(frozen=True)
class Progress:
    """How far one person is in a month; each `…_url` leads to exactly what counts."""

    person: User
    month: date
    target: int = 0
    leads: int = 0
    customers: int = 0

    @property
    def found(self) -> int:
        return self.leads + self.customers

    @property
    def percent(self) -> int:
        """Whole per cent, never rounded up to a mark that is not reached."""
        return self.found * 100 // self.target if self.target else 0

    @property
    def shown(self) -> int:
        """What a bar shows of it, which ends at the target."""
        return min(self.found, self.target)

    @property
    def marks(self) -> list[tuple[int, bool]]:
        """Rows of (per cent, whether it is reached)."""
        return [(mark, self.percent >= mark) for mark in MARKS]

    @property
    def url(self) -> str:
        return self._url(Kind.LEADS if self.leads or not self.customers
                         else Kind.CUSTOMERS)  # fmt: skip

    @property
    def leads_url(self) -> str:
        return self._url(Kind.LEADS)

    @property
    def customers_url(self) -> str:
        return self._url(Kind.CUSTOMERS)

    def _url(self, kind: Kind) -> str:
        query = urlencode({"month": self.month.isoformat()[:7], "kind": kind})
        return f"{reverse('leads:prospects', args=[self.person.pk])}?{query}"


def leads_of(people: Iterable[int], month: date) -> QuerySet[Lead]:
    """Return the leads these people found in a month."""
    rows = Lead.objects.found_by(people, *_span(month))
    return rows.exclude(lost_reason=LostReason.DOUBLE)


def customers_of(people: Iterable[int], month: date) -> QuerySet[Customer]:
    """Return the customers they entered in a month who were not leads before."""
    rows = Customer.objects.found_by(people, *_span(month))
    return rows.without("leads").without("importrow")


def of_people(people: Iterable[User], month: date) -> list[Progress]:
    """Return how far each of these people is; three queries."""
    people = list(people)
    ids = [one.pk for one in people]
    targets = ProspectTarget.objects.standing(ids, month)
    leads = leads_of(ids, month).by_finder()
    customers = customers_of(ids, month).by_finder()
    return [
        Progress(one, month, targets.get(one.pk, 0), leads.get(one.pk, 0),
                 customers.get(one.pk, 0))
        for one in people
    ]  # fmt: skip


def days_left(hours: Hours, today: date) -> int:
    """Return the working days left in the month of `today`, itself among them."""
    rest = days_between(hours, today, last_of(today))
    return rest + is_working_day(hours, today)


def last_of(month: date) -> date:
    after = month.replace(day=1) + timedelta(days=31)
    return after.replace(day=1) - timedelta(days=1)


def _span(month: date):
    first = month.replace(day=1)
    return days.midnight(first), days.end_of(last_of(first))
