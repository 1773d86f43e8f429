"""Pages of a list found by keys: the next page costs what the first one cost.

An order is one expression without nulls and the primary key behind it, both in one
direction, so that PostgreSQL walks a composite index. A cursor names the row beside the
page; one that cannot be read is the first page.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db.models import Expression, F, QuerySet
from django.db.models.fields.tuple_lookups import (
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

SIZE = 25
BIGGEST_ID = 2**63 - 1
LONGEST_TEXT = 300
# What the planner may expect of a list that is counted row by row.
CHEAP_PLAN, CHEAP_ROWS = 20_000, 10_000


@dataclass(frozen=True)
class Order:
    """What a list sorts by; `read` turns a cursor's text into the key's value."""

    key: Expression | F
    read: Callable[[str], object]
    descending: bool = False

    def reversed(self) -> "Order":
        return Order(self.key, self.read, not self.descending)


@dataclass(frozen=True)
class Page:
    """One page of rows; `older` and `newer` are cursors, "" where there is no more."""

    rows: list
    older: str = ""
    newer: str = ""


def page(rows: QuerySet, order: Order, cursor: str = "", size: int = SIZE) -> Page:
    """Return the page of `rows` beside `cursor`, in one query (two past the end)."""
    place = _read(cursor, order)
    if place is None:
        return _forward(rows, order, None, size)
    back, key, pk = place
    if not back:
        found = _forward(rows, order, (key, pk), size)
    else:
        found = _backward(rows, order, (key, pk), size)
    return found if found.rows else _forward(rows, order, None, size)


def text(value: str) -> str:
    """Read a text key; what PostgreSQL could not hold is refused."""
    if "\x00" in value or len(value) > LONGEST_TEXT:
        raise ValueError
    value.encode()
    return value


def day(value: str) -> date:
    return date.fromisoformat(value)


def moment(value: str) -> datetime:
    instant = datetime.fromisoformat(value)
    if instant.tzinfo is None:
        raise ValueError
    return instant.astimezone(UTC)


def amount(value: str) -> Decimal:
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= Decimal(10) ** 15 or len(value) > 40:
        raise ValueError
    return number


def whole(value: str) -> int:
    number = int(value[:20])
    if not 0 <= number <= BIGGEST_ID:
        raise ValueError
    return number


def _forward(rows, order: Order, after, size: int) -> Page:
    found = _slice(rows, order, after, size)
    more = len(found) > size
    found = found[:size]
    return Page(
        found,
        older=_write("a", order, found[-1]) if more else "",
        newer=_write("b", order, found[0]) if after and found else "",
    )


def _backward(rows, order: Order, before, size: int) -> Page:
    found = _slice(rows, order.reversed(), before, size)
    more = len(found) > size
    found = found[:size][::-1]
    return Page(
        found,
        older=_write("a", order, found[-1]) if found else "",
        newer=_write("b", order, found[0]) if more else "",
    )


def _slice(rows, order: Order, beside, size: int) -> list:
    """Fetch one row more than a page, so that we know whether another follows."""
    if beside:
        lookup = TupleLessThan if order.descending else TupleGreaterThan
        rows = rows.filter(lookup(Tuple(order.key, F("pk")), beside))
    key = order.key.desc() if order.descending else order.key.asc()
    pk = F("pk").desc() if order.descending else F("pk").asc()
    return list(rows.annotate(page_key=order.key).order_by(key, pk)[: size + 1])


def _write(direction: str, order: Order, row) -> str:
    key = row.page_key
    told = key.isoformat() if isinstance(key, date) else str(key)
    plain = json.dumps([direction, told, row.pk], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def _read(cursor: str, order: Order):
    """Return (whether back, key, pk), or None for what is no cursor of this order."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        direction, key, pk = json.loads(base64.urlsafe_b64decode(padded))
        if direction not in ("a", "b") or type(pk) is not int or type(key) is not str:
            return None
        if not 0 <= pk <= BIGGEST_ID:
            return None
        return direction == "b", order.read(key), pk
    except (ValueError, TypeError, ArithmeticError, RecursionError):
        return None


def size_of(rows: QuerySet) -> tuple[int, bool]:
    """Return (how many, whether exactly): counted where that is cheap, else estimated.

    Costs two queries at most, and never the walk through a big table.
    """
    bare = rows.order_by()
    told = bare.explain(format="json")
    if not told:
        # Conditions that nothing can meet are never asked.
        return 0, True
    plan = json.loads(told)[0]["Plan"]
    if plan["Total Cost"] <= CHEAP_PLAN and plan["Plan Rows"] <= CHEAP_ROWS:
        return bare.count(), True
    return _rounded(plan["Plan Rows"]), False


def _rounded(count: int) -> int:
    """Keep two digits that count: 118,532 becomes 120,000."""
    return round(count, 2 - len(str(count)))
