"""Two at once, truly: each in a connection of its own."""

import uuid
from datetime import timedelta

import pytest

from accounts.days import day_of
from accounts.models import AuditEntry
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from crm.testing.races import at_once, refused
from visits.models import Review, Visit
from visits.services import logs, plans, reviews
from visits.told import Told

TRIES = 5


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_tabs_log_a_plan_once(committed_cast, attempt):
    plan = make_plan(committed_cast.anna)

    def tab(note):
        return lambda: logs.log_planned(
            plan, actor=committed_cast.anna, key=uuid.uuid4(),
            told=Told(outcome="POSITIVE", note=note), at=NOON,
        )  # fmt: skip

    results = at_once(tab("一"), tab("二"))

    assert refused(results) == 1
    assert AuditEntry.objects.filter(action="visit.logged").count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_a_form_sent_twice_at_once_makes_one_visit(committed_cast, attempt):
    customer, key = make_customer(committed_cast.anna), uuid.uuid4()

    def send():
        return make_visit(
            committed_cast.anna, customer=customer, key=key, next_step="WEEK"
        )

    first, second = at_once(send, send)

    assert first == second
    assert Visit.objects.logged().count() == Visit.objects.planned().count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_supervisors_review_once(committed_cast, attempt):
    visit = make_visit(committed_cast.anna)

    def by(actor):
        return lambda: reviews.review(visit, actor=actor, grade="GOOD", at=NOON)

    results = at_once(by(committed_cast.carol), by(committed_cast.max))

    assert refused(results) == 1
    assert Review.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_of_two_who_reschedule_a_plan_at_once_one_is_told(committed_cast, attempt):
    plan = make_plan(committed_cast.anna)

    def move(user, days):
        return lambda: plans.reschedule(
            plan, actor=user, seen_at=plan.planned_at, at=NOON,
            planned_at=NOON + timedelta(days=days),
        )  # fmt: skip

    results = at_once(move(committed_cast.anna, 3), move(committed_cast.carol, 5))

    assert refused(results) == 1
    stands = Visit.objects.select_related("customer").get(pk=plan.pk)
    assert stands.customer.next_contact_on == day_of(stands.planned_at)
