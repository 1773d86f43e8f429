"""Correcting a visit for a day, adding to it for ever, undoing it for a minute."""

import uuid
from dataclasses import replace
from datetime import date, timedelta

import pytest

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import Customer, Hold
from visits.choices import NextStep, State
from visits.models import Addendum, FeedbackItem, Visit
from visits.services import amendments, logs, plans, reviews
from visits.told import Told

TODAY = date(2026, 11, 23)
SOON = NOON + timedelta(seconds=10)
BETTER = Told(outcome="NEUTRAL", note="其实只聊了价格", happened_at=NOON)


def amend(visit, actor, told=BETTER, at=SOON, seen_at=None):
    amendments.amend(visit, actor=actor, told=told, seen_at=seen_at, at=at)


def undo(visit, actor, at=SOON):
    return amendments.undo(visit, actor=actor, at=at)


def dates(customer):
    row = Customer.objects.get(pk=customer.pk)
    return row.last_contact_at, row.next_contact_on


def test_the_maker_corrects_in_place_and_the_trail_keeps_both(cast):
    visit = make_visit(cast.anna, feedback={"NEED": "机油", "PRAISE": "服务好"})

    amend(visit, cast.anna, Told(outcome="NEUTRAL", feedback={"NEED": "机滤"}))

    visit.refresh_from_db()
    assert (visit.outcome, visit.note, visit.amended_at) == ("NEUTRAL", "", SOON)
    assert visit.happened_at == NOON
    assert FeedbackItem.objects.get().text == "机滤"
    assert AuditEntry.objects.get(action="visit.amended").changes == {
        "outcome": ["POSITIVE", "NEUTRAL"],
        "note": ["聊了保养", ""],
        "NEED": ["机油", "机滤"],
        "PRAISE": ["服务好", None],
    }


@pytest.mark.parametrize(
    ("after", "is_open"),
    [
        (timedelta(hours=24) - timedelta(microseconds=1), True),
        (timedelta(hours=24), False),
    ],
)
def test_a_visit_locks_a_day_after_it_was_logged(cast, after, is_open):
    visit = make_visit(cast.anna)
    if is_open:
        amend(visit, cast.anna, at=NOON + after)
        return
    with pytest.raises(Refused, match="locked"):
        amend(visit, cast.anna, at=NOON + after)
    assert Visit.objects.get().note == "聊了保养"


def test_a_correction_moves_the_last_contact_with_it(cast):
    missed = Told(outcome="NOT_MET", not_met_reason="AWAY", happened_at=NOON)
    visit = make_visit(cast.anna)
    make_visit(cast.anna, customer=visit.customer, happened_at=NOON - timedelta(days=3))
    for told, last in [
        (missed, NOON - timedelta(days=3)),
        (BETTER, NOON),
        (replace(BETTER, happened_at=NOON - timedelta(days=2)), NOON - timedelta(2)),
    ]:
        seen_at = Visit.objects.get(pk=visit.pk).amended_at
        amend(visit, cast.anna, told, seen_at=seen_at)
        assert dates(visit.customer)[0] == last


@pytest.mark.parametrize("actor", ["carol", "max", "ben"])
def test_nobody_but_the_maker_corrects(cast, actor):
    visit = make_visit(cast.anna)
    with pytest.raises(Refused, match="locked"):
        amend(visit, getattr(cast, actor))
    assert Visit.objects.get().outcome == "POSITIVE"


def test_a_reviewed_visit_is_locked(cast):
    visit = make_visit(cast.anna)
    reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
    with pytest.raises(Refused, match="locked"):
        amend(visit, cast.anna)


def test_the_second_of_two_corrections_is_told(cast):
    visit = make_visit(cast.anna)
    amend(visit, cast.anna)
    with pytest.raises(Refused, match="meanwhile"):
        amend(visit, cast.anna, Told(outcome="POSITIVE"))
    assert Visit.objects.get().note == "其实只聊了价格"


def test_a_correction_obeys_the_rules_of_logging(cast):
    visit = make_visit(cast.anna)
    with pytest.raises(Refused) as refusal:
        amend(visit, cast.anna, Told(outcome="PROBLEM"))
    assert refusal.value.field == "note"


def test_what_was_taken_up_stays_when_its_line_is_cleared(cast):
    visit = make_visit(cast.anna, feedback={"COMPLAINT": "异响"})
    FeedbackItem.objects.update(taken_up_at=NOON)
    amend(visit, cast.anna)
    assert FeedbackItem.objects.get().text == "异响"


def test_an_addendum_is_added_after_the_lock_once(cast):
    visit, key = make_visit(cast.anna), uuid.uuid4()
    later = NOON + timedelta(days=9)
    for _twice in range(2):
        amendments.add(
            visit, actor=cast.anna, text="客户来电确认", submission_key=key, at=later
        )

    assert Addendum.objects.get().text == "客户来电确认"
    assert Visit.objects.get().note == "聊了保养"
    assert AuditEntry.objects.filter(action="visit.addendum_added").count() == 1


def test_an_addendum_needs_words_and_a_logged_visit(cast):
    plan = make_plan(cast.anna)
    for text in ("  ", "补充"):
        with pytest.raises(Refused):
            amendments.add(
                plan, actor=cast.anna, text=text, submission_key=uuid.uuid4(), at=NOON
            )
    assert not Addendum.objects.exists()


