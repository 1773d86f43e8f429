"""Days as the reader lives them: which one a moment falls on, when one begins."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def local(at: datetime) -> datetime:
    """Return `at` as the reader's clock shows it."""
    return at.astimezone(timezone.get_current_timezone())


def day_of(at: datetime) -> date:
    """Return the day `at` falls on where the reader is."""
    return local(at).date()


def midnight(day: date) -> datetime:
    """Return when `day` begins where the reader is."""
    return datetime.combine(day, time.min, tzinfo=timezone.get_current_timezone())


def end_of(day: date) -> datetime:
    """Return when the next day begins; the last moment where there is none."""
    if day == date.max:
        return datetime.combine(day, time.max, tzinfo=timezone.get_current_timezone())
    return midnight(day + timedelta(days=1))
