"""Planning visits and calling them off."""

import uuid
from datetime import date, timedelta

import pytest

from accounts.models import AuditEntry, Notice
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan
from crm.testing.cast import NOON
from customers.models import Customer, Hold
from visits.choices import State
from visits.models import Visit
from visits.services import logs, plans
from visits.told import Told

TODAY = date(2026, 11, 23)
KEY = uuid.UUID(int=7)


def reschedule(visit, planned_at, *, actor=None, at=NOON):
    """Reschedule as one who sees the visit as it stands."""
    visit.refresh_from_db()
    what = {"actor": actor or visit.owner, "seen_at": visit.planned_at, "at": at}
    plans.reschedule(visit, planned_at=planned_at, **what)


def next_on(visit):
    return Customer.objects.get(pk=visit.customer_id).next_contact_on


def test_a_plan_is_kept_recorded_and_becomes_the_next_contact(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=4))

    assert (plan.state, plan.owner, plan.branch) == ("PLANNED", cast.anna, cast.east)
    assert next_on(plan) == TODAY + timedelta(days=4)
    entry = AuditEntry.objects.get(action="visit.planned")
    assert (entry.actor, entry.customer_id) == (cast.anna, plan.customer_id)


def test_an_earlier_contact_still_to_come_stays_the_next(cast):
    soon = TODAY + timedelta(days=1)
    customer = make_customer(cast.anna, next_contact_on=soon)

    plan = make_plan(cast.anna, customer=customer, planned_at=NOON + timedelta(days=9))

    assert next_on(plan) == soon


def test_a_plan_takes_the_place_of_a_contact_overdue(cast):
    customer = make_customer(cast.anna, next_contact_on=TODAY - timedelta(days=1))
    plan = make_plan(cast.anna, customer=customer, planned_at=NOON + timedelta(days=9))
    assert next_on(plan) == TODAY + timedelta(days=9)


def test_a_plan_sent_twice_is_kept_once(cast):
    customer = make_customer(cast.anna)
    plan = make_plan(cast.anna, customer=customer, submission_key=KEY)
    again = make_plan(cast.anna, customer=customer, submission_key=KEY)
    assert plan == again == Visit.objects.get()
    assert AuditEntry.objects.filter(action="visit.planned").count() == 1


def test_the_plan_form_of_another_is_refused(cast):
    make_plan(cast.anna, submission_key=KEY)
    with pytest.raises(Refused, match="already"):
        make_plan(cast.ben, submission_key=KEY)
    assert Visit.objects.count() == 1


def test_the_past_cannot_be_planned(cast):
    with pytest.raises(Refused) as refusal:
        make_plan(cast.anna, planned_at=NOON - timedelta(minutes=1))
    assert refusal.value.field == "planned_at"
    assert not Visit.objects.exists()


def test_two_visits_at_one_hour_are_allowed_and_found(cast):
    plan = make_plan(cast.anna)
    make_plan(cast.anna, planned_at=plan.planned_at + timedelta(minutes=59))
    make_plan(cast.anna, planned_at=plan.planned_at + timedelta(minutes=60))
    assert Visit.objects.made_by(cast.anna).around(plan.planned_at).count() == 2


@pytest.mark.parametrize(
    ("actor", "owner", "is_allowed"),
    [
        ("carol", "ben", True),
        ("carol", "dora", False),
        ("max", "ben", True),
        ("max", "dora", False),
        ("anna", "ben", False),
        ("max", "lia", False),
        ("nina", "anna", False),
    ],
)
def test_visits_of_others_are_planned_by_those_who_may(cast, actor, owner, is_allowed):
    actor, owner = getattr(cast, actor), getattr(cast, owner)
    customer = make_customer(cast.anna)
    if is_allowed:
        plan = make_plan(owner, actor=actor, customer=customer)
        assert (plan.owner, plan.created_by) == (owner, actor)
        return
    with pytest.raises(Refused) as refusal:
        make_plan(owner, actor=actor, customer=customer)
    assert refusal.value.field == "owner"
    assert not Visit.objects.exists()
    assert not Hold.objects.exists()


def test_who_visits_a_customer_of_another_sees_him_until_it_is_over(cast):
    customer = make_customer(cast.anna)

    def seen():
        ben = type(cast.ben).objects.get(pk=cast.ben.pk)
        return Customer.objects.for_user(ben, Can.LOG_VISITS).filter(pk=customer.pk)

    plan = make_plan(cast.ben, actor=cast.carol, customer=customer)
    assert seen().exists()

    plans.cancel(plan, actor=cast.carol, reason="改期", at=NOON)
    assert not seen().exists()


def test_a_visit_to_ones_own_customer_needs_no_such_sight(cast):
    make_plan(cast.anna)
    assert not Hold.objects.exists()


def test_calling_off_says_why(cast):
    plan = make_plan(cast.anna)
    with pytest.raises(Refused) as refusal:
        plans.cancel(plan, actor=cast.anna, reason="  ", at=NOON)
    assert refusal.value.field == "reason"

    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)

    assert (plan.state, plan.cancel_reason) == (State.CANCELLED, "客户出差")
    assert AuditEntry.objects.get(action="visit.cancelled").reason == "客户出差"