def test_the_addendum_form_of_another_is_refused(cast):
    visit, key = make_visit(cast.anna), uuid.uuid4()
    what = {"text": "补充", "submission_key": key, "at": NOON}
    amendments.add(visit, actor=cast.anna, **what)
    with pytest.raises(Refused, match="already"):
        amendments.add(visit, actor=cast.carol, **what)


def test_undo_turns_a_logged_plan_back_into_the_plan(cast):
    plan = make_plan(cast.anna, planned_at=NOON + timedelta(days=3))
    before = dates(plan.customer)
    told = Told(outcome="POSITIVE", note="聊了保养", feedback={"NEED": "机油"},
                next_step=NextStep.WEEK)  # fmt: skip
    visit = logs.log_planned(
        plan, actor=cast.anna, key=uuid.uuid4(), told=told, at=NOON
    )

    undo(visit, cast.anna)

    plan.refresh_from_db()
    assert (plan.state, plan.outcome, plan.happened_at) == ("PLANNED", "", None)
    assert (plan.note, plan.next_visit) == ("聊了保养", None)
    assert Visit.objects.exclude(pk=plan.pk).get().state == State.CANCELLED
    assert not FeedbackItem.objects.open().exists()
    assert dates(plan.customer) == before
    assert AuditEntry.objects.filter(action="visit.undone").count() == 1


def test_an_undone_plan_can_be_logged_again(cast):
    plan = make_plan(cast.anna)
    for at in (NOON, SOON):
        visit = logs.log_planned(
            plan, actor=cast.anna, key=uuid.UUID(int=7), told=BETTER, at=at
        )
        if at == NOON:
            undo(visit, cast.anna)
    assert Visit.objects.get().logged_at == SOON


def test_undo_gives_a_plan_back_to_whose_it_was(cast):
    plan = make_plan(cast.ben, actor=cast.carol, customer=make_customer(cast.anna))
    visit = logs.log_planned(
        plan, actor=cast.carol, key=uuid.uuid4(), told=BETTER, at=NOON
    )
    assert undo(visit, cast.carol).owner == cast.ben
    assert Hold.objects.get().user == cast.ben


def test_undo_calls_an_unplanned_visit_off_and_keeps_its_words(cast):
    customer = make_customer(cast.anna, next_contact_on=TODAY)
    visit = make_visit(cast.anna, customer=customer)

    undo(visit, cast.anna)

    visit.refresh_from_db()
    assert (visit.state, visit.note) == (State.CANCELLED, "聊了保养")
    assert visit.sort_at == NOON
    assert dates(customer) == (None, TODAY)


def test_undo_leaves_dates_someone_moved_meanwhile(cast):
    visit = make_visit(cast.anna)
    newer = make_visit(
        cast.anna, customer=visit.customer, at=NOON + timedelta(seconds=5),
        next_step="WEEK",
    )  # fmt: skip
    stand = dates(newer.customer)

    undo(visit, cast.anna)

    assert dates(newer.customer) == stand


@pytest.mark.parametrize("how", ["undo", "withdraw"])
def test_a_follow_up_rescheduled_since_stands(cast, how):
    visit = make_visit(cast.anna, next_step="WEEK")
    following = visit.next_visit
    what = {"actor": cast.anna, "seen_at": following.planned_at, "at": SOON}
    agreed = NOON + timedelta(days=10)
    plans.reschedule(following, planned_at=agreed, **what)

    if how == "undo":
        undo(visit, cast.anna)
    else:
        amendments.withdraw(visit, actor=cast.anna, reason="记错了", at=SOON)

    following.refresh_from_db()
    assert (following.state, following.planned_at) == (State.PLANNED, agreed)
    assert dates(visit.customer)[1] == TODAY + timedelta(days=10)


@pytest.mark.parametrize(("seconds", "is_open"), [(60, True), (61, False)])
def test_undo_is_open_for_a_minute(cast, seconds, is_open):
    visit = make_visit(cast.anna)
    at = NOON + timedelta(seconds=seconds)
    if is_open:
        assert undo(visit, cast.anna, at=at).state == State.CANCELLED
        return
    with pytest.raises(Refused, match="too late"):
        undo(visit, cast.anna, at=at)
    assert Visit.objects.get().is_logged


def test_nobody_undoes_the_visit_of_another(cast):
    visit = make_visit(cast.anna)
    with pytest.raises(Refused):
        undo(visit, cast.carol)
    assert Visit.objects.get().is_logged


@pytest.mark.parametrize("by", ["review", "feedback", "addendum"])
def test_what_others_work_with_is_not_undone(cast, by):
    visit = make_visit(cast.anna, feedback={"COMPLAINT": "异响"})
    if by == "review":
        reviews.review(visit, actor=cast.carol, grade="GOOD", at=NOON)
    elif by == "feedback":
        FeedbackItem.objects.update(taken_up_at=NOON)
    else:
        amendments.add(
            visit, actor=cast.carol, text="补", submission_key=uuid.uuid4(), at=NOON
        )
    with pytest.raises(Refused, match="Others"):
        undo(visit, cast.anna)
    assert Visit.objects.get().is_logged


def test_a_visit_is_undone_once(cast):
    visit = make_visit(cast.anna)
    undo(visit, cast.anna)
    with pytest.raises(Refused):
        undo(visit, cast.anna)
    assert AuditEntry.objects.filter(action="visit.undone").count() == 1
