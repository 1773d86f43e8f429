"""Days as the reader lives them: where today begins, which day people last worked."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

FRIDAY = 4


def midnight(day: date) -> datetime:
    """Return when `day` begins where the reader is."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def week_from(day: date) -> list[date]:
    """Return `day` and the seven days after it."""
    return [day + timedelta(days=ahead) for ahead in range(8)]


def last_working_day(day: date) -> date:
    """Return the last of Monday to Friday before `day`."""
    day -= timedelta(days=1)
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))
