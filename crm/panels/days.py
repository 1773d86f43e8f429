"""Days as people plan them: the week ahead."""

from datetime import date, timedelta


def week_from(day: date) -> list[date]:
    """Return `day` and the seven days after it."""
    return [day + timedelta(days=ahead) for ahead in range(8)]
