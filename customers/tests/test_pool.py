"""Forgotten customers go into the common pool: warned of, once each, and taken out."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from accounts.models import AuditEntry, Notice, User
from accounts.refused import Conflict, Refused
from crm.services.recycling import recycle
from crm.testing.builders import make_plan
from customers.models import Customer, Pooling, PoolRule, TierStrategy
from customers.services import archive, ownership, pooling
from customers.tests.fact_builders import make_opportunity
from customers.tests.pool_builders import DAY, POOLED, WARNED, forgotten, in_pool

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def owner_of(customer) -> User:
    return Customer.objects.get(pk=customer.pk).owner


def told(user) -> list[str]:
    rows = Notice.objects.filter(user=user, kind__startswith="customers.pool")
    return list(rows.order_by("pk").values_list("kind", flat=True))


def change(cast, version=1, **fields):
    actor = {"actor": cast.max, "at": WARNED}
    return pooling.change_rule(fields=fields, version=version, **actor)


def test_the_owner_is_warned_once_and_then_his_customer_goes(cast):
    one, other = forgotten(cast.anna), forgotten(cast.anna)
    assert recycle(at=WARNED - DAY) == 0
    assert recycle(at=WARNED) == 2
    assert recycle(at=WARNED) == 0
    [notice] = Notice.objects.filter(user=cast.anna)
    assert notice.kind == "customers.pool_warned"
    assert notice.params == {"how_many": 2, "due_on": "2027-11-23"}
    assert recycle(at=POOLED - DAY) == 0
    assert owner_of(one) == cast.anna
    assert recycle(at=POOLED) == 2
    assert recycle(at=POOLED) == 0
    assert {owner_of(one), owner_of(other)} == {cast.max}
    assert told(cast.anna) == ["customers.pool_warned", "customers.pool_left"]
    assert told(cast.max) == []
    entry = AuditEntry.objects.filter(action="customer.assigned").first()
    assert (entry.actor, entry.customer_id) == (None, one.pk)
    assert Pooling.objects.lying().count() == 2


def test_after_weeks_without_a_clock_the_owner_still_has_his_days(cast):
    customer = forgotten(cast.anna)
    late = POOLED + 60 * DAY
    assert recycle(at=late) == 1
    assert recycle(at=late + 6 * DAY) == 0
    assert owner_of(customer) == cast.anna
    assert recycle(at=late + 30 * DAY) == 1
    assert owner_of(customer) == cast.max


@pytest.mark.parametrize(
    ("tier", "days"), [("S", None), ("A", None), ("B", 270), ("C", 365), ("D", 365)]
)
def test_each_tier_has_its_own_days_and_the_best_never_go(cast, tier, days):
    customer = forgotten(cast.anna, tier=tier)
    if days is None:
        assert recycle(at=POOLED + 3000 * DAY) == 0
        return
    first = WARNED + (days - 365) * DAY
    assert recycle(at=first - DAY) == 0
    assert recycle(at=first) == 1
    assert Pooling.objects.get().customer == customer


def visited(customer, cast):
    make_plan(cast.sam, customer=customer, at=WARNED, planned_at=POOLED + DAY)


@pytest.mark.parametrize(
    "work",
    [
        lambda him, cast: archive.touch(him, at=WARNED - DAY),
        lambda him, cast: archive.set_next_contact(
            him, actor=cast.anna, on=(POOLED + DAY).date(), at=WARNED
        ),
        lambda him, cast: Customer.objects.filter(pk=him.pk).update(
            last_purchase_on=WARNED.date()
        ),
        lambda him, cast: make_opportunity(cast.anna, customer=him),
        lambda him, cast: archive.hold(him, user=cast.ben, key=f"x:{him.pk}"),
        visited,
    ],
    ids=["met", "promised", "bought", "opportunity", "held", "visit planned"],
)
def test_who_is_cared_for_stays_before_the_warning_and_after_it(cast, work):
    before, after = forgotten(cast.anna), forgotten(cast.anna)
    work(before, cast)
    assert recycle(at=WARNED) == 1
    assert Pooling.objects.get().customer == after
    work(after, cast)
    assert recycle(at=POOLED) == 1
    assert owner_of(after) == cast.anna
    assert not Pooling.objects.open().exists()


def test_who_got_him_lately_has_his_time_too(cast):
    customer = forgotten(cast.anna)
    given = {"actor": cast.max, "reason": "x"}
    ownership.assign(customer, owner=cast.ben, at=WARNED - DAY, **given)
    assert recycle(at=POOLED) == 0
    assert recycle(at=WARNED + 358 * DAY) == 1


def test_given_to_somebody_by_hand_he_is_on_no_way_any_more(cast):
    customer = forgotten(cast.anna)
    recycle(at=WARNED)
    given = {"actor": cast.max, "reason": "x"}
    ownership.assign(customer, owner=cast.ben, at=WARNED + DAY, **given)
    assert recycle(at=POOLED) == 0
    row = in_pool(cast.anna)
    ownership.assign(row.customer, owner=cast.ben, at=POOLED + DAY, **given)
    assert not Pooling.objects.lying().exists()


def test_where_nobody_answers_for_the_pool_customers_stay(cast):
    forgotten(cast.dora)
    assert recycle(at=POOLED) == 0


def test_the_pool_is_nobodys_overdue_work(cast):
    row = in_pool(cast.anna)
    days = TierStrategy.objects.contact_days()
    late = Customer.objects.past_interval(POOLED, days)
    assert row.customer not in late
    pooling.claim(row, actor=cast.ben, at=POOLED)
    assert row.customer in late.all()


def test_taken_out_he_is_the_takers_and_the_second_is_told(cast):
    row = in_pool(cast.anna)
    customer = pooling.claim(row, actor=cast.ben, at=POOLED + DAY)
    assert customer.owner == cast.ben
    row.refresh_from_db()
    assert (row.claimed_by, row.ended_at) == (cast.ben, POOLED + DAY)
    with pytest.raises(Refused, match="quicker"):
        pooling.claim(row, actor=cast.carol, at=POOLED + DAY)
    # He has his time to care for him.
    assert recycle(at=POOLED + 2 * DAY) == 0


def test_who_answers_for_the_pool_takes_one_out_with_a_trail_too(cast):
    row = in_pool(cast.anna)
    assert pooling.claim(row, actor=cast.max, at=POOLED + DAY).owner == cast.max
    trail = AuditEntry.objects.filter(action="customer.assigned", actor=cast.max)
    assert trail.get().customer_id == row.customer_id
    assert pooling.left_to_claim(cast.max, POOLED + DAY) == 9


def test_who_lost_him_takes_him_back_after_the_lock_alone(cast):
    row = in_pool(cast.anna)
    with pytest.raises(Refused, match="from 23 Dec 2027 on"):
        pooling.claim(row, actor=cast.anna, at=POOLED + 29 * DAY)
    pooling.claim(row, actor=cast.anna, at=POOLED + 30 * DAY)
    assert owner_of(row.customer) == cast.anna


def test_so_many_may_be_taken_within_so_many_days(cast):
    change(cast, claim_count=1)
    first, second = in_pool(cast.anna), in_pool(cast.anna)
    assert pooling.left_to_claim(cast.ben, POOLED) == 1
    pooling.claim(first, actor=cast.ben, at=POOLED)
    with pytest.raises(Refused, match="1 customers within 7 days"):
        pooling.claim(second, actor=cast.ben, at=POOLED + 6 * DAY)
    pooling.claim(second, actor=cast.ben, at=POOLED + 8 * DAY)


def test_who_may_own_no_customer_takes_none(cast):
    with pytest.raises(Refused, match="cannot own customers"):
        pooling.claim(in_pool(cast.anna), actor=cast.adam, at=POOLED)


def test_the_rule_changes_with_a_trail_and_two_editors_meet(cast):
    change(cast, days_d=400, days_b=None)
    entry = AuditEntry.objects.about_settings().get(action="pool_rule.changed")
    assert entry.changes == {"days_d": [365, 400], "days_b": [270, None]}
    with pytest.raises(Conflict):
        change(cast, days_d=500)
    forgotten(cast.anna)
    forgotten(cast.anna, tier="B")
    assert recycle(at=POOLED) == 0


def test_a_rule_made_longer_holds_for_who_was_warned(cast):
    customer = forgotten(cast.anna)
    recycle(at=WARNED)
    change(cast, days_d=3650)
    assert recycle(at=POOLED) == 1
    assert owner_of(customer) == cast.anna


def test_nobody_goes_before_his_tier_asks_for_a_contact(cast):
    with pytest.raises(Refused, match="contacted every 180 days") as refusal:
        change(cast, days_d=180)
    assert refusal.value.field == "days_d"
    assert PoolRule.objects.get().days["D"] == 365


@pytest.mark.parametrize(
    "wrong",
    [{"days_s": 29}, {"days_d": 3651}, {"warning_days": 0}, {"warning_days": 30}],
)
def test_the_database_refuses_a_rule_that_cannot_be(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        PoolRule.objects.update(**wrong)


def test_the_database_refuses_a_second_open_way_and_a_claim_of_nothing(cast):
    row = in_pool(cast.anna)
    way = {"customer": row.customer, "owner": cast.anna, "branch": cast.east}
    way |= {"warned_at": WARNED, "due_on": POOLED.date()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Pooling.objects.create(**way)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pooling.objects.filter(pk=row.pk).update(claimed_by=cast.ben)


def test_the_clock_costs_the_same_for_two_customers_as_for_twelve(cast, count_queries):
    costs, at = [], WARNED
    for more in (2, 10):
        for _ in range(more):
            forgotten(cast.anna)
        with transaction.atomic():
            costs.append(count_queries(lambda: recycle(at=at)))
            transaction.set_rollback(True)
    assert costs[0] == costs[1]
