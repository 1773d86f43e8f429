"""The page of the analysis: every figure opens its rows, for whoever may see them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Department
from complaints.models import Category, Cause, Complaint
from complaints.tests.complaint_builders import make_complaint
from complaints.tests.figure_builders import year_of_complaints
from crm.testing.builders import make_customer

pytestmark = pytest.mark.django_db
PAGE = "/complaints/analysis/"


@pytest.fixture
def year(cast):
    """A year of complaints up to now, for the page asks the clock itself."""
    return year_of_complaints(cast, timezone.now())


def look(client, user, query: str = ""):
    client.force_login(user)
    answer = client.get(f"{PAGE}?{query}")
    assert answer.status_code == 200
    return answer


def size(client, url: str) -> int:
    """Follow a figure to the queue and count what stands there."""
    answer = client.get(url)
    assert answer.status_code == 200
    page = answer.context["page"]
    assert not page.older
    return len(page.rows)


def figures(context) -> list[tuple[str, int, str]]:
    """Return (what it is, how many rows it says, where they stand) of a whole page."""
    tiles = context["how_many"] + context["how_fast"] + context["how_well"]
    named = [
        (tile.label, _rows_of(tile), tile.url) for tile in tiles
    ]  # fmt: skip
    named += [tile.rest for tile in tiles if tile.rest]
    named += [(band.label, band.size, band.url) for band in context["bands"]]
    named += [("open", context["backlog"], context["backlog_url"])]
    named += [(bar.label, bar.size, bar.url) for bar in context["bars"]]
    named += [("no cause", context["without_cause"], context["without_url"])]
    for row in context["rows"]:
        named += [(row.label, row.size, row.url)]
        named += [(f"{row.label} {c.label}", c.size, c.url) for c in row.cells]
    return named + [(str(m.start), m.size, m.url) for m in context["months"]]


def _rows_of(tile) -> int:
    if tile.unit == "count":
        return tile.value
    return tile.whole if tile.part is None else tile.part


@pytest.mark.parametrize("who", ["dan", "max", "carol"])
def test_every_figure_opens_exactly_its_rows(client, cast, year, who):
    context = look(client, getattr(cast, who)).context
    told = figures(context)
    assert len(told) > 50
    assert [(name, size(client, url)) for name, _count, url in told] == [
        (name, count) for name, count, _url in told
    ]


def test_every_figure_opens_its_rows_in_a_year_of_all_kinds(client, cast, year):
    make_complaint(cast.anna, kind="ENQUIRY", at=timezone.now())
    since = timezone.localdate() - timedelta(days=300)
    context = look(client, cast.dan, f"since={since}&kind=ALL").context
    assert context["now"].complaints == len(year) + 1
    assert len(context["bars"]) == 4
    told = figures(context)
    assert [size(client, url) for _name, _count, url in told] == [
        count for _name, count, _url in told
    ]


def test_filters_narrow_what_is_counted_and_what_is_opened(client, cast, year):
    department, category = Department.objects.order_by("pk")[0], "waiting-time"
    waiting = Category.objects.get(code=category)
    query = f"department={department.pk}&category={waiting.pk}&branch={cast.east.pk}"
    context = look(client, cast.dan, query).context
    assert 0 < context["now"].complaints < 4
    assert context["now"].complaints == size(client, context["how_many"][0].url)


def test_what_is_asked_stands_in_the_address_and_nonsense_asks_nothing(client, cast):
    odd = look(client, cast.dan, "since=x&until=2999-01-01&kind=NO&department=9999")
    asked = odd.context["asked"]
    assert asked.until == timezone.localdate()
    assert asked.length == timedelta(days=90)
    assert odd.context["form"].errors
    wrong = look(client, cast.dan, "since=2026-03-02&until=2026-03-01")
    assert wrong.context["asked"].length == timedelta(days=90)
    told = look(client, cast.dan, "since=2026-02-01&until=2026-03-01").context["asked"]
    assert told.length == timedelta(days=29)


def test_a_merged_one_counts_only_where_it_was_merged_into(client, cast, year):
    before = look(client, cast.dan).context["now"].complaints
    one, other, *_ = (row for row in year if row.is_open and row.customer_id)
    Complaint.objects.filter(pk=one.pk).update(
        state="CLOSED", ending="MERGED", merged_into=other, closed_at=timezone.now(),
        closed_by=cast.anna, waiting_since=None,
    )  # fmt: skip
    context = look(client, cast.dan).context
    assert context["now"].complaints == before - 1
    assert size(client, context["how_many"][0].url) == before - 1


def test_a_manager_counts_his_branch_and_a_supervisor_her_team(client, cast, year):
    make_complaint(cast.dora, at=timezone.now())
    counts = {
        who: look(client, getattr(cast, who)).context["now"].complaints
        for who in ("dan", "max", "carol", "nina", "stray")
    }
    assert counts == {"dan": 11, "max": 10, "carol": 10, "nina": 10, "stray": 0}
    rates = look(client, cast.max).context["now"]
    assert rates.customers == look(client, cast.dan).context["now"].customers - 1


def test_fewer_than_ten_are_no_pareto(client, cast):
    make_complaint(cast.anna, at=timezone.now())
    answer = look(client, cast.dan)
    assert answer.context["bars"] == []
    assert "there are 0" in english(client, cast.dan)
    assert "至少需要 10 件" in chinese(client, cast.dan)


def test_without_any_complaint_the_page_says_so(client, cast):
    assert "No data for this filter" in english(client, cast.dan)
    assert "没有符合条件的数据" in chinese(client, cast.dan)


def test_what_nothing_is_known_of_is_a_dash_and_no_zero(client, cast):
    make_complaint(cast.anna, customer=None, branch=cast.east, at=timezone.now())
    make_customer(cast.anna)
    now = look(client, cast.dan).context
    assert now["how_fast"][1].value is None
    assert now["how_well"][0].value is None
    assert "–" in english(client, cast.dan)


def test_it_costs_the_same_for_two_complaints_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.dan)
    costs = []
    for more in (2, 10):
        for place in range(more):
            make_complaint(
                cast.anna, at=timezone.now() - timedelta(days=place),
                category=Category.objects.in_order()[place],
                department=Department.objects.order_by("pk")[place % 4],
            )  # fmt: skip
        client.get(PAGE)
        costs.append(count_queries(lambda: client.get(PAGE)))
    assert costs[0] == costs[1]


def test_through_anothers_eyes_one_counts_what_he_counts(client, cast, year):
    hers = look(client, cast.carol).context["now"]
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.carol.pk}/")
    answer = client.get(PAGE)
    assert answer.status_code == 200
    assert answer.context["now"] == hers


def test_causes_are_named_in_the_readers_language(client, cast, year):
    since = timezone.localdate() - timedelta(days=300)
    cause = Cause.objects.get(code="overload")
    query = f"since={since}"
    assert cause.name_en in english(client, cast.dan, query)
    told = chinese(client, cast.dan, query)
    assert cause.name_zh in told
    assert cause.name_en not in told
    assert "这些指标的口径" in told


def english(client, user, query: str = "") -> str:
    return _read(client, user, query, "en")


def chinese(client, user, query: str = "") -> str:
    return _read(client, user, query, "zh-hans")


def _read(client, user, query: str, language: str) -> str:
    type(user).objects.filter(pk=user.pk).update(language=language)
    return look(client, user, query).content.decode()
