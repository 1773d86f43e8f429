"""The board of opportunities: a column a stage, its figures, moved by a button."""

from urllib.parse import urlsplit

import pytest

from customers.models import Opportunity
from customers.tests.fact_builders import make_opportunity
from customers.tests.test_opportunities import move

pytestmark = pytest.mark.django_db
BOARD = "/opportunities/board/"


def columns(client, query="whose=all") -> dict[str, dict]:
    page = client.get(f"{BOARD}?{query}")
    return {each["progress"].value: each for each in page.context["columns"]}


def titles(column) -> list[str]:
    return [each.title for each in column["cards"]]


def test_each_stage_says_how_many_how_much_and_leads_to_exactly_those(client, cast):
    make_opportunity(cast.anna, title="甲", amount=100)
    make_opportunity(cast.anna, title="乙", amount=None)
    move(make_opportunity(cast.anna, title="丙", amount=50), "PROPOSAL")
    lost = move(make_opportunity(cast.anna, title="丁"), "LOST", lost_reason="PRICE")
    client.force_login(cast.anna)
    told = columns(client)
    figures = {stage: (each["size"], each["total"]) for stage, each in told.items()}
    assert figures == {
        "INTEREST": (2, 100), "PROPOSAL": (1, 50), "NEGOTIATE": (0, 0), "WON": (0, 0),
    }  # fmt: skip
    for each in told.values():
        rows = client.get(each["url"]).context["page"].rows
        assert {row.title for row in rows} == set(titles(each))
    page = client.get(f"{BOARD}?whose=all")
    assert page.context["lost"]["size"] == 1
    [row] = client.get(page.context["lost"]["url"]).context["page"].rows
    assert row == lost


def test_it_is_moved_by_a_button_and_one_comes_back_to_the_card(client, cast):
    made = make_opportunity(cast.anna)
    client.force_login(cast.anna)
    said = {"progress": "PROPOSAL", "version": 1, "board": "mine"}
    answer = client.post(f"/opportunities/{made.pk}/move/", said)
    assert answer["Location"] == f"{BOARD}?whose=mine#card-{made.pk}"
    assert titles(columns(client, "whose=mine")["PROPOSAL"]) == [made.title]
    stale = client.post(f"/opportunities/{made.pk}/move/", said)
    assert stale.status_code == 422
    made.refresh_from_db()
    assert (made.progress, made.version) == ("PROPOSAL", 2)


@pytest.mark.parametrize("board", ["", "//evil.example", "all&x"])
def test_a_move_leads_nowhere_else(client, cast, board):
    made = make_opportunity(cast.anna)
    client.force_login(cast.anna)
    said = {"progress": "PROPOSAL", "version": 1, "board": board}
    answer = client.post(f"/opportunities/{made.pk}/move/", said)
    assert urlsplit(answer["Location"]).path == made.get_absolute_url()


def test_whose_board_it_is_follows_who_looks(client, cast):
    make_opportunity(cast.anna, title="安")
    make_opportunity(cast.ben, title="本")
    make_opportunity(cast.dora, title="朵")
    client.force_login(cast.carol)
    assert set(titles(columns(client, "")["INTEREST"])) == {"安", "本"}
    client.force_login(cast.anna)
    assert titles(columns(client, "")["INTEREST"]) == ["安"]
    assert titles(columns(client, "whose=team")["INTEREST"]) == ["安"]


def test_a_button_is_offered_to_whom_the_customer_is_to_edit(client, cast):
    make_opportunity(cast.anna)
    button = 'value="PROPOSAL"'
    client.force_login(cast.anna)
    assert button in client.get(f"{BOARD}?whose=all").content.decode()
    client.force_login(cast.sam)
    page = client.get(f"{BOARD}?whose=all").content.decode()
    assert "增购两台商务车" in page
    assert button not in page


def test_a_long_column_says_what_the_list_has_besides(client, cast, monkeypatch):
    monkeypatch.setattr("customers.views.opportunity_board.MOST", 2)
    for _ in range(3):
        make_opportunity(cast.anna)
    client.force_login(cast.anna)
    column = columns(client)["INTEREST"]
    assert (column["size"], len(column["cards"]), column["more"]) == (3, 2, 1)


def test_the_board_costs_the_same_for_two_cards_as_for_twelve(
    client, cast, count_queries
):
    client.force_login(cast.anna)
    client.get(BOARD)
    costs = []
    for more in (2, 10):
        for _ in range(more):
            make_opportunity(cast.anna)
        costs.append(count_queries(lambda: client.get(f"{BOARD}?whose=all")))
    assert costs[0] == costs[1]
    assert Opportunity.objects.count() == 12
