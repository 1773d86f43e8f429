"""Classes 1 to 5 by value from cut points, and the segment they make. No rows.

Equal values get equal classes, and a class changes because the customer changed: the
cut points are stored, and stay for a quarter.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from customers.choices.tiers import Segment

WINDOW_DAYS = 365
CLASSES = 5
# Days, order days, fen, months, months: used where fewer than five values differ.
FIXED = {
    "r": (30, 90, 180, 365),
    "f": (1, 2, 4, 9),
    "m": (50_000, 200_000, 500_000, 2_000_000),
    "l": (3, 12, 24, 60),
    "g": (1, 2, 4, 8),
}
HIGH = 4
# (recency is high, frequency is high) → the name for much spend, for little.
MAP = {
    (True, True): (Segment.KEY_VALUE, Segment.BASE_VALUE),
    (False, True): (Segment.KEY_KEEP, Segment.BASE_KEEP),
    (True, False): (Segment.KEY_GROW, Segment.BASE_GROW),
    (False, False): (Segment.KEY_WIN, Segment.BASE_WIN),
}


class Cuts(NamedTuple):
    """Four ascending values each: class 1 reaches to the first, class 5 beyond."""

    r: tuple[int, ...]
    f: tuple[int, ...]
    m: tuple[int, ...]
    l: tuple[int, ...]  # noqa: E741 (as in RFM-LG)
    g: tuple[int, ...]


class Ages(NamedTuple):
    """How many days make a customer new, dormant, lost."""

    new_days: int = 60
    dormant_days: int = 365
    lost_days: int = 730


def window(as_of: date) -> tuple[date, date]:
    """Return the first day that counts and the first that does not: `as_of` itself."""
    return as_of - timedelta(days=WINDOW_DAYS), as_of


def class_of(value: int, cuts: Sequence[int]) -> int:
    return 1 + sum(value > cut for cut in cuts)


def recency_class(days: int | None, cuts: Sequence[int]) -> int:
    """Return 5 for those who ordered lately, 1 for those who never did."""
    return 1 if days is None else CLASSES - sum(days > cut for cut in cuts)


def tenure_months(first: date | None, as_of: date) -> int:
    """Return the whole months between the first order and `as_of`."""
    if first is None:
        return 0
    months = (as_of.year - first.year) * 12 + as_of.month - first.month
    return months - (first.day > as_of.day)


def cut(values: Iterable[int], measure: str) -> tuple[int, ...]:
    """Return the values at 20, 40, 60, 80 %; the fixed ones where fewer than 5 differ.

    Each is the smallest value that so many per cent reach (`percentile_disc`).
    """
    ordered = sorted(values)
    if len(set(ordered)) < CLASSES:
        return FIXED[measure]
    count = len(ordered)
    return tuple(ordered[-(-count * fifth // CLASSES) - 1] for fifth in range(1, 5))


def segment(
    *, days: int | None, known_days: int | None, r: int, f: int, m: int, ages: Ages
) -> Segment:
    """Return the one segment of a customer whose last order was `days` ago.

    `known_days` ago was his first; both are None for who never paid for anything.
    """
    if days is None or known_days is None:
        return Segment.NONE
    if known_days <= ages.new_days:
        return Segment.NEW
    if days > ages.lost_days:
        return Segment.LOST
    if days > ages.dormant_days:
        return Segment.DORMANT
    key, base = MAP[r >= HIGH, f >= HIGH]
    return key if m >= HIGH else base
