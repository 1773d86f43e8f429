"""Whatever is done to a visit in whatever order by whomever, what must hold holds."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers.models import Customer, Hold
from visits.choices import State
from visits.models import Addendum, FeedbackItem, Review, Visit
from visits.services import amendments, logs, plans, reviews
from visits.told import Told

PEOPLE = ("anna", "ben", "carol", "max", "dan")
TOLD = st.builds(
    Told,
    outcome=st.sampled_from(["POSITIVE", "NEUTRAL", "PROBLEM", "NOT_MET", ""]),
    not_met_reason=st.sampled_from(["", "AWAY"]),
    note=st.sampled_from(["", "聊了保养"]),
    happened_at=st.sampled_from([None, NOON - timedelta(days=2)]),
    feedback=st.dictionaries(
        st.sampled_from(["NEED", "COMPLAINT"]), st.just("原话"), max_size=2
    ),
    next_step=st.sampled_from(["TIER", "WEEK", "NONE"]),
)
ACTS = st.tuples(
    st.sampled_from(["log", "again", "cancel", "amend", "undo", "add", "review"]),
    st.sampled_from(PEOPLE),
    TOLD,
    st.integers(0, 30 * 3600),
)


def act(name: str, visit: Visit, actor, told: Told, at) -> None:
    match name:
        case "log":
            logs.log_planned(visit, actor=actor, key=uuid.uuid4(), told=told, at=at)
        case "again":
            key = visit.log_key or uuid.UUID(int=1)
            logs.log_planned(visit, actor=actor, key=key, told=told, at=at)
        case "cancel":
            plans.cancel(visit, actor=actor, reason="改期", at=at)
        case "amend":
            seen_at = visit.amended_at
            amendments.amend(visit, actor=actor, told=told, seen_at=seen_at, at=at)
        case "undo":
            amendments.undo(visit, actor=actor, at=at)
        case "add":
            key = uuid.uuid4()
            amendments.add(visit, actor=actor, text="补", submission_key=key, at=at)
        case "review":
            reviews.review(visit, actor=actor, grade="GOOD", at=at)


def everything() -> list:
    kept = (Visit, FeedbackItem, Review, Addendum, Hold, AuditEntry)
    rows = [sorted(model.objects.values_list(), key=repr) for model in kept]
    dates = Customer.objects.values_list("pk", "next_contact_on", "last_contact_at")
    return [*rows, sorted(dates)]


def check(visit: Visit) -> None:
    """What must be true of a visit after anything."""
    reviewed = Review.objects.filter(visit=visit).first()
    if reviewed:
        assert visit.is_logged
        assert reviewed.reviewer_id != visit.owner_id
    if visit.state == State.PLANNED:
        foreign = visit.owner_id != visit.customer.owner_id
        held = Hold.objects.filter(key=plans.hold_key(visit), user=visit.owner)
        assert held.exists() == foreign
    else:
        assert not Hold.objects.filter(key=plans.hold_key(visit)).exists()
    if not visit.is_logged:
        assert visit.next_visit is None
    met = visit.is_logged and visit.outcome != "NOT_MET"
    # It is the customer's only visit.
    assert visit.customer.last_contact_at == (visit.happened_at if met else None)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(owner=st.sampled_from(["anna", "ben"]), acts=st.lists(ACTS, max_size=8))
def test_no_order_of_actions_reaches_a_state_that_cannot_be(cast, owner, acts):
    customer = make_customer(cast.anna)
    asks = cast.carol if owner == "ben" else cast.anna
    plan = make_plan(getattr(cast, owner), actor=asks, customer=customer)
    at = NOON
    for name, who, told, seconds in acts:
        at += timedelta(seconds=seconds)
        visit = Visit.objects.get(pk=plan.pk)
        before, count = everything(), AuditEntry.objects.count()
        try:
            act(name, visit, getattr(cast, who), told, at)
        except Refused:
            assert everything() == before
        else:
            if everything()[0] != before[0]:
                assert AuditEntry.objects.count() > count
        check(Visit.objects.select_related("customer").get(pk=plan.pk))


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(told=TOLD, tier=st.sampled_from("SABCD"), due=st.integers(-40, 40))
def test_undo_restores_what_logging_moved(cast, told, tier, due):
    today = NOON.date()
    customer = make_customer(
        cast.anna, tier=tier, next_contact_on=today + timedelta(days=due)
    )
    before = Customer.objects.values("next_contact_on", "last_contact_at").get(
        pk=customer.pk
    )
    key = uuid.uuid4()
    try:
        visit = logs.log_unplanned(
            customer, actor=cast.anna, key=key, told=told, at=NOON
        )
    except Refused:
        return
    amendments.undo(visit, actor=cast.anna, at=NOON)
    after = Customer.objects.values("next_contact_on", "last_contact_at")
    assert after.get(pk=customer.pk) == before
    assert not Visit.objects.planned().filter(customer=customer).exists()


@pytest.mark.parametrize("first", ["cancel", "log"])
def test_of_logging_and_calling_off_the_first_wins(cast, first):
    plan = make_plan(cast.anna)
    steps = [first, "log" if first == "cancel" else "cancel"]
    told = Told(outcome="POSITIVE")
    act(steps[0], plan, cast.anna, told, NOON)
    with pytest.raises(Refused):
        act(steps[1], plan, cast.anna, told, NOON)


def test_a_visit_entered_late_is_told_late(cast):
    assert make_visit(cast.anna, happened_at=NOON - timedelta(days=2)).is_late
