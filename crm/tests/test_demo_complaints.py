"""The complaints of the demo company: of all sorts, stepped through as people would."""

import pytest
from django.db import transaction
from django.db.models import F

from accounts.models import Department
from complaints.choices import Ending, Kind, Severity, State
from complaints.models import (
    Clock,
    Compensation,
    Complaint,
    EffectCheck,
    Group,
    Improvement,
    Inbound,
    Line,
    Telling,
)
from complaints.panels import loop
from crm.demo import load
from crm.demo.calendar import today
from crm.testing.cast import NOON


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load.company(customers=150, at=NOON)
        transaction.set_rollback(True)


@pytest.fixture
def complaints(loaded, db):
    return Complaint.objects.all()


def test_there_are_some_of_every_kind_gravity_and_ending(complaints):
    assert 30 <= complaints.count() <= 40
    assert set(complaints.values_list("kind", flat=True)) == set(Kind)
    assert set(complaints.values_list("severity", flat=True)) == set(Severity)
    endings = set(complaints.exclude(ending="").values_list("ending", flat=True))
    assert endings == set(Ending)
    states = set(complaints.values_list("state", flat=True))
    assert states >= set(State) - {State.VERIFYING}


def test_there_is_a_major_one_a_waiting_one_a_reopened_one_and_one_of_nobody(
    complaints,
):
    assert complaints.major().open().filter(channel="REGULATOR").count() == 1
    assert complaints.exclude(external_since=None).count() == 1
    assert complaints.exclude(waiting_since=None).count() == 1
    assert complaints.reopened().filter(level=1).count() == 1
    assert complaints.filter(customer=None).count() == 1
    assert complaints.late(NOON).exists()
    assert complaints.repeated().exists()


def test_customers_were_told_in_writing_and_some_said_what_they_made_of_it(complaints):
    told = Telling.objects.filter(kind="RESULT")
    channels = set(told.values_list("channel", flat=True))
    assert channels == {"PHONE", "SMS", "LETTER", "EMAIL"}
    assert not Telling.objects.exclude(state__in=["SENT", "SPOKEN"]).exists()
    assert told.filter(channel="EMAIL", reaction="ACCEPTED").exists()
    assert any(each.awaits_reaction for each in told)


def test_two_are_grouped_one_is_merged_one_offer_and_some_messages_wait(complaints):
    group = Group.objects.get()
    assert complaints.grouped_in(group).count() == 2
    merged = complaints.get(ending=Ending.MERGED)
    assert merged.merged_into.customer == merged.customer
    assert Compensation.objects.filter(state="PROPOSED").count() == 1
    assert Inbound.objects.filter(state="NEW").count() >= 2


def test_improvements_of_every_stage_one_better_one_unclear_one_worse(complaints):
    found = Improvement.objects.order_by("code").values_list("state", "effect")
    assert list(found) == [
        ("CHECKED", "EFFECTIVE"), ("CHECKED", "UNCLEAR"), ("DONE", "NO_EFFECT"),
        ("IN_WORK", ""), ("OPEN", ""),
    ]  # fmt: skip
    worse = EffectCheck.objects.get(verdict="NO_EFFECT")
    assert worse.low > 0
    for check in EffectCheck.objects.exclude(computed_at=None):
        assert check.verdict == check.proposed
        assert check.due_on < today(check.computed_at) <= NOON.date()
    late = Improvement.objects.get(state="OPEN")
    assert late.is_late(NOON.date())
    assert late.complaints.count() == 1


def test_some_loops_have_closed_with_every_stage(complaints):
    closed = complaints.filter(ending=Ending.RESOLVED, told_by="LETTER").get()
    reached = [step.stage for step in loop.around(closed, NOON) if step.at]
    assert reached[:5] == ["DETECTED", "RECEIVED", "HANDLED", "TOLD", "VERIFIED"]


def test_some_limits_were_missed_and_most_were_met(complaints):
    judged = Clock.objects.exclude(is_met=None)
    missed = judged.filter(is_met=False).count()
    assert 0 < missed < judged.count() / 4


def test_nothing_of_them_happened_after_the_moment_of_loading(complaints):
    assert not Line.objects.filter(at__gt=NOON).exists()
    times = list(Line.objects.order_by("pk").values_list("at", flat=True))
    assert times == sorted(times)
    late = complaints.filter(registered_at__lt=F("received_at"))
    assert not late.exists()


def test_numbers_are_given_in_the_order_of_receipt(complaints):
    by_time = list(complaints.order_by("received_at").values_list("code", flat=True))
    assert by_time == sorted(by_time)


def test_the_liaison_answers_for_every_department(complaints):
    for department in Department.objects.in_use():
        assert department.liaisons.filter(username="liaison").exists()
