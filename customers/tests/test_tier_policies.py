"""Drafts of a tier policy: edited, tried, put in force; strategies; their pages."""

from datetime import UTC, timedelta

import pytest

from accounts.models import Job
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import rfm
from customers.models import Customer, TierCuts, TierPolicy, TierStrategy
from customers.services import strategies, tier_policies, tier_trials
from customers.tests.tier_builders import (
    TODAY,
    buy_often,
    decide,
    draft_with,
    propose,
    put_in_force,
    run,
    tier_of,
    try_out,
)
from visits import cadence

pytestmark = pytest.mark.django_db


def activate(draft, cast, **more) -> None:
    put_in_force(draft, cast.max, **more)


def company(cast) -> list[Customer]:
    made = [make_customer(cast.anna, name=f"客户{n}") for n in range(12)]
    for number, customer in enumerate(made):
        buy_often(customer, number, str(100 + 900 * number))
    run()
    return made


def test_a_draft_is_a_copy_and_there_is_one(cast):
    draft = tier_policies.draft(actor=cast.max, at=NOON)
    assert (draft.number, draft.state, draft.weight_m) == (2, "DRAFT", 35)
    assert tier_policies.draft(actor=cast.dan, at=NOON) == draft
    assert TierCuts.objects.newest(draft).points == rfm.Cuts(**rfm.FIXED)


def test_trying_a_draft_moves_nobody_and_names_who_then_moves(cast):
    customers = company(cast)
    draft = draft_with(cast, floor_s=40, floor_a=38, floor_b=36, floor_c=10)
    stood = {one.pk: tier_of(one) for one in customers}
    trial = try_out(draft, cast)
    assert {one.pk: tier_of(one) for one in customers} == stood
    would = {(one.customer_id, one.to_tier) for one in trial.moves.all()}

    activate(draft, cast)
    run()
    now = {one.pk: tier_of(one) for one in customers}
    assert {(pk, now[pk]) for pk in now if now[pk] != stood[pk]} == would != set()


def test_a_trial_names_whose_tier_set_by_hand_ends_with_it(cast):
    customer = make_customer(cast.anna, tier="B")
    decide(propose(customer, cast.anna), cast.max)
    after = TODAY + timedelta(days=31)
    trial = tier_trials.make(
        draft_with(cast, floor_c=20), as_of=after, actor=cast.max, at=NOON
    )
    move = trial.moves.get()
    assert (move.customer, move.kind) == (customer, "ENDED")
    assert (move.from_tier, move.to_tier) == ("S", "B")


def test_activating_asks_for_a_run_and_tells_the_director(cast):
    draft = draft_with(cast, floor_c=20)
    try_out(draft, cast)
    activate(draft, cast)
    assert TierPolicy.objects.in_force() == draft
    assert TierPolicy.objects.get(number=1).state == "SUPERSEDED"
    assert Job.objects.get().kind == "customers.tier_run"
    assert cast.dan.notices.filter(kind="customers.tier_policy").count() == 1


def test_a_draft_that_was_not_tried_as_it_stands_today_is_not_activated(cast):
    draft = draft_with(cast, floor_c=20)
    with pytest.raises(Refused, match="请先试算"):
        activate(draft, cast)
    try_out(draft, cast)
    with pytest.raises(Refused, match="请先试算"):
        activate(draft, cast, on=TODAY + timedelta(days=1))
    with pytest.raises(Refused, match="已被他人修改"):
        activate(draft, cast, version=1)
    changed = tier_policies.edit(
        draft, actor=cast.max, fields={"floor_c": 21}, points=None, version=2, at=NOON
    )
    with pytest.raises(Refused, match="请先试算"):
        activate(changed, cast)
    assert TierPolicy.objects.in_force().number == 1


@pytest.mark.parametrize(
    "typed",
    [
        {"fields": {"floor_c": 21}},
        {"fields": {"note": "新年"}},
        {"points": rfm.Cuts(**rfm.FIXED | {"f": (1, 2, 3, 4)})},
    ],
    ids=str,
)
def test_what_is_not_saved_does_not_come_into_force(cast, typed):
    draft = draft_with(cast, floor_c=20)
    try_out(draft, cast)
    with pytest.raises(Refused, match="尚未保存"):
        activate(draft, cast, **typed)
    assert TierPolicy.objects.in_force().number == 1
    assert not Job.objects.exists()
    activate(draft, cast)
    assert TierPolicy.objects.in_force() == draft


def test_what_is_in_force_is_not_edited(cast):
    draft = draft_with(cast, floor_c=20)
    try_out(draft, cast)
    activate(draft, cast)
    with pytest.raises(Refused, match="已不是草稿"):
        tier_policies.edit(
            draft, actor=cast.max, fields={"floor_c": 10}, points=None, version=2,
            at=NOON,
        )  # fmt: skip


def test_two_who_change_the_same_field_meet(cast):
    draft = draft_with(cast, floor_c=20)
    with pytest.raises(Conflict):
        tier_policies.edit(
            draft, actor=cast.dan, fields={"floor_c": 30}, points=None, version=1,
            at=NOON,
        )  # fmt: skip


def test_the_rhythm_of_contacts_obeys_the_strategy(cast):
    strategy = TierStrategy.objects.get(tier="A")
    strategies.edit(
        strategy, actor=cast.max, fields={"contact_days": 14}, version=1, at=NOON
    )
    days = TierStrategy.objects.contact_days()["A"]
    assert cadence.due_on(days, NOON) == TODAY + timedelta(days=14)
    customer = make_customer(
        cast.anna, tier="A", last_contact_at=NOON - timedelta(days=15)
    )
    make_customer(cast.anna, tier="B", last_contact_at=NOON - timedelta(days=15))
    late = Customer.objects.past_interval(NOON, TierStrategy.objects.contact_days())
    assert list(late) == [customer]


def test_a_difference_in_price_is_justified(cast):
    strategy = TierStrategy.objects.get(tier="A")
    asked = {"actor": cast.max, "version": 1, "at": NOON}
    with pytest.raises(Refused) as refusal:
        strategies.edit(strategy, fields={"has_price_effect": True}, **asked)
    assert refusal.value.field == "compliance_note"
    note = {"has_price_effect": True, "compliance_note": "公开的批量折扣"}
    assert strategies.edit(strategy, fields=note, **asked).has_price_effect


def test_cut_points_are_of_the_day_here_not_of_greenwich(cast):
    night = NOON.replace(hour=1)
    made = tier_policies.draft(actor=cast.max, at=NOON)
    points = rfm.Cuts(**rfm.FIXED)._replace(f=(1, 2, 3, 4))
    tier_policies.edit(
        made, actor=cast.max, fields={}, points=points, version=1,
        at=night.astimezone(UTC),
    )  # fmt: skip
    assert TierCuts.objects.newest(made).as_of == TODAY
