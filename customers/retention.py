"""Until when a document is kept. No rows."""

from datetime import date

from customers.choices.documents import Starts


def keep_until(
    starts: str, years: int, *, dated: date | None, expiry: date | None, filed: date
) -> date | None:
    """Return the last day to keep it; None where the day it counts from is unknown."""
    first = {Starts.DATED: dated, Starts.EXPIRY: expiry, Starts.FILED: filed}[starts]
    return later(first, years) if first else None


def later(day: date, years: int) -> date:
    """Return the same day so many years later, 28 February for the 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
