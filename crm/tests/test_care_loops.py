"""The care loop: every figure opens exactly its rows, every row its stages."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from complaints.services import notes, pickup
from complaints.tests.complaint_builders import do, make_complaint, resolve
from crm import care_loops
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


def html(client, user, *address) -> str:
    client.force_login(user)
    return client.get(reverse("care_loop", args=address)).content.decode()


def status(client, user, *address) -> int:
    client.force_login(user)
    return client.get(reverse("care_loop", args=address)).status_code


def test_a_row_of_the_report_opens_its_loop_with_people_and_proofs(client, cast):
    at = timezone.now() - timedelta(minutes=1)
    complaint = closed(cast.anna, make_customer(cast.anna), at=at)
    client.force_login(cast.max)
    report = client.get("/complaints/loops/").content.decode()
    address = reverse("care_loop", args=["complaints", complaint.pk])
    assert address in report
    assert address in client.get(complaint.get_absolute_url()).content.decode()
    page = html(client, cast.max, "complaints", complaint.pk)
    for shown in (complaint.code, cast.anna.name, complaint.words, "更换刹车片并道歉"):
        assert shown in page


def test_what_was_said_in_a_visit_has_its_loop_until_it_joins_a_complaint(client, cast):
    visit = make_visit(cast.anna, feedback={"GRUMBLE": "等太久", "NEED": "保养"})
    item, need = (visit.feedback.get(kind=kind) for kind in ("GRUMBLE", "NEED"))
    page = html(client, cast.anna, "feedback", item.pk)
    assert "等太久" in page
    assert page.count("loop-step is-reached") == 1
    assert status(client, cast.anna, "feedback", need.pk) == 404
    complaint = pickup.from_feedback(item, actor=cast.anna, at=NOON)
    answer = client.get(reverse("care_loop", args=["feedback", item.pk]))
    assert answer.url == reverse("care_loop", args=["complaints", complaint.pk])


def test_the_loop_of_what_is_not_ones_own_is_not_there(client, cast):
    visit = make_visit(cast.anna, feedback={"GRUMBLE": "等太久"})
    item, complaint = visit.feedback.get(), make_complaint(cast.anna)
    for address in (("feedback", item.pk), ("complaints", complaint.pk)):
        assert status(client, cast.anna, *address) == 200
        assert status(client, cast.dora, *address) == 404
    praise = make_complaint(cast.anna, kind="PRAISE")
    assert status(client, cast.anna, "complaints", praise.pk) == 404
    assert status(client, cast.anna, "warnings", complaint.pk) == 404


def test_whoever_looks_through_anothers_eyes_reads_the_loop_veiled(client, cast):
    complaint = make_complaint(cast.anna, words="刹车失灵")
    client.force_login(cast.adam)
    client.post(reverse("see_as", args=[cast.anna.pk]))
    answer = client.get(reverse("care_loop", args=["complaints", complaint.pk]))
    assert "刹车失灵" not in answer.content.decode()


def test_a_source_is_one_declaration(client, cast, monkeypatch):
    """What lies above adds an entry; report and page know it without another line."""
    more = replace(SOURCES[1], name="warnings", label="Churn warnings")
    monkeypatch.setattr(care_loops, "SOURCES", (*SOURCES, more))
    at = timezone.now() - timedelta(minutes=1)
    visit = make_visit(cast.anna, at=at, feedback={"GRUMBLE": "等太久"})
    client.force_login(cast.max)
    report = client.get("/complaints/loops/?source=warnings").content.decode()
    address = reverse("care_loop", args=["warnings", visit.feedback.get().pk])
    assert "Churn warnings" in report
    assert address in report
    assert "Churn warnings" in client.get(address).content.decode()


def test_a_loop_costs_the_same_whatever_happened_since(client, cast, count_queries):
    customer = make_customer(cast.anna)
    complaint = closed(cast.anna, customer)
    address = reverse("care_loop", args=["complaints", complaint.pk])
    client.force_login(cast.anna)
    costs = []
    for more in (2, 10):
        for each in range(more):
            make_visit(cast.anna, customer=customer, at=NOON + timedelta(days=each + 1))
            notes.note(complaint, actor=cast.anna, text="再联系", at=NOON)
        costs.append(count_queries(lambda: client.get(address)))
    assert costs[0] == costs[1]
