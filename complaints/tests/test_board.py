"""The board of complaints: by stage, and by whom they lie with."""

import pytest
from django.utils import timezone

from complaints.tests.complaint_builders import do, make_complaint


@pytest.fixture
def at():
    return timezone.now()


def board(client, user):
    client.force_login(user)
    return client.get("/complaints/board/").context


def test_each_stands_in_the_column_of_its_stage(client, cast, at):
    make_complaint(cast.anna, at=at)
    investigated = make_complaint(cast.ben, at=at)
    for step in ("acknowledge", "assess"):
        do(step, investigated, cast.ben, at=at)
    sizes = {one["name"]: one["size"] for one in board(client, cast.carol)["columns"]}
    assert sizes == {"new": "1", "work": "1", "tell": "0", "verify": "0"}


def test_whoever_leads_sees_with_whom_they_lie_and_how_many_are_late(client, cast):
    make_complaint(cast.anna)
    shown = board(client, cast.carol)["people"]
    assert [(row["person"], row["size"], row["late"]) for row in shown] == [
        (cast.anna, "1", "1")
    ]
    assert board(client, cast.anna)["people"] == []


def test_a_board_of_many_costs_what_a_board_of_few_costs(client, cast, count_queries):
    client.force_login(cast.carol)
    costs = []
    for more in (2, 10):
        for _ in range(more):
            make_complaint(cast.anna)
        client.get("/complaints/board/")
        costs.append(count_queries(lambda: client.get("/complaints/board/")))
    assert costs[0] == costs[1]
