"""The board of complaints: by stage, and by whom they lie with."""

import uuid

import pytest
from django.utils import timezone

from complaints.models import Complaint
from complaints.panels import steps
from complaints.services import notes
from complaints.tests.complaint_builders import do, fresh, make_complaint


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


def cards(client, user) -> dict:
    """Return (step, key) by the number of each card a reader finds."""
    columns = board(client, user)["columns"]
    found = [card for column in columns for card in column["cards"]]
    return {card.code: (offer and offer.step, key) for card, offer, key in found}


def move(client, complaint, step: str, **said):
    now = {"standing": complaint.standing, "submission_key": uuid.uuid4()} | said
    return client.post(f"/complaints/{complaint.code}/{step}/?back=board", now)


def test_a_card_bears_its_one_next_step_and_a_key_of_its_own(client, cast, at):
    new, begun = make_complaint(cast.anna, at=at), make_complaint(cast.anna, at=at)
    do("acknowledge", begun, cast.anna, at=at)
    praise = make_complaint(cast.anna, kind="PRAISE", at=at)
    hers = make_complaint(cast.anna, about_user=cast.carol, at=at)
    shown = cards(client, cast.carol)
    assert {code: step for code, (step, _key) in shown.items()} == {
        new.code: "ACKNOWLEDGE", begun.code: "ASSESS", praise.code: "ANSWER",
        hers.code: None,
    }  # fmt: skip
    assert len({key for _step, key in shown.values()}) == len(shown)


def test_a_step_taken_from_the_board_leads_back_to_the_card(client, cast, at):
    complaint = make_complaint(cast.anna, at=at)
    client.force_login(cast.anna)
    answer = move(client, complaint, "acknowledge")
    assert answer.url == f"/complaints/board/#{complaint.code}"
    assert fresh(complaint).state == "ACKNOWLEDGED"
    page = client.get(f"/complaints/{complaint.code}/assess/?back=board")
    assert "/assess/?back=board" in page.content.decode()
    assert f"/complaints/board/#{complaint.code}" in page.content.decode()
    answer = move(client, fresh(complaint), "assess", severity=2)
    assert answer.url == f"/complaints/board/#{complaint.code}"
    assert cards(client, cast.anna)[complaint.code][0] == "INVESTIGATE"


def test_a_card_that_somebody_moved_says_so(client, cast, at):
    complaint = make_complaint(cast.anna, at=at)
    seen = complaint.standing
    notes.note(complaint, actor=cast.carol, text="已联系厂家", at=at)
    client.force_login(cast.anna)
    answer = move(client, complaint, "acknowledge")
    assert answer.status_code == 409
    assert "已联系厂家" in answer.content.decode()
    assert fresh(complaint).state == "REGISTERED"
    do("acknowledge", complaint, cast.carol, at=at)
    address = f"/complaints/{complaint.code}/assess/?back=board&seen={seen}"
    assert "已联系厂家" in client.get(address).content.decode()
    do("assess", complaint, cast.carol, at=at)
    answer = client.get(address, follow=True)
    assert answer.redirect_chain[0][0] == f"/complaints/board/#{complaint.code}"
    assert [message.level_tag for message in answer.context["messages"]] == ["info"]


def test_whoever_looks_through_anothers_eyes_moves_nothing(client, cast, at):
    complaint = make_complaint(cast.anna, at=at)
    cast.anna.seen_by = cast.adam
    row = Complaint.objects.with_may(cast.anna, *steps.CANS).get(pk=complaint.pk)
    assert steps.next_of(row, cast.anna) is None
