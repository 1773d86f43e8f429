"""Days as people work them: the week ahead, the day they last worked."""

from datetime import date, timedelta

FRIDAY = 4


def week_from(day: date) -> list[date]:
    """Return `day` and the seven days after it."""
    return [day + timedelta(days=ahead) for ahead in range(8)]


def last_working_day(day: date) -> date:
    """Return the last of Monday to Friday before `day`."""
    day -= timedelta(days=1)
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))