def test_what_is_called_off_cannot_be_called_off_again(cast):
    plan = make_plan(cast.anna)
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)
    with pytest.raises(Refused, match="no longer"):
        plans.cancel(plan, actor=cast.anna, reason="别的", at=NOON)
    assert Visit.objects.get().cancel_reason == "客户出差"


def test_calling_off_points_the_customer_at_the_next_plan(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=2))
    make_plan(cast.anna, customer=plan.customer, planned_at=NOON + timedelta(days=9))

    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)

    assert next_on(plan) == TODAY + timedelta(days=9)


def test_calling_off_the_only_plan_points_at_the_day_the_tier_asks(cast):
    customer = make_customer(
        cast.anna, tier="A", last_contact_at=NOON - timedelta(days=10)
    )
    plan = make_plan(cast.anna, customer=customer)

    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)

    assert next_on(plan) == TODAY + timedelta(days=20)


def test_calling_off_leaves_a_date_set_otherwise(cast):
    plan = make_plan(cast.anna)
    Customer.objects.update(next_contact_on=TODAY + timedelta(days=5))
    plan.customer.refresh_from_db()
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)
    assert next_on(plan) == TODAY + timedelta(days=5)


def test_a_visit_is_moved_and_its_customer_with_it(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=2))
    later = NOON + timedelta(days=5, hours=1)

    reschedule(plan, later)

    plan.refresh_from_db()
    assert (plan.planned_at, plan.sort_at, plan.state) == (later, later, State.PLANNED)
    assert next_on(plan) == TODAY + timedelta(days=5)
    entry = AuditEntry.objects.get(action="visit.rescheduled")
    old, new = entry.changes["planned_at"]
    assert (old[:10], new[:10]) == ("2026-11-25", "2026-11-28")


def test_moving_a_visit_behind_another_points_at_the_other(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=2))
    make_plan(cast.anna, customer=plan.customer, planned_at=NOON + timedelta(days=4))

    reschedule(plan, NOON + timedelta(days=9))
    assert next_on(plan) == TODAY + timedelta(days=4)

    reschedule(plan, NOON + timedelta(days=1))
    assert next_on(plan) == TODAY + timedelta(days=1)


def test_moving_to_the_same_moment_is_nothing(cast):
    plan = make_plan(cast.anna)
    reschedule(plan, plan.planned_at)
    assert not AuditEntry.objects.filter(action="visit.rescheduled").exists()


def test_a_visit_moves_to_a_time_to_come_only(cast):
    plan = make_plan(cast.anna)
    past = NOON - timedelta(minutes=1)
    with pytest.raises(Refused) as refusal:
        reschedule(plan, past)
    assert refusal.value.field == "planned_at"
    stood = plan.planned_at
    plan.refresh_from_db()
    assert plan.planned_at == stood


def test_whoever_saw_another_moment_is_told(cast):
    plan = make_plan(cast.anna)
    seen_at = plan.planned_at
    reschedule(plan, NOON + timedelta(days=5), actor=cast.carol)
    late = {"actor": cast.anna, "seen_at": seen_at, "at": NOON}
    with pytest.raises(Refused, match="meanwhile, to"):
        plans.reschedule(plan, planned_at=NOON + timedelta(days=2), **late)
    plan.refresh_from_db()
    assert plan.planned_at == NOON + timedelta(days=5)


def told(user) -> list[str]:
    return [notice.params["what"] for notice in Notice.objects.filter(user=user)]


def test_whose_plan_others_change_is_told_each_time(cast):
    plan = make_plan(cast.ben, actor=cast.carol)
    reschedule(plan, NOON + timedelta(days=5), actor=cast.carol)
    plans.cancel(plan, actor=cast.carol, reason="改期", at=NOON)
    assert sorted(told(cast.ben)) == ["cancelled", "planned", "rescheduled"]
    notice = Notice.objects.get(user=cast.ben, params__what="cancelled")
    assert (notice.kind, notice.params["reason"]) == ("visits.plan", "改期")
    assert notice.url == plan.get_absolute_url()


def test_nobody_is_told_of_what_he_does_himself(cast):
    plan = make_plan(cast.ben)
    reschedule(plan, NOON + timedelta(days=5))
    plans.cancel(plan, actor=cast.ben, reason="改期", at=NOON)
    assert told(cast.ben) == []


def test_what_is_called_off_cannot_be_moved(cast):
    plan = make_plan(cast.anna)
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)
    with pytest.raises(Refused, match="no longer"):
        reschedule(plan, NOON + timedelta(days=9))


def test_what_is_logged_cannot_be_rescheduled(cast):
    plan = make_plan(cast.anna)
    how = Told(outcome="POSITIVE")
    logs.log_planned(plan, actor=cast.anna, key=KEY, told=how, at=NOON)
    with pytest.raises(Refused, match="no longer"):
        reschedule(plan, NOON + timedelta(days=9))
