"""One's own day: Overdue visits and today's, customers to be heard, birthdays."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.days import midnight
from accounts.models import User
from accounts.permissions.actions import Can
from crm.panels import complaints, leads
from crm.panels.counting import ENOUGH, Tile, address, capped
from crm.panels.days import week_from
from customers.models import Customer, Opportunity, Promise, TierStrategy
from visits import cadence
from visits.choices import State
from visits.models import Visit

MOST_LATE, MOST_TODAY, MOST_DUE, MOST_BIRTHDAYS = 8, 30, 8, 8
MOST_STEPS = 5


def panel(user: User, at: datetime) -> dict:
    """Return what the page reads, each region by one indexed query."""
    today = cadence.day_of(at)
    mine = Customer.objects.filter(owner=user)
    due = mine.due(today)
    steps = Opportunity.objects.for_user(user, Can.SEE_CUSTOMERS)
    days = TierStrategy.objects.contact_days()
    told = visits(user, at) | leads.to_call(user, at) | complaints.mine(user, at)
    return told | {
        "due": list(_without_plan(due)[:MOST_DUE]),
        "due_url": (due_url := address("customers:index", whose="mine", next="due")),
        "quiet": capped(mine.past_interval(at, days)),
        "quiet_url": address("customers:index", whose="mine", lacks="contact"),
        "birthdays": birthdays(user, at),
        "steps": list(steps.kept_by([user.pk]).due(today).for_work()[:MOST_STEPS]),
        "steps_url": address("customers:opportunities", whose="mine", only="due"),
        "tiles": [
            *_visit_tiles(user, at),
            Tile(_("Customers to contact"), capped(due), due_url),
            _promised(user),
            complaints.to_take_in(user),
        ],
    }


def _promised(user: User) -> Tile | None:
    """Return what customers who were passed on to him expect, while there is any."""
    waiting = capped(Promise.objects.to_confirm(user))
    if not waiting:
        return None
    return Tile(_("Promises to confirm"), waiting, reverse("handovers:index"))


def visits(user: User, at: datetime) -> dict:
    """Return one's visits of the days before, oldest first, and those of today."""
    start = midnight(cadence.day_of(at))
    end = start + timedelta(days=1)
    late = Visit.objects.for_today(user, start).for_work()
    now = Visit.objects.for_today(user, end).for_work()
    return {
        "at": at,
        "day": start.date(),
        "overdue": list(late[:MOST_LATE]),
        "today": list(now.filter(sort_at__gte=start)[:MOST_TODAY]),
        "overdue_url": _planned_url(until=start.date() - timedelta(days=1)),
        "today_url": _planned_url(since=start.date(), until=start.date()),
    }


def birthdays(user: User, at: datetime) -> list[tuple]:
    """Return (day, customer) of this week's birthdays, the next one first."""
    days = week_from(cadence.day_of(at))
    rows = Customer.objects.filter(owner=user).born_on(days)
    nearest = rows.for_work()[:MOST_BIRTHDAYS]
    return [(days[customer.birthday_place], customer) for customer in nearest]


def _visit_tiles(user: User, at: datetime) -> list[Tile]:
    """Return the two numbers from one walk back in time, which meets today first."""
    if not user.may(Can.SEE_VISITS):
        return []
    start = midnight(cadence.day_of(at))
    planned = Visit.objects.made_by(user).due_before(start + timedelta(days=1))
    times = planned.order_by("-sort_at").values_list("sort_at", flat=True)
    times = list(times[: 2 * ENOUGH])
    now = sum(time >= start for time in times)
    late = len(times) - now
    late_url = _planned_url(until=start.date() - timedelta(days=1))
    today_url = _planned_url(since=start.date(), until=start.date())
    return [
        Tile(_("Overdue visits"), late, late_url, is_late=late > 0),
        Tile(_("Visits today"), now, today_url),
    ]


def _planned_url(**days) -> str:
    return address("visits:index", state=State.PLANNED, whose="mine", **days)


def _without_plan(due):
    """Leave out whom a planned visit on this page, or later, already tells of."""
    plans = Visit.objects.planned().filter(customer_id=OuterRef("pk"))
    return due.filter(~Exists(plans)).for_work().order_by("planned_on", "pk")
