"""How often a customer of each tier is met, and when the next contact is due."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.days import day_of
from customers.choices.archive import Tier

# Shipped defaults: at most so many days between two contacts.
INTERVAL_DAYS = {Tier.S: 30, Tier.A: 30, Tier.B: 90, Tier.C: 180, Tier.D: 180}
# What is planned from a visit stands in office hours, even if it was told at night.
EARLIEST, LATEST = time(9), time(18)
QUARTER_MINUTES = 15


def due_on(tier: str, met_at: datetime) -> date:
    """Return the day by which a customer of `tier`, met at `met_at`, is due again."""
    return day_of(met_at) + timedelta(days=INTERVAL_DAYS[Tier(tier)])


def at_same_time(day: date, as_at: datetime) -> datetime:
    """Return `day` at the clock time of `as_at`: whole quarters, in office hours."""
    zone = timezone.get_current_timezone()
    clock = as_at.astimezone(zone).time()
    quarter = clock.minute - clock.minute % QUARTER_MINUTES
    clock = min(max(time(clock.hour, quarter), EARLIEST), LATEST)
    return datetime.combine(day, clock, tzinfo=zone)


def next_contact(
    tier: str, *, now_on: date | None, planned_on: date | None, met_at: datetime
) -> date:
    """Return the next contact date after a meeting that agreed on nothing else.

    A date that was promised for later stays; one that this meeting kept makes room
    for the tier's interval.
    """
    promised = now_on and now_on > day_of(met_at) and now_on != planned_on
    return now_on if promised else due_on(tier, met_at)
