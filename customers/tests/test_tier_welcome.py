"""New customers: measured first, cared for at least like those of a higher tier."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from accounts.models import Job, User
from crm.testing.builders import make_customer, make_plan, make_visit
from crm.testing.cast import NOON
from customers import tiering
from customers.models import (
    Customer,
    TierAssignment,
    TierPolicy,
    TierRun,
    TierStanding,
    TierStrategy,
)
from customers.services import tier_trials
from customers.tests.tier_builders import (
    TODAY,
    buy,
    buy_often,
    draft_with,
    put_in_force,
    run,
    tier_of,
    try_out,
)
from visits.services import plans

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def late(at=NOON) -> list[Customer]:
    return list(Customer.objects.past_interval(at, TierStrategy.objects.contact_days()))


def newcomer(owner, days: int = 10, **more) -> Customer:
    """Return who bought for the first time so many days ago, and is in a low tier."""
    customer = make_customer(owner, **more)
    buy(customer, TODAY - days * DAY, "10")
    return customer


def other_than_new(cast) -> None:
    """Let others be better, so that a newcomer scores little."""
    for _ in range(6):
        buy_often(make_customer(cast.dora), 30, "9000")


@pytest.mark.parametrize("days", [0, 1, 90, 91, 400])
def test_the_statements_welcome_whom_the_arithmetic_welcomes(cast, days):
    customer = newcomer(cast.anna, days)
    as_of, rules = TODAY + DAY, TierPolicy.objects.in_force().rules
    run(as_of)
    stands = TierStanding.objects.get(customer=customer)
    until = tiering.welcome_until(TODAY - days * DAY, rules, as_of)
    assert stands.welcome_until == until
    assert (stands.welcome_tier, until is None) == (
        ("", True) if days >= 90 else ("A", False)
    )


@pytest.mark.parametrize(
    ("tier", "welcomed_as", "cared"),
    [("C", "A", "A"), ("S", "A", "S"), ("D", None, "D"), ("B", "", "B")],
)
def test_who_is_better_already_is_not_cared_for_worse(tier, welcomed_as, cared):
    assert tiering.cared_as(tier, welcomed_as) == cared


def test_the_tier_itself_stays_what_the_points_say(cast):
    customer = newcomer(cast.anna)
    other_than_new(cast)
    run()
    stands = TierStanding.objects.get(customer=customer)
    rules = TierPolicy.objects.in_force().rules
    assert tier_of(customer) == tiering.tier_of(stands.score, rules.floors) == "D"


def test_the_rhythm_is_that_of_tier_a_until_the_last_day(cast):
    customer = newcomer(cast.anna, tier="C", last_contact_at=NOON - 31 * DAY)
    rows = Customer.objects.filter(pk=customer.pk)
    assert rows.with_interval(TODAY).get().interval_days == 180
    assert customer not in late()
    other_than_new(cast)
    run()
    last = TODAY + 80 * DAY
    for on, days, who in ((TODAY, 30, "A"), (last, 30, "A"), (last + DAY, 180, None)):
        found = rows.with_interval(on).get()
        assert (found.interval_days, found.welcomed_as) == (days, who), on
    assert customer in late()
    assert customer not in late(NOON + 81 * DAY)


def test_a_visit_told_makes_the_next_one_due_as_a_new_customer_is(cast):
    customer = newcomer(cast.anna)
    other_than_new(cast)
    run()
    make_visit(cast.anna, customer=customer, at=NOON)
    assert Customer.objects.get(pk=customer.pk).next_contact_on == TODAY + 30 * DAY


def test_a_plan_called_off_leaves_the_day_a_new_customer_is_due(cast):
    customer = newcomer(cast.anna, last_contact_at=NOON - 5 * DAY)
    other_than_new(cast)
    run()
    plan = make_plan(cast.anna, customer=customer)
    plans.cancel(plan, actor=cast.anna, reason="客户出差", at=NOON)
    assert Customer.objects.get(pk=customer.pk).next_contact_on == TODAY + 25 * DAY


def test_no_days_welcome_nobody(cast):
    customer = newcomer(cast.anna)
    draft = draft_with(cast, welcome_days=0)
    try_out(draft, cast)
    put_in_force(draft, cast.max)
    run()
    stands = TierStanding.objects.get(customer=customer)
    assert (stands.welcome_tier, stands.welcome_until) == ("", None)


@pytest.mark.parametrize(
    "change", [{"welcome_tier": "B"}, {"welcome_days": 5}], ids=str
)
def test_the_dry_run_counts_whom_a_changed_welcome_then_lifts(cast, change):
    for days in (2, 4, 10, 80, 200):
        newcomer(cast.anna, days)
    other_than_new(cast)
    run()
    stood = TierRun.objects.get().welcome_count
    draft = draft_with(cast, **change)
    trial = try_out(draft, cast)
    assert TierStanding.objects.filter(policy=draft).count() == 0, "nothing is written"
    put_in_force(draft, cast.max)
    run()
    then = TierRun.objects.latest("pk").welcome_count
    assert then == TierStanding.objects.lifted(TODAY).count() == trial.welcome_count
    assert (stood, then) == (4, 2 if "welcome_days" in change else 4)


def test_running_twice_writes_nothing_and_the_last_day_is_written_once(cast):
    newcomer(cast.anna, 89)
    run()
    assert run().changed == 0
    assert run(TODAY + DAY).changed == 0
    run(TODAY + 2 * DAY)
    assert TierStanding.objects.get().welcome_until is None
    assert run(TODAY + 3 * DAY).changed == 0


def test_who_is_measured_first_is_neither_raised_nor_lowered(cast):
    customers = [newcomer(cast.anna, tier=tier) for tier in "SCD"]
    outcome = run()
    assert (outcome.first, outcome.raised, outcome.lowered) == (3, 0, 0)
    told = TierRun.objects.get()
    assert (told.first_count, told.raised_count, told.lowered_count) == (3, 0, 0)
    assert TierAssignment.objects.filter(kind="FIRST").count() == 3
    buy_often(customers[1], 30, "90000")
    outcome = run(TODAY + DAY)
    assert (outcome.first, outcome.raised) == (0, 1)


def test_the_job_tells_the_three_apart(cast):
    newcomer(cast.anna, tier="S")
    params = {"as_of": TODAY.isoformat(), "recut": False}
    job = Job(owner=cast.nina, params=params, beat_at=NOON)
    told = tier_trials.run_work(job, lambda done, total: None)
    assert told == {"first": 1, "raised": 0, "lowered": 0}


@pytest.mark.parametrize(
    ("language", "first", "welcomed", "rule"),
    [
        ("en", "1 measured for the first time", "until 11 Feb 2027",
         "for 90 days after the first order"),
        ("zh-hans", "首次测评 1 位", "2027-02-11", "首单后 90 天内"),
    ],
)  # fmt: skip
def test_pages_tell_of_new_customers(client, cast, language, first, welcomed, rule):
    customer = newcomer(cast.anna, tier="C")
    run()
    User.objects.filter(pk=cast.max.pk).update(language=language)
    client.force_login(User.objects.get(pk=cast.max.pk))
    with override(language):
        index = client.get("/tiers/").content.decode()
        page = client.get(f"/customers/{customer.pk}/tier/")
    assert first in index
    assert rule in index
    assert page.context["strategy"].tier == "A"
    assert welcomed in page.content.decode()


def test_a_welcome_without_its_end_is_impossible(cast):
    newcomer(cast.anna)
    run()
    with pytest.raises(DatabaseError), transaction.atomic():
        TierStanding.objects.update(welcome_until=None)


def test_the_list_of_who_waits_costs_the_same_for_two_as_for_twelve(
    cast, count_queries
):
    costs = []
    for more in (2, 10):
        for _ in range(more):
            newcomer(cast.anna, last_contact_at=NOON - 40 * DAY)
        run()
        costs.append(count_queries(late))
    assert costs[0] == costs[1] == 2
