"""Today of whoever watches over others: exceptions, reviews waiting, people."""

from datetime import datetime, timedelta

import pytest
import time_machine

from accounts.services import exports
from crm.panels import counting, watched
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.tests.export_builders import asked
from crm.tests.working_day import YESTERDAY, make_work, opened, rows_behind, tiles
from customers.tests.tier_builders import propose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def one_row_is_much(monkeypatch):
    monkeypatch.setattr(exports, "FREE_ROWS", 0)


def test_numbers_of_the_supervisor_are_those_of_the_team(client, cast):
    make_work(cast)
    make_visit(cast.dora, outcome="PROBLEM")
    assert [tile.count for tile in tiles(client, cast.carol).values()] == [6, 12, 6]


def test_a_supervisor_without_a_team_is_told_so(client, cast):
    make_work(cast)
    page = opened(client, cast.stray)
    assert [tile.count for tile in page.context["tiles"]] == [0, 0, 0]
    assert page.context["people"] == []


def test_exceptions_reviews_and_silence_reach_the_supervisor(client, cast):
    friday = datetime(2026, 11, 20, 15, tzinfo=NOON.tzinfo)
    problem = make_visit(cast.anna, outcome="PROBLEM", at=friday)
    away = make_visit(cast.ben, outcome="NOT_MET", not_met_reason="AWAY", at=YESTERDAY)
    make_visit(cast.sam, outcome="PROBLEM", at=NOON - timedelta(days=9))
    page = opened(client, cast.carol)
    assert page.context["exceptions"] == [away, problem]
    assert page.context["next_review"] == away
    assert page.context["worked_on"] == friday.date()
    logged = {person: load["logged"] for person, load, _urls in page.context["people"]}
    assert logged == {cast.anna: 1, cast.ben: 1, cast.sam: 0, cast.vera: 0}


def test_the_number_of_exceptions_is_that_of_the_list_below_it(client, cast):
    make_visit(cast.anna, outcome="PROBLEM", at=YESTERDAY)
    make_visit(cast.ben, outcome="NOT_MET", not_met_reason="AWAY", at=YESTERDAY)
    make_visit(cast.ben, at=YESTERDAY)
    page = opened(client, cast.carol)
    tile = page.context["tiles"][0]
    assert tile.count == len(page.context["exceptions"]) == 2
    assert tile.url == page.context["exceptions_url"]
    assert rows_behind(client, tile) == 2
    said = client.get(tile.url).context["filters"]
    assert [url for _words, url in said if "exceptional" not in url]


def test_the_load_of_each_person_is_counted(client, cast):
    make_work(cast)
    page = opened(client, cast.carol)
    load = {person: load for person, load, _urls in page.context["people"]}
    assert load[cast.anna]["overdue"] == 3
    assert load[cast.anna]["planned"] == 3


@pytest.mark.parametrize("who", ["carol", "max", "dan"])
def test_each_number_of_a_person_leads_to_exactly_its_rows(client, cast, who):
    make_work(cast)
    for person, load, urls in opened(client, getattr(cast, who)).context["people"]:
        for name, count in load.items():
            if name in urls:
                tile = counting.Tile("", count, urls[name])
                assert rows_behind(client, tile) == count, (person, name)


def test_only_those_whose_work_visits_are_stand_among_the_people(client, cast):
    people = {person for person, *_ in opened(client, cast.dan).context["people"]}
    assert {cast.anna, cast.carol, cast.sam} <= people
    assert not people & {cast.dan, cast.nina, cast.cleo, cast.clara, cast.lia}
    make_customer(cast.nina)
    people = {person for person, *_ in opened(client, cast.dan).context["people"]}
    assert cast.nina in people


def test_who_has_most_overdue_stands_first_and_the_rest_is_folded(
    client, cast, monkeypatch
):
    monkeypatch.setattr(watched, "MOST_PEOPLE", 2)
    make_plan(cast.vera, at=YESTERDAY)
    for _number in range(2):
        make_plan(cast.sam, at=YESTERDAY)
    page = opened(client, cast.dan)
    assert [row[0] for row in page.context["people"]] == [cast.sam, cast.vera]
    shown = page.context["people"] + page.context["more_people"]
    assert len(shown) == page.context["people_count"]
    assert cast.sam.branch.name in page.content.decode()


@pytest.mark.usefixtures("one_row_is_much")
def test_what_waits_for_ones_decision_stands_first(client, cast):
    customer = make_customer(cast.anna, tier="B")
    export = asked(cast.nina)
    proposal = propose(customer, cast.anna)
    page = opened(client, cast.dan)
    assert [one for one, _title in page.context["exports_to_decide"]] == [export]
    assert page.context["tiers_to_decide"] == [proposal]
    html = page.content.decode()
    assert export.get_absolute_url() in html
    assert f"{customer.get_absolute_url()}tier/" in html
    page = opened(client, cast.max)
    assert page.context["exports_to_decide"] == []
    assert page.context["tiers_to_decide"] == [proposal]
    assert "decide-title" not in opened(client, cast.carol).content.decode()


def test_nobody_is_offered_his_own_proposal_or_one_of_another_branch(client, cast):
    propose(make_customer(cast.anna, tier="B"), cast.max)
    propose(make_customer(cast.dora, tier="B"), cast.dora)
    assert opened(client, cast.max).context["tiers_to_decide"] == []
    assert len(opened(client, cast.dan).context["tiers_to_decide"]) == 2


@pytest.mark.usefixtures("one_row_is_much")
def test_at_most_five_of_each_wait_on_the_page_at_one_cost(client, cast, count_queries):
    cost = []
    for count in (1, 6):
        for _number in range(count):
            propose(make_customer(cast.anna, tier="B"), cast.anna)
            asked(cast.nina)
        client.force_login(cast.dan)
        cost.append(count_queries(lambda: client.get("/today/")))
    page = opened(client, cast.dan)
    assert len(page.context["exports_to_decide"]) == 5
    assert len(page.context["tiers_to_decide"]) == 5
    assert cost[0] == cost[1] <= 30
