"""Logging a visit, planned or not: what it keeps, what it refuses, what it moves."""

import uuid
from datetime import date, timedelta

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import Customer, Hold
from visits.choices import NextStep, Outcome, State
from visits.models import FeedbackItem, Visit
from visits.services import logs, plans
from visits.told import Told

WELL = Told(outcome="POSITIVE", note="聊了保养")
TODAY = date(2026, 11, 23)
KEY = uuid.UUID(int=7)


def log(plan, actor, told=WELL, key=KEY, at=NOON):
    return logs.log_planned(plan, actor=actor, key=key, told=told, at=at)


def dates(customer):
    row = Customer.objects.get(pk=customer.pk)
    return row.last_contact_at, row.next_contact_on


def test_a_plan_becomes_the_record_in_place(cast):
    plan = make_plan(cast.anna)

    visit = log(plan, cast.anna)

    assert Visit.objects.get() == visit == plan
    assert (visit.state, visit.outcome, visit.note) == (
        "LOGGED",
        "POSITIVE",
        "聊了保养",
    )
    visit.refresh_from_db()
    assert visit.happened_at == visit.logged_at == visit.sort_at == NOON
    assert visit.planned_at == plan.planned_at


def test_the_second_of_two_tabs_is_told_and_overwrites_nothing(cast):
    plan = make_plan(cast.anna)
    log(plan, cast.anna)

    with pytest.raises(logs.AlreadyLogged, match="王安娜") as told:
        log(plan, cast.anna, Told(outcome="NEUTRAL"), key=uuid.uuid4())

    assert told.value.visit == plan
    assert Visit.objects.get().outcome == "POSITIVE"
    assert AuditEntry.objects.filter(action="visit.logged").count() == 1


def test_the_same_form_sent_twice_logs_a_plan_once(cast):
    plan = make_plan(cast.anna)

    assert log(plan, cast.anna) == log(plan, cast.anna, at=NOON + timedelta(hours=1))

    assert Visit.objects.get().logged_at == NOON
    assert AuditEntry.objects.filter(action="visit.logged").count() == 1


def test_a_plan_called_off_cannot_be_logged(cast):
    plan = make_plan(cast.anna)
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)

    with pytest.raises(Refused, match="called off"):
        log(plan, cast.anna)

    assert Visit.objects.get().state == State.CANCELLED


def test_whoever_logs_a_plan_made_the_visit(cast):
    plan = make_plan(cast.anna)

    assert log(plan, cast.carol).owner == cast.carol

    entry = AuditEntry.objects.get(action="visit.logged")
    assert entry.changes["owner"] == ["王安娜", "李卡萝"]
    assert entry.customer_id == plan.customer_id


def test_an_unplanned_visit_sent_twice_is_kept_once(cast):
    customer = make_customer(cast.anna)
    first = make_visit(cast.anna, customer=customer, key=KEY)
    again = make_visit(
        cast.anna, customer=customer, key=KEY, at=NOON + timedelta(minutes=5)
    )

    assert first == again == Visit.objects.get()
    assert AuditEntry.objects.filter(action="visit.logged").count() == 1


@pytest.mark.parametrize(
    "other",
    [
        {"note": "改过的话"},
        {"outcome": "NEUTRAL"},
        {"feedback": {"NEED": "想换轮胎"}},
        {"happened_at": NOON - timedelta(hours=2)},
    ],
)
def test_a_used_form_sent_with_other_words_shows_what_stands(cast, other):
    customer = make_customer(cast.anna)
    visit = make_visit(cast.anna, customer=customer, key=KEY)

    with pytest.raises(logs.AlreadyLogged) as told:
        make_visit(cast.anna, customer=customer, key=KEY, **other)

    assert told.value.visit == visit
    assert Visit.objects.get().note == "聊了保养"
    assert not FeedbackItem.objects.exists()


def test_the_form_of_another_is_refused_without_telling_of_his_visit(cast):
    make_visit(cast.anna, key=KEY)

    with pytest.raises(Refused) as told:
        make_visit(cast.ben, key=KEY)

    assert not isinstance(told.value, logs.AlreadyLogged)
    assert Visit.objects.count() == 1


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"outcome": ""}, "outcome"),
        ({"outcome": "BRILLIANT"}, "outcome"),
        ({"outcome": "PROBLEM", "note": ""}, "note"),
        ({"outcome": "NOT_MET"}, "not_met_reason"),
        ({"outcome": "POSITIVE", "not_met_reason": "AWAY"}, "not_met_reason"),
        ({"happened_at": NOON + timedelta(minutes=1)}, "happened_at"),
        ({"happened_at": NOON - timedelta(days=30, seconds=1)}, "happened_at"),
        ({"note": "长" * 4001}, "note"),
        ({"feedback": {"NEED": "长" * 1001}}, "feedback"),
        ({"next_step": NextStep.PICK}, "next_on"),
        ({"next_step": NextStep.PICK, "next_on": TODAY - timedelta(days=1)}, "next_on"),
    ],
)
def test_what_breaks_a_rule_is_refused_by_field_and_leaves_nothing(cast, told, field):
    customer = make_customer(cast.anna)
    before = dates(customer)

    with pytest.raises(Refused) as refusal:
        make_visit(cast.anna, customer=customer, **told)

    assert refusal.value.field == field
    assert not Visit.objects.exists()
    assert dates(customer) == before


