"""Today: the right panel for each role, numbers that equal the rows behind them."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.utils.html import strip_tags

from accounts.models import CalendarYear, Job, Role, User
from accounts.permissions.actions import Can
from accounts.permissions.shipped import GRANTS, ROLES, TODAY
from crm.panels import counting, own, settings
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON, make_team, make_user
from crm.tests.working_day import YESTERDAY, make_work, opened, rows_behind, tiles
from crm.views.today import PANELS
from customers.tests import importing

pytestmark = pytest.mark.django_db
CAST = {
    "anna": "own", "sam": "own", "vera": "own", "carol": "watched", "max": "watched",
    "dan": "watched", "nina": "archive", "cleo": "members", "clara": "members",
    "lia": "routed", "adam": "settings", "stray": "watched",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(("who", "panel"), CAST.items())
def test_each_role_opens_its_own_panel(client, cast, who, panel):
    page = opened(client, getattr(cast, who))
    assert page.context["panel"] == f"today/_{panel}.html"
    assert len(page.context["tiles"]) <= 3


def test_every_shipped_role_has_a_panel_that_exists():
    assert set(TODAY) == set(ROLES)
    assert set(TODAY.values()) <= set(PANELS)
    assert Can.USE_PRODUCT in GRANTS


def test_whoever_holds_no_role_is_told_so(client, cast):
    nobody = make_user("nobody", branch=cast.east)
    client.force_login(nobody)
    assert client.get("/today/").status_code == 403


def test_a_role_made_here_shows_ones_own_work(client, cast):
    role = Role.objects.create(code="helper", name_zh="助理", name_en="Helper")
    role.grants.create(action=Can.USE_PRODUCT, reach="ALL")
    helper = make_user("helga", "helper", branch=cast.east)
    assert opened(client, helper).context["panel"] == "today/_own.html"


def test_overdue_comes_first_then_today_by_time_then_customers_due(client, cast):
    late = make_plan(cast.anna, at=YESTERDAY)
    afternoon = make_plan(cast.anna, planned_at=NOON + timedelta(hours=4))
    noon = make_plan(cast.anna, planned_at=NOON + timedelta(minutes=5))
    due = make_customer(cast.anna, next_contact_on=NOON.date())
    make_plan(cast.anna, planned_at=NOON + timedelta(days=3))
    make_plan(cast.ben, customer=make_customer(cast.ben))
    page = opened(client, cast.anna)
    assert page.context["overdue"] == [late]
    assert page.context["today"] == [noon, afternoon]
    assert page.context["due"] == [due]
    html = page.content.decode()
    order = [html.index(f"/visits/{one.pk}/log/") for one in (late, noon, afternoon)]
    assert order == sorted(order) < [html.index(f"/customers/{due.pk}/visits/new/")]


def test_a_visit_of_this_morning_is_of_today_and_not_overdue(client, cast):
    plan = make_plan(cast.anna, at=NOON - timedelta(hours=3))
    page = opened(client, cast.anna)
    assert page.context["today"] == [plan]
    assert not page.context["overdue"]


def test_a_customer_with_a_plan_is_not_named_twice(client, cast):
    plan = make_plan(cast.anna)
    assert plan.customer.next_contact_on == NOON.date()
    page = opened(client, cast.anna)
    assert not page.context["due"]


@pytest.mark.parametrize("who", ["anna", "ben", "carol", "max", "dan", "nina"])
def test_every_number_equals_the_rows_behind_it(client, cast, who):
    make_work(cast)
    make_customer(cast.anna, phone="")
    leaver = make_user("leo", "account", branch=cast.east)
    make_customer(leaver)
    User.objects.filter(pk=leaver.pk).update(is_active=False, deactivated_at=NOON)
    shown = tiles(client, getattr(cast, who))
    assert any(tile.count for tile in shown.values())
    for label, tile in shown.items():
        assert rows_behind(client, tile) == tile.count, label


def test_numbers_of_anna(client, cast):
    make_work(cast)
    assert [tile.count for tile in tiles(client, cast.anna).values()] == [3, 3, 9]


def test_quiet_customers_are_counted_and_linked(client, cast):
    make_customer(cast.anna)
    asked_often = make_customer(cast.anna, tier="A")
    make_visit(cast.anna, customer=asked_often, at=NOON - timedelta(days=46))
    make_visit(cast.anna, at=NOON - timedelta(days=46))
    make_visit(cast.anna)
    page = opened(client, cast.anna)
    assert page.context["quiet"] == 2
    tile = counting.Tile("", 2, page.context["quiet_url"])
    assert rows_behind(client, tile) == 2


def test_more_than_ninety_nine_are_not_counted_on(client, cast, monkeypatch):
    monkeypatch.setattr(counting, "ENOUGH", 3)
    for _number in range(5):
        make_customer(cast.anna, next_contact_on=YESTERDAY.date())
    tile = list(tiles(client, cast.anna).values())[-1]
    assert tile.count == 3
    assert tile.shown == "2+"


def test_a_year_nobody_announced_is_told_of_from_the_first_of_november_on(cast):
    CalendarYear.objects.create(year=2028, is_provisional=True)
    midnight = datetime(2027, 10, 31, 16, tzinfo=UTC)
    for at, told in ((midnight - timedelta(seconds=1), None), (midnight, 2028)):
        provisional = settings.panel(cast.adam, at)["provisional"]
        assert (provisional and provisional["year"]) == told
    assert settings.panel(cast.max, midnight)["provisional"] is None


@pytest.mark.parametrize(
    ("today", "birthday", "named"),
    [
        (date(2026, 11, 23), date(1980, 11, 23), True),
        (date(2026, 11, 23), date(1980, 11, 30), True),
        (date(2026, 11, 23), date(1980, 12, 1), False),
        (date(2026, 11, 23), date(1980, 11, 22), False),
        (date(2026, 12, 28), date(1990, 1, 3), True),
        (date(2027, 2, 25), date(1992, 2, 29), True),
        (date(2028, 2, 25), date(1992, 2, 29), True),
        (date(2028, 2, 21), date(1992, 2, 29), False),
    ],
)
def test_birthdays_within_seven_days_are_told(cast, today, birthday, named):
    customer = make_customer(cast.anna, birthday=birthday)
    at = datetime.combine(today, NOON.time(), tzinfo=NOON.tzinfo)
    told = [one for _day, one in own.birthdays(cast.anna, at)]
    assert told == ([customer] if named else [])


def test_of_many_birthdays_the_next_ones_are_told_first(cast):
    for _later in range(own.MOST_BIRTHDAYS * 7):
        make_customer(cast.anna, birthday=date(1990, 1, 3))
    tomorrow = make_customer(cast.anna, birthday=date(1990, 12, 29))
    today = make_customer(cast.anna, birthday=date(1990, 12, 28))
    at = datetime(2026, 12, 28, 9, tzinfo=NOON.tzinfo)
    told = own.birthdays(cast.anna, at)
    assert len(told) == own.MOST_BIRTHDAYS
    assert told[:2] == [(date(2026, 12, 28), today), (date(2026, 12, 29), tomorrow)]
    assert {day for day, _customer in told[2:]} == {date(2027, 1, 3)}


def test_the_administrator_sees_who_cannot_work(client, cast):
    make_user("newcomer", name="新来的", branch=cast.east)
    Job.objects.create(
        kind="import", owner=cast.nina, state="FAILED", created_at=NOON,
        finished_at=NOON, error="坏文件",
    )  # fmt: skip
    page = opened(client, cast.adam)
    assert [tile.count for tile in page.context["tiles"]] == [1, 1]
    assert "新来的" in page.content.decode()
    for tile in page.context["tiles"]:
        behind = client.get(tile.url)
        assert behind.context["cl"].result_count == tile.count


@pytest.mark.parametrize(
    ("who", "is_linked"), [("dan", True), ("adam", True), ("max", False)]
)
def test_the_audit_trail_is_a_tap_away_where_the_grant_allows(
    client, cast, who, is_linked
):
    client.force_login(getattr(cast, who))
    for url in ("/today/", "/me/"):
        text = client.get(url).content.decode()
        main = text[text.index("<main") : text.index("</main>")]
        assert ('href="/audit/"' in main) == is_linked


@pytest.mark.parametrize("who", ["cleo", "clara"])
def test_whose_customers_are_still_to_come_is_offered_no_visit(client, cast, who):
    text = opened(client, getattr(cast, who)).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    assert 'href="/visits/new/"' not in main


def test_two_roles_are_two_tabs_and_the_last_is_remembered(client, cast):
    both = make_user("bo", "supervisor", "account", branch=cast.east)
    make_team("三组", cast.east, lead=both)
    page = opened(client, both)
    assert [tab.code for tab in page.context["tabs"]] == ["supervisor", "account"]
    assert page.context["panel"] == "today/_watched.html"
    opened(client, both, "?role=account")
    assert opened(client, both).context["panel"] == "today/_own.html"
    both.refresh_from_db()
    assert both.last_role == "account"


def test_a_role_one_does_not_hold_opens_nothing(client, cast):
    page = opened(client, cast.anna, "?role=admin")
    assert page.context["panel"] == "today/_own.html"


def test_two_roles_with_the_same_day_are_one_tab(client, cast):
    both = make_user("bo", "sales", "service", branch=cast.east)
    page = opened(client, both)
    assert len(page.context["tabs"]) == 1
    assert 'class="tabs"' not in page.content.decode()


def test_looking_as_someone_else_leaves_his_tab_alone_and_veils(client, cast):
    both = make_user("bo", "supervisor", "account", branch=cast.east)
    make_plan(both, customer=make_customer(both, name="王小明"))
    client.force_login(cast.adam)
    client.post(f"/see-as/{both.pk}/")
    page = client.get("/today/?role=account")
    assert "王小明" not in page.content.decode()
    both.refresh_from_db()
    assert both.last_role == ""


def test_no_full_number_stands_on_the_page(client, cast):
    customer = make_customer(cast.anna, phone="13812345678")
    make_plan(cast.anna, customer=customer)
    assert "13812345678" not in opened(client, cast.anna).content.decode()


@pytest.mark.parametrize("who", ["anna", "carol", "max", "dan", "nina"])
def test_today_costs_the_same_for_little_and_for_much(client, cast, count_queries, who):
    user = getattr(cast, who)
    client.force_login(user)
    make_work(cast)
    little = count_queries(lambda: client.get("/today/"))
    for _round in range(4):
        make_work(cast)
    assert count_queries(lambda: client.get("/today/")) == little <= 30


def test_the_customers_a_browser_remembers_come_back_as_far_as_they_are_seen(
    client, cast
):
    mine, theirs = make_customer(cast.anna), make_customer(cast.dora)
    client.force_login(cast.anna)
    asked = f"/today/?recent={theirs.pk},{mine.pk},x"
    page = client.get(asked, headers={"HX-Request": "true"})
    assert [hit.customer for hit in page.context["hits"]] == [mine]
    assert "<html" not in page.content.decode()


def test_an_import_that_was_only_checked_is_not_called_done(client, cast):
    batch = importing.checked(cast.nina, importing.HEAD, importing.GOOD)
    assert batch.job.state == "DONE"
    User.objects.update(language="en")
    page = opened(client, cast.nina).content.decode()
    mine = strip_tags(page.partition("Your last imports")[2].partition("</ul>")[0])
    assert "ready to import" in mine
    assert "done" not in mine
