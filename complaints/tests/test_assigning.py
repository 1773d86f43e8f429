"""Giving a complaint to a colleague: the form, two tabs, a button pressed twice."""

import uuid

import pytest

from complaints.models import Complaint, Line
from complaints.tests.complaint_builders import do, fresh, make_complaint


@pytest.fixture
def complaint(cast):
    return make_complaint(cast.anna)


def send(client, user, complaint, **said):
    client.force_login(user)
    now = fresh(complaint)
    said = {"standing": now.standing, "key": uuid.uuid4(), "text": ""} | said
    return client.post(f"/complaints/{complaint.code}/assign/", said)


def test_a_lead_gives_it_to_another_of_the_team(client, cast, complaint):
    answer = send(client, cast.carol, complaint, handler=cast.ben.pk, text="请接手")
    assert answer.url == complaint.get_absolute_url()
    assert fresh(complaint).handler == cast.ben
    assert cast.ben.notices.filter(kind="complaints.assigned").count() == 1


def test_a_button_pressed_twice_assigns_once(client, cast, complaint):
    said = {"handler": cast.ben.pk, "key": uuid.uuid4()}
    said["standing"] = complaint.standing
    for _ in range(2):
        assert send(client, cast.carol, complaint, **said).status_code == 302
    assert Line.objects.filter(deed="ASSIGNED").count() == 1


def test_a_stale_page_keeps_what_was_typed_and_changes_nothing(client, cast, complaint):
    seen = complaint.standing
    do("acknowledge", complaint, cast.anna)
    answer = send(
        client, cast.carol, complaint, handler=cast.ben.pk, standing=seen, text="请接手"
    )
    assert answer.status_code == 422
    assert "请接手" in answer.content.decode()
    assert fresh(complaint).standing in answer.content.decode()
    assert Complaint.objects.get().handler == cast.anna


def test_only_whom_one_reaches_is_offered(client, cast, complaint):
    answer = send(client, cast.carol, complaint, handler=cast.dora.pk)
    assert answer.status_code == 422
    assert fresh(complaint).handler == cast.anna


def test_the_board_shows_what_is_open_and_with_whom_it_lies(
    client, cast, complaint, count_queries
):
    client.force_login(cast.carol)
    board = client.get("/complaints/board/")
    assert [column["size"] for column in board.context["columns"]] == [
        "1",
        "0",
        "0",
        "0",
    ]
    [row] = board.context["people"]
    assert (row["person"], row["size"], row["late"]) == (cast.anna, "1", "1")
    few = count_queries(lambda: client.get("/complaints/board/"))
    for _ in range(6):
        make_complaint(cast.ben)
    assert count_queries(lambda: client.get("/complaints/board/")) == few