def test_thirty_days_late_is_not_too_late_and_shows(cast):
    late = make_visit(cast.anna, happened_at=NOON - timedelta(days=30))
    assert late.is_late
    assert not make_visit(cast.anna, happened_at=NOON - timedelta(hours=24)).is_late


@pytest.mark.parametrize(
    ("tier", "days"), [("S", 30), ("A", 30), ("B", 90), ("C", 180), ("D", 180)]
)
def test_logging_makes_the_next_contact_due_as_the_tier_asks(cast, tier, days):
    customer = make_customer(cast.anna, tier=tier)

    make_visit(cast.anna, customer=customer)

    assert dates(customer) == (NOON, TODAY + timedelta(days=days))


@pytest.mark.parametrize(("step", "days"), [("WEEK", 7), ("MONTH", 30)])
def test_a_next_step_plans_the_next_visit_and_moves_the_date(cast, step, days):
    customer = make_customer(cast.anna)

    visit = make_visit(cast.anna, customer=customer, next_step=step)

    following = visit.next_visit
    assert following.state == State.PLANNED
    assert following.planned_at == NOON + timedelta(days=days)
    assert (following.owner, following.customer) == (cast.anna, customer)
    assert dates(customer)[1] == TODAY + timedelta(days=days)


def test_a_next_visit_picked_for_today_is_still_to_come(cast):
    evening = NOON + timedelta(hours=10)
    visit = make_visit(cast.anna, next_step="PICK", next_on=TODAY, at=evening)
    assert visit.next_visit.planned_at > evening


def test_no_next_step_clears_the_date_this_visit_was_planned_for(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=3))
    assert dates(plan.customer)[1] == TODAY + timedelta(days=3)

    log(plan, cast.anna, Told(outcome="POSITIVE", next_step=NextStep.NONE))

    assert dates(plan.customer)[1] is None


@pytest.mark.parametrize("step", [NextStep.NONE, NextStep.TIER])
def test_a_later_date_promised_otherwise_stays(cast, step):
    promised = TODAY + timedelta(days=12)
    customer = make_customer(cast.anna, next_contact_on=promised)

    make_visit(cast.anna, customer=customer, next_step=step)

    assert dates(customer)[1] == promised


def test_not_met_is_no_contact_and_leaves_the_date_due(cast):
    customer = make_customer(cast.anna, next_contact_on=TODAY)

    make_visit(
        cast.anna, customer=customer, outcome=Outcome.NOT_MET, not_met_reason="AWAY"
    )

    assert dates(customer) == (None, TODAY)


def test_not_met_with_a_next_step_moves_the_date_only(cast):
    customer = make_customer(cast.anna)

    make_visit(
        cast.anna, customer=customer, next_step="WEEK",
        outcome=Outcome.NOT_MET, not_met_reason="AWAY",
    )  # fmt: skip

    assert dates(customer) == (None, TODAY + timedelta(days=7))


def test_a_visit_told_late_does_not_move_the_last_contact_back(cast):
    customer = make_customer(cast.anna)
    make_visit(cast.anna, customer=customer)

    make_visit(cast.anna, customer=customer, happened_at=NOON - timedelta(days=3))

    assert dates(customer)[0] == NOON


def test_what_the_customer_said_is_kept_line_by_line(cast):
    words = {"COMPLAINT": "修了三次还响", "INTENT": "年底想换车"}

    visit = make_visit(cast.anna, feedback=words)

    kept = FeedbackItem.objects.open()
    assert {item.kind: item.text for item in kept} == words
    assert {item.customer_id for item in kept} == {visit.customer_id}


def test_logging_ends_the_sight_a_plan_gave(cast):
    plan = make_plan(cast.ben, actor=cast.carol, customer=make_customer(cast.anna))
    assert Hold.objects.get().user == cast.ben

    log(plan, cast.ben)

    assert not Hold.objects.exists()


def test_a_failure_leaves_nothing_behind(cast, monkeypatch):
    customer = make_customer(cast.anna)
    entries = AuditEntry.objects.count()

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("visits.services.logs.audit.record_all", fail)
    with pytest.raises(RuntimeError):
        make_visit(cast.anna, customer=customer, feedback={"NEED": "机油"})

    assert not Visit.objects.exists()
    assert not FeedbackItem.objects.exists()
    assert AuditEntry.objects.count() == entries
    assert dates(customer) == (None, None)
