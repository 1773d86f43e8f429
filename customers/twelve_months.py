"""Twelve months of amounts as bars: heights and places, ready to draw. No rows."""

from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import NamedTuple

MONTHS = 12
WIDTH, HEIGHT, GAP = 40, 120, 10


class Bar(NamedTuple):
    month: date
    amount: Decimal
    x: int
    y: int
    height: int

    @property
    def middle(self) -> int:
        return self.x + WIDTH // 2


def ending(last: date) -> list[date]:
    """Return the firsts of the twelve months that end with that of `last`."""
    count = last.year * 12 + last.month - 1
    numbers = range(count - MONTHS + 1, count + 1)
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def span(months: list[date], zone: tzinfo) -> tuple[datetime, datetime]:
    """Return the first moment of the months and the first one after them."""
    year, month = divmod(months[-1].year * 12 + months[-1].month, 12)
    after = date(year, month + 1, 1)
    start, end = (datetime.combine(day, time(), zone) for day in (months[0], after))
    return start, end


def bars(months: list[date], amounts: dict[date, Decimal]) -> list[Bar]:
    """Return a bar a month, the largest `HEIGHT` high; months below zero stay flat."""
    largest = max([*amounts.values(), Decimal(0)])
    drawn = []
    for place, month in enumerate(months):
        amount = amounts.get(month, Decimal(0))
        high = round(HEIGHT * amount / largest) if largest and amount > 0 else 0
        x = place * (WIDTH + GAP)
        drawn.append(Bar(month, amount, x, HEIGHT - high, high))
    return drawn
