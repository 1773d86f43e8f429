"""Figures of complaints over a period, each with the list that holds its rows."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from accounts import days
from accounts.choices import Scope
from accounts.models import Branch, Department
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from complaints.choices import Kind, Metric
from complaints.models import Category, Complaint
from customers.models import Customer, Purchase

# Of each kind together: no kind of its own.
ALL_KINDS = "ALL"
HOUR = 3600


@dataclass(frozen=True)
class Asked:
    """What one wants to know of: a time with both its days, and what narrows it."""

    since: date
    until: date
    kind: str = Kind.COMPLAINT
    branch: Branch | None = None
    department: Department | None = None
    category: Category | None = None

    @property
    def length(self) -> timedelta:
        return self.until - self.since + timedelta(days=1)

    def before(self) -> "Asked":
        """Return the same question about the time of the same length just before."""
        return replace(self, since=self.since - self.length,
                       until=self.until - self.length)  # fmt: skip

    def conditions(self) -> dict:
        """Return what narrows the complaints, whenever they were received."""
        said = {"branch": self.branch, "department": self.department}
        said |= {"category": self.category}
        narrowing = {name: row for name, row in said.items() if row}
        if self.kind != ALL_KINDS:
            narrowing["kind"] = self.kind
        return narrowing

    def url(self, **more) -> str:
        """Return where the rows stand that this asks for, narrowed by `more`.

        None in `more` takes away what would narrow them otherwise.
        """
        said = {
            name: getattr(row, "pk", row) for name, row in self.conditions().items()
        }
        said |= {"since": self.since, "until": self.until, "counted": "true"} | more
        kept = {name: value for name, value in said.items() if value is not None}
        return f"{reverse('complaints:index')}?{urlencode(kept)}"


@dataclass(frozen=True)
class Timing:
    """What the clocks of one metric say: how long it took, and what was in time."""

    timed: int = 0
    median: float | None = None
    p90: float | None = None
    judged: int = 0
    missed: int = 0

    @property
    def met(self) -> int:
        return self.judged - self.missed


@dataclass(frozen=True)
class Figures:
    """The figures of one period, as counted; shares are none where nothing is."""

    complaints: int
    majors: int
    repeats: int
    reopened: int
    asked: int
    content: int
    cost: Decimal
    compensated: int
    customers: int
    orders: int
    timings: dict[str, Timing] = field(default_factory=dict)

    def timing(self, metric: Metric) -> Timing:
        return self.timings.get(metric, Timing())

    @property
    def per_customers(self) -> float | None:
        return share(self.complaints * 100, self.customers)

    @property
    def per_orders(self) -> float | None:
        return share(self.complaints * 100, self.orders)


def share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def hours(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / HOUR


def rows(user, asked: Asked) -> QuerySet[Complaint]:
    """Return what counts of all times, for `user` and as narrowed."""
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINT_FIGURES).counted()
    return seen.filter(**asked.conditions())


def within(found: QuerySet[Complaint], asked: Asked) -> QuerySet[Complaint]:
    return found.received_from(asked.since).received_to(asked.until)


def both(user, asked: Asked, at: datetime) -> tuple[Figures, Figures]:
    """Return the figures of the period and of the one before it; nine queries."""
    periods = (asked, asked.before())
    found, served = rows(user, asked), _served(user, periods)
    return tuple(
        _of(within(found, each), customers, _orders(user, each), at)
        for each, customers in zip(periods, served, strict=True)
    )


def _of(received: QuerySet, customers: int, orders: int, at: datetime) -> Figures:
    timings = {name: Timing(**row) for name, row in received.timings(at).items()}
    counted = received.figures() | received.cost()
    return Figures(**counted, customers=customers, orders=orders, timings=timings)


def _served(user, periods: tuple[Asked, ...]) -> list[int]:
    """Count the customers there were at the end of each period; one query."""
    ends = {
        f"end{place}": Count("pk", filter=Q(created_at__lt=days.end_of(each.until)))
        for place, each in enumerate(periods)
    }
    seen = _customers(user, periods[0])
    return list(seen.order_by().aggregate(**ends).values())


def _customers(user, asked: Asked) -> QuerySet[Customer]:
    """Return whom the complaints one sees may come from: his, or the branch's."""
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    if scope_of(user, Can.SEE_COMPLAINT_FIGURES) is Scope.BRANCH:
        seen = Customer.objects.filter(branch_id=user.branch_id)
    return seen.filter(branch=asked.branch) if asked.branch else seen


def _orders(user, asked: Asked) -> int:
    """Count the invoices of a period, of the branch or of the customers one sees."""
    start, end = days.midnight(asked.since), days.end_of(asked.until)
    lines = Purchase.objects.between(start, end)
    scope = scope_of(user, Can.SEE_COMPLAINT_FIGURES)
    if scope is Scope.BRANCH:
        lines = lines.filter(branch_id=user.branch_id)
    elif scope < Scope.BRANCH:
        seen = _customers(user, asked).order_by().values("pk")
        lines = lines.filter(customer__in=seen)
    if asked.branch:
        lines = lines.filter(branch=asked.branch)
    return lines.orders().count()
