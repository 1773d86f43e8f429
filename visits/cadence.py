"""When the next contact with a customer is due. No rows.

How many days a tier may wait stands in its strategy (`TierStrategy.contact_days`).
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.days import day_of

# What is planned from a visit stands in office hours, even if it was told at night.
EARLIEST, LATEST = time(9), time(18)
QUARTER_MINUTES = 15


def due_on(interval_days: int, met_at: datetime) -> date:
    """Return the day by which a customer met at `met_at` is due again."""
    return day_of(met_at) + timedelta(days=interval_days)


def at_same_time(day: date, as_at: datetime) -> datetime:
    """Return `day` at the clock time of `as_at`: whole quarters, in office hours."""
    zone = timezone.get_current_timezone()
    clock = as_at.astimezone(zone).time()
    quarter = clock.minute - clock.minute % QUARTER_MINUTES
    clock = min(max(time(clock.hour, quarter), EARLIEST), LATEST)
    return datetime.combine(day, clock, tzinfo=zone)


def next_contact(
    interval_days: int,
    *,
    now_on: date | None,
    planned_on: date | None,
    met_at: datetime,
) -> date:
    """Return the next contact date after a meeting that agreed on nothing else.

    A date that was promised for later stays; one that this meeting kept makes room
    for the tier's interval.
    """
    promised = now_on and now_on > day_of(met_at) and now_on != planned_on
    return now_on if promised else due_on(interval_days, met_at)
