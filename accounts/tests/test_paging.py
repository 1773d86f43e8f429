"""Every row stands on exactly one page, walking forward and back, ties included."""

import base64
import json

import pytest
from django.db.models import F

from accounts import paging
from accounts.models import Branch

pytestmark = pytest.mark.django_db
BY_CITY = paging.Order(F("city"), paging.text)
DOWN = paging.Order(F("city"), paging.text, descending=True)
GARBAGE = [
    "!", "AAAA", "é", "\x00", "\ud800", "=" * 50, "a" * 5000,
    *(
        base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode()
        for cursor in (
            [], {}, 1, None, ["a"], ["a", "x", "1"], ["a", "x", -1], ["a", "x", 10**30],
            ["c", "x", 1], ["a", 1, 1], ["a", "\x00", 1], ["a", "\ud800", 1],
            ["a", "x" * 999, 1], ["a", "x", True], [[], "x", 1],
        )
    ),
    base64.urlsafe_b64encode(b"[" * 100_000).decode(),
]  # fmt: skip


def walk(rows, order, size):
    """Return the pages from the first to the last, then those back to the first."""
    there, back = [paging.page(rows, order, size=size)], []
    while there[-1].older:
        there.append(paging.page(rows, order, there[-1].older, size))
    place = there[-1]
    while place.newer:
        place = paging.page(rows, order, place.newer, size)
        back.append(place)
    return there, back


@pytest.mark.parametrize("count", [0, 1, 3, 4, 11, 12])
@pytest.mark.parametrize("order", [BY_CITY, DOWN])
def test_walking_all_pages_gives_each_row_once_there_and_back(count, order):
    for number in range(count):
        Branch.objects.create(code=f"{number}", name="x", city=f"c{number % 3}")

    there, back = walk(Branch.objects.all(), order, 4)

    rows = [row.pk for page in there for row in page.rows]
    upwards = Branch.objects.order_by("city", "pk")
    expected = list(upwards.values_list("pk", flat=True))
    assert rows == (expected[::-1] if order.descending else expected)
    assert [p.rows for p in back] == [p.rows for p in there[-2::-1]]
    assert not there[0].newer
    assert not there[-1].older


@pytest.mark.parametrize("cursor", GARBAGE)
def test_a_cursor_nobody_wrote_is_the_first_page(cursor):
    Branch.objects.create(code="1", name="x", city="c")
    assert [
        b.code for b in paging.page(Branch.objects.all(), BY_CITY, cursor).rows
    ] == ["1"]


def test_a_cursor_past_the_end_is_the_first_page():
    branch = Branch.objects.create(code="1", name="x", city="c")
    past = base64.urlsafe_b64encode(json.dumps(["a", "zzz", 1]).encode()).decode()
    assert paging.page(Branch.objects.all(), BY_CITY, past).rows == [branch]


@pytest.mark.parametrize(
    ("read", "good", "bad"),
    [
        (paging.day, "2026-11-23", "tomorrow"),
        (paging.moment, "2026-11-23T12:00:00+08:00", "2026-11-23T12:00:00"),
        (paging.amount, "-12.50", "NaN"),
        (paging.amount, "0", "1e99"),
    ],
)
def test_a_key_is_read_as_its_type_or_refused(read, good, bad):
    assert read(good) is not None
    with pytest.raises((ValueError, ArithmeticError)):
        read(bad)
