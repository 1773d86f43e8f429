"""The report of the care loop: every figure opens exactly its rows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints.tests.complaint_builders import do, make_complaint, resolve
from crm.care_loops import SOURCES, Part, figures
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON

SPAN = NOON - timedelta(days=1), NOON + timedelta(days=1)


def counts(user, name: str = "complaints") -> dict:
    [source] = [each for each in SOURCES if each.name == name]
    return figures(source, user, *SPAN).counts


def closed(actor, customer, at=NOON):
    complaint = resolve(make_complaint(actor, customer=customer, at=at), actor, at=at)
    do("verify", complaint, actor, reaction="SATISFIED", at=at)
    return complaint


def test_a_closed_loop_whose_customer_came_back_is_told_from_an_open_one(cast):
    happy, lost = make_customer(cast.anna), make_customer(cast.anna)
    closed(cast.anna, happy)
    closed(cast.anna, lost)
    make_complaint(cast.anna, customer=make_customer(cast.anna))
    make_visit(cast.anna, customer=happy, at=NOON + timedelta(days=80))
    make_visit(cast.anna, customer=lost, at=NOON + timedelta(days=100))
    assert counts(cast.max) == {
        "heard": 3, "contacted": 2, "told": 2, "closed": 2, "open": 1,
        "closed_back": 1, "open_back": 0,
    }  # fmt: skip


def test_the_first_answer_is_counted_in_working_time(cast):
    """Said on Monday at noon, answered an hour into the afternoon."""
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna, at=NOON + timedelta(hours=3))
    found = figures(SOURCES[0], cast.max, *SPAN)
    assert 0 < found.median_minutes < 180


def test_what_was_said_in_visits_and_not_taken_up_is_an_open_loop(cast):
    make_visit(cast.anna, feedback={"GRUMBLE": "等太久", "NEED": "保养"})
    found = counts(cast.max, "feedback")
    assert (found["heard"], found["open"], found["told"]) == (1, 1, 0)
    assert counts(cast.eve, "feedback")["heard"] == 0


def test_whose_complaints_one_may_not_count_are_not_counted(cast):
    closed(cast.dora, make_customer(cast.dora))
    assert counts(cast.max)["heard"] == 0
    assert counts(cast.dan)["heard"] == 1


@pytest.mark.parametrize("part", Part.values)
def test_every_figure_opens_exactly_its_rows(client, cast, part):
    at = timezone.now() - timedelta(minutes=1)
    customer = make_customer(cast.anna)
    closed(cast.anna, customer, at=at)
    make_complaint(cast.anna, at=at)
    make_visit(cast.anna, customer=customer, at=at + timedelta(seconds=20))
    client.force_login(cast.max)
    page = client.get(f"/complaints/loops/?part={part}")
    [one] = [each for each in page.context["figures"]
             if each["of"].source == SOURCES[0]]  # fmt: skip
    assert len(page.context["rows"]) == one["counts"][part]


def test_whatever_is_asked_it_answers_at_one_cost(client, cast, count_queries):
    client.force_login(cast.max)
    at = timezone.now() - timedelta(minutes=1)
    costs = []
    for more in (2, 10):
        for _number in range(more):
            make_complaint(cast.anna, at=at)
            make_visit(cast.anna, at=at, feedback={"GRUMBLE": "等太久"})
        costs.append(
            [count_queries(lambda of=of: client.get(f"/complaints/loops/?source={of}"))
             for of in ("complaints", "feedback")]
        )  # fmt: skip
    assert costs[0] == costs[1]
    for query in ("month=2020-01", "month=x", "source=x", "part=x", "cursor=x"):
        assert client.get(f"/complaints/loops/?{query}").status_code == 200
