"""What the value of a fact looks like: how it is compared, checked, and kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.dateparse import parse_date

from customers.choices.segments import Is

MOST_DAYS = 3650
LONGEST_TEXT = 40
MOST_CHOSEN = 50
BIGGEST = Decimal(10) ** 12
Kept = list | int | str | None


@dataclass(frozen=True)
class Shape:
    """`read` takes a value as JSON holds it; ValueError where it is none of these."""

    name: str
    compares: tuple[Is, ...]
    read: Callable[[Kept], object]
    takes_value: bool = True


def days(value: Kept) -> int:
    if type(value) is not int or not 0 <= value <= MOST_DAYS:
        raise ValueError
    return value


def chosen(value: Kept) -> list[str]:
    """Read what was chosen of a list; whether it is still offered the fact says."""
    if not isinstance(value, list) or not 0 < len(value) <= MOST_CHOSEN:
        raise ValueError
    if not all(isinstance(one, str) and len(one) <= 200 for one in value):
        raise ValueError
    return value


def text(value: Kept) -> str:
    is_text = isinstance(value, str) and "\x00" not in value
    if not is_text or not 0 < len(value.strip()) <= LONGEST_TEXT:
        raise ValueError
    return value


def number(value: Kept) -> Decimal:
    """Read a number kept as text, so that no digit is lost on the way."""
    if not isinstance(value, str) or len(value) > 20:
        raise ValueError
    try:
        read = Decimal(value)
    except InvalidOperation:
        raise ValueError from None
    if not read.is_finite() or abs(read) >= BIGGEST:
        raise ValueError
    return read


def day(value: Kept) -> date:
    read = parse_date(value) if isinstance(value, str) else None
    if read is None:
        raise ValueError
    return read


def nothing(value: Kept) -> None:
    if value is not None:
        raise ValueError


CHOICE = Shape("choice", (Is.IN, Is.OUT), chosen)
FLAG = Shape("flag", (Is.YES, Is.NO), nothing, takes_value=False)
PAST = Shape("days", (Is.LATELY, Is.LONG_NOT), days)
AHEAD = Shape("days", (Is.SOON,), days)
NUMBER = Shape("number", (Is.LEAST, Is.MOST), number)
BEGINNING = Shape("text", (Is.BEGINS,), text)
HOLDING = Shape("text", (Is.HOLDS,), text)
DAY = Shape("day", (Is.SINCE, Is.UNTIL), day)


def kept(value) -> Kept:
    """Return what a form read as the rule keeps it."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value.strip()
    return [str(one) for one in value]
