"""The complaints of the demo company: of all sorts, stepped through as people would."""

import pytest
from django.db import transaction
from django.db.models import F

from accounts.models import Department
from complaints.choices import Ending, Kind, Severity, State
from complaints.models import Clock, Complaint, Line
from crm.demo import load
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
    assert endings == set(Ending) - {Ending.MERGED}
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
