"""What the analysis draws: causes by weight, departments by category, months."""

from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet

from complaints.figures import Asked
from complaints.models import Category, Cause

# Below this an order of causes says more than it knows.
FEWEST = 10
MONTHS = 13
# How an address names what has none.
NONE = "null"
# Shades of a cell beside that of nothing.
SHADES = 4
# Before the middle of a bar, at it, and where the next one begins.
TOP, MIDDLE, END = 0, 50, 100


@dataclass(frozen=True)
class Bar:
    """One cause: its share of all, and of it and all that are commoner together.

    `line` is the piece of the line of sums that crosses the bar, in hundredths.
    """

    label: str
    size: int
    share: float
    sum_share: float
    url: str
    improve: str
    width: str
    line: str


@dataclass(frozen=True)
class Cell:
    label: str
    size: int
    url: str
    shade: int = 0


@dataclass(frozen=True)
class Row:
    """One department: all its complaints, and those of each category."""

    label: str
    size: int
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Month:
    """One month: `height` in hundredths of the fullest; the present one is not over."""

    start: date
    size: int
    height: str
    top: str
    url: str
    is_partial: bool


def causes(received: QuerySet, asked: Asked) -> tuple[list[Bar], int, int]:
    """Return causes by weight, how many have one, how many have none; two queries."""
    counts = dict(received.causes())
    unknown = counts.pop(None, 0)
    total = sum(counts.values())
    if total < FEWEST:
        return [], total, unknown
    names = {row.pk: str(row) for row in Cause.objects.filter(pk__in=counts)}
    sums, passed = [], 0
    for count in counts.values():
        passed += count
        sums.append(passed / total)
    return [
        _bar(names[pk], pk, count, total, place, sums, asked)
        for place, (pk, count) in enumerate(counts.items())
    ], total, unknown  # fmt: skip


def crossed(
    received: QuerySet, asked: Asked, departments: dict
) -> tuple[list[str], list[Row]]:
    """Return categories that occur, and a row of counts for each department."""
    counts = {(row[0], row[1]): row[2] for row in received.crossed()}
    used = {category for _department, category in counts}
    categories = {row.pk: str(row) for row in Category.objects.in_order()
                  if row.pk in used}  # fmt: skip
    names = dict(departments) | {None: ""}
    if None in used:
        categories[None] = ""
    most = max(counts.values(), default=0)
    found = [
        _row(pk, name, categories, counts, most, asked)
        for pk, name in names.items()
        if any(department == pk for department, _category in counts)
    ]
    return list(categories.values()), found


def months(found: QuerySet, asked: Asked, today: date) -> list[Month]:
    """Return thirteen months up to the period's last, those without any too."""
    firsts = [asked.until.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    ends = [*(day - timedelta(days=1) for day in firsts[1:]), _last(firsts[-1])]
    counts = found.received_from(firsts[0]).received_to(ends[-1]).months()
    most = max([*counts.values(), 1])
    return [
        _month(first, last, counts.get(first, 0), most, asked, today)
        for first, last in zip(firsts, ends, strict=True)
    ]


def _bar(label, pk, count, total, place: int, sums: list[float], asked) -> Bar:
    here = sums[place]
    points = [(here, MIDDLE)]
    if place:
        points.insert(0, ((sums[place - 1] + here) / 2, TOP))
    if place + 1 < len(sums):
        points.append(((here + sums[place + 1]) / 2, END))
    line = " ".join(f"{x * 100:.1f},{y}" for x, y in points)
    more = {"category": asked.category, "department": asked.department}
    improve = {name: row.pk for name, row in more.items() if row} | {"cause": pk}
    return Bar(label, count, count / total, here, asked.url(cause=pk),
               urlencode(improve), f"{count * 100 / total:.1f}", line)  # fmt: skip


def _row(pk, name: str, categories: dict, counts: dict, most: int, asked) -> Row:
    cells = [
        _cell(label, counts.get((pk, category), 0), most,
              asked.url(department=pk or NONE, category=category or NONE))
        for category, label in categories.items()
    ]  # fmt: skip
    total = sum(cell.size for cell in cells)
    return Row(name, total, asked.url(department=pk or NONE), cells)


def _cell(label: str, count: int, most: int, url: str) -> Cell:
    return Cell(label, count, url, -(-count * SHADES // most) if most else 0)


def _month(first, last, count: int, most: int, asked: Asked, today: date) -> Month:
    high = count * 100 / most
    url = asked.url(since=first, until=last)
    return Month(first, count, f"{high:.1f}", f"{100 - high:.1f}", url,
                 first <= today <= last)  # fmt: skip


def _last(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
