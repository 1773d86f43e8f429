"""Tiers set by hand: proposed by one, decided by another, ended by the clock."""

import uuid
from datetime import timedelta

import pytest

from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, TierAssignment, TierOverride
from customers.services import overrides, removing
from customers.tests.tier_builders import (
    TODAY,
    buy,
    decide,
    propose,
    run,
    tier_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_second_person_accepts_and_the_customer_moves_at_once(cast):
    customer = make_customer(cast.anna, tier="B")
    override = propose(customer, cast.anna)
    assert tier_of(customer) == "B"
    decide(override, cast.max)
    assert tier_of(customer) == "S"
    told = TierAssignment.objects.get()
    assert (told.kind, told.from_tier, told.to_tier) == ("OVERRIDE", "B", "S")
    assert (told.reason, told.made_by) == ("集团客户", cast.max)
    assert cast.anna.notices.filter(kind="customers.tier_override").count() == 1


def test_nobody_decides_on_his_own_proposal(cast):
    customer = make_customer(cast.anna, tier="B")
    override = propose(customer, cast.max)
    with pytest.raises(Refused, match="不能审批自己"):
        decide(override, cast.max)
    override.refresh_from_db()
    assert (override.state, tier_of(customer)) == ("PROPOSED", "B")
    decide(override, cast.dan)
    assert tier_of(customer) == "S"


@pytest.mark.parametrize("who", ["anna", "carol", "eve"])
def test_who_may_not_decide_is_refused_by_the_service_too(cast, who):
    override = propose(make_customer(cast.anna, tier="B"), cast.nina)
    with pytest.raises(Refused, match="无权审批"):
        decide(override, getattr(cast, who))


def test_the_second_of_two_who_decide_is_told(cast):
    override = propose(make_customer(cast.anna, tier="B"), cast.anna)
    on_dans_screen = TierOverride.objects.get()
    decide(override, cast.max)
    with pytest.raises(Refused, match="已有人审批"):
        decide(on_dans_screen, cast.dan, is_accepted=False, remark="不合适")
    assert TierOverride.objects.get().state == "ACCEPTED"


def test_a_refusal_says_why_and_moves_nobody(cast):
    customer = make_customer(cast.anna, tier="B")
    override = propose(customer, cast.anna)
    with pytest.raises(Refused, match="拒绝的原因"):
        decide(override, cast.max, is_accepted=False)
    decide(override, cast.max, is_accepted=False, remark="依据不足")
    assert tier_of(customer) == "B"
    assert not TierAssignment.objects.exists()


def test_a_form_sent_twice_is_one_proposal(cast):
    customer, key = make_customer(cast.anna, tier="B"), uuid.uuid4()
    first = propose(customer, cast.anna, key=key)
    assert propose(customer, cast.anna, key=key) == first


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"tier": "B"}, "tier"),
        ({"reason": "  "}, "reason"),
        ({"until": TODAY - DAY}, "until"),
        ({"until": TODAY + 400 * DAY}, "until"),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field(cast, more, field):
    customer = make_customer(cast.anna, tier="B")
    before = AuditEntry.objects.count()
    with pytest.raises(Refused) as refusal:
        propose(customer, cast.anna, **more)
    assert refusal.value.field == field
    assert not TierOverride.objects.exists()
    assert AuditEntry.objects.count() == before


def test_a_second_proposal_waits_for_the_first(cast):
    customer = make_customer(cast.anna, tier="B")
    propose(customer, cast.anna)
    with pytest.raises(Refused, match="待审批"):
        propose(customer, cast.nina, tier="A")


def test_a_run_leaves_alone_who_is_set_by_hand_until_the_day_after_the_last(cast):
    customer = make_customer(cast.anna, tier="C")
    buy(customer, TODAY - 3 * DAY, "10")
    run()
    measured = tier_of(customer)
    decide(propose(customer, cast.anna), cast.max)
    run(TODAY + DAY)
    run(TODAY + 30 * DAY)
    assert tier_of(customer) == "S"
    run(TODAY + 31 * DAY)
    assert tier_of(customer) == measured
    assert TierOverride.objects.get().state == "ENDED"
    last = TierAssignment.objects.latest("pk")
    assert (last.kind, last.from_tier, last.to_tier) == ("ENDED", "S", measured)
    assert overrides.end_over(on=TODAY + 32 * DAY, at=NOON) == 0


def test_in_the_recycle_bin_nothing_waits_and_a_tier_by_hand_ends_all_the_same(cast):
    held, asked = (make_customer(cast.anna, tier="B") for _ in range(2))
    decide(propose(held, cast.anna), cast.max)
    propose(asked, cast.anna)
    for one in (held, asked):
        removing.remove(one, actor=cast.max, reason="误录", at=NOON)
    waiting = TierOverride.objects.waiting()
    assert not waiting.for_user(cast.max, Can.DECIDE_TIERS).exists()
    assert overrides.end_over(on=TODAY + 31 * DAY, at=NOON) == 1
    assert Customer.ever.get(pk=held.pk).tier == "B"


def test_one_set_by_hand_over_another_ends_where_the_first_began(cast):
    customer = make_customer(cast.anna, tier="B")
    decide(propose(customer, cast.anna), cast.max)
    longer = TODAY + 40 * DAY
    decide(propose(customer, cast.anna, tier="A", until=longer), cast.max)
    assert tier_of(customer) == "A"
    states = TierOverride.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["ENDED", "ACCEPTED"]
    assert overrides.end_over(on=longer, at=NOON) == 0
    assert overrides.end_over(on=longer + DAY, at=NOON) == 1
    assert tier_of(customer) == "B"
