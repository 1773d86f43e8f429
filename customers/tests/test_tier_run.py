"""A run of the tiers: what it measures, whom it moves, that twice changes nothing."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest

from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import rfm, tiering
from customers.models import (
    Customer,
    Purchase,
    TierAssignment,
    TierCuts,
    TierPolicy,
    TierRun,
    TierStanding,
)
from customers.services import removing, tier_run
from customers.tests.tier_builders import (
    TODAY,
    buy,
    buy_often,
    fix_cuts,
    run,
    tier_of,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def many(cast, count: int, dice: Random) -> list[Customer]:
    """Return customers with orders, returns and gifts over two and a half years."""
    made = [make_customer(cast.anna, name=f"客户{n}") for n in range(count)]
    for customer in made:
        for _ in range(dice.choice((0, 1, 1, 2, 3, 5, 9, 14))):
            on = TODAY - timedelta(days=dice.randint(-3, 900))
            buy(customer, on, str(dice.randint(0, 900_000) / 100))
            if dice.random() < 0.2:
                buy(customer, on + DAY, dice.choice(("3", "900")), is_credit=True)
    return made


def measured(customer: Customer, as_of: date) -> dict:
    """Measure one customer from his lines, without the database."""
    first, end = rfm.window(as_of)
    lines = [(one.bought_at.astimezone(NOON.tzinfo).date(), one)
             for one in Purchase.objects.filter(customer=customer)]  # fmt: skip
    lines = [(day, one) for day, one in lines if day < end]
    paid = sorted({day for day, one in lines if one.amount > 0 and not one.is_credit})
    days = [day for day in paid if day >= first]
    fen = sum((one.amount for day, one in lines if day >= first), Decimal(0)) * 100
    last = as_of - DAY
    months = {(d.year, d.month) for d in days
              if (last.year - d.year) * 12 + last.month - d.month < 12}  # fmt: skip
    return {
        "days": (as_of - paid[-1]).days if paid else None,
        "known_days": (as_of - paid[0]).days if paid else None,
        "f": len(days), "m": int(fen), "g": len(months),
        "l": rfm.tenure_months(paid[0] if paid else None, as_of),
    }  # fmt: skip


def test_the_statements_measure_what_the_arithmetic_says(cast):
    customers = many(cast, 60, Random(3))
    run()

    facts = {one.pk: measured(one, TODAY) for one in customers}
    buyers = [each for each in facts.values() if each["f"]]
    cuts = TierCuts.objects.newest(TierPolicy.objects.in_force())
    assert cuts.customer_count == len(buyers)
    assert cuts.points == rfm.Cuts(
        r=rfm.cut([each["days"] for each in buyers], "r"),
        **{name: rfm.cut([each[name] for each in buyers], name) for name in "fmlg"},
    )
    rules = TierPolicy.objects.in_force().rules
    for one in TierStanding.objects.select_related("customer"):
        fact = facts[one.customer_id]
        assert (one.order_days, one.spend_fen, one.order_months) == (
            fact["f"], fact["m"], fact["g"],
        )  # fmt: skip
        r = rfm.recency_class(fact["days"], cuts.r)
        f, m, l, g = (  # noqa: E741
            rfm.class_of(fact[name], getattr(cuts, name)) for name in "fmlg"
        )
        classes = (one.r_class, one.f_class, one.m_class, one.l_class, one.g_class)
        assert classes == (r, f, m, l, g)
        assert one.score == tiering.score(rules.weights, classes)
        ages = {"days": fact["days"], "known_days": fact["known_days"]}
        assert one.segment == rfm.segment(**ages, r=r, f=f, m=m, ages=rfm.Ages())
        if fact["days"] is not None:
            assert one.customer.tier == tiering.tier_of(one.score, rules.floors)
    assert TierStanding.objects.count() == len(customers)
    assert len(set(TierStanding.objects.values_list("segment", flat=True))) > 5


def months(count: int) -> list[date]:
    """Return days of runs, a few a month, from today on."""
    days = [TODAY + DAY * n for n in (0, 1, 8)]
    for number in range(1, count):
        year, month = divmod(TODAY.month - 1 + number, 12)
        first = date(TODAY.year + year, month + 1, 1)
        days += [first, first, first + 4 * DAY, first + 17 * DAY]
    return days


def returned_since(customer: Customer, since: date, as_of: date) -> int:
    credits = Purchase.objects.filter(customer=customer, is_credit=True)
    return sum(
        int(-one.amount * 100)
        for one in credits
        if since <= one.bought_at.astimezone(NOON.tzinfo).date() < as_of
    )


def found(one: TierStanding, cuts, rules, as_of: date) -> tiering.Measured:
    """Return what a run finds of a customer, and what he had before his returns."""
    classes = [one.r_class, one.f_class, one.m_class, one.l_class, one.g_class]
    score = tiering.score(rules.weights, classes)
    back = returned_since(one.customer, one.before.since, as_of)
    classes[2] = rfm.class_of(one.spend_fen + back, cuts.m)
    before = tiering.score(rules.weights, classes) if back else None
    return tiering.Measured(score, one.last_order_on is not None, before)


def stand(one: TierStanding) -> tiering.Stand:
    return tiering.Stand(
        one.customer.tier, one.tier_since, one.is_scored, one.raised_from,
        one.low_since, one.low_reviews, one.reviewed_on,
    )  # fmt: skip


def test_the_statements_move_customers_as_the_arithmetic_says(cast):
    dice, seen = Random(11), set()
    customers = many(cast, 40, dice)
    for customer in customers[:10]:
        Customer.objects.filter(pk=customer.pk).update(tier=dice.choice("SA"))
    cuts, rules = fix_cuts(), TierPolicy.objects.in_force().rules
    stood = {one.pk: tiering.Stand(tier_of(one), TODAY, is_scored=False)
             for one in customers}  # fmt: skip
    for as_of in months(9):
        for customer in dice.sample(customers, 6):
            on = as_of - DAY
            buy(customer, on, dice.choice(("80", "9000", "30000")))
            if dice.random() < 0.5:
                buy(customer, on, "30000", is_credit=True)
        begun = TierAssignment.objects.count()
        is_review = tier_is_first_of_month(as_of)
        run(as_of)
        kinds = dict(TierAssignment.objects.order_by("pk")[begun:].values_list(
            "customer_id", "kind"))  # fmt: skip
        for one in TierStanding.objects.select_related("customer"):
            one.before = stood[one.customer_id]
            fact = found(one, cuts, rules, as_of)
            wanted, kind = tiering.step(
                one.before, fact, rules, as_of, is_review=is_review
            )
            assert (stand(one), kinds.get(one.pk, "")) == (wanted, kind), as_of
            stood[one.customer_id], seen = wanted, seen | {kind}
    assert seen == {"", "FIRST", "UP", "DOWN", "RETURNED"}


def tier_is_first_of_month(as_of: date) -> bool:
    return not TierRun.objects.in_month(as_of).exists()


def everything() -> list:
    models = (TierStanding, TierAssignment, TierRun, TierCuts, Customer)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_the_same_day_twice_changes_nothing(cast):
    many(cast, 30, Random(5))
    run()
    before = everything()
    outcome = run()
    assert (outcome.changed, outcome.moved) == (0, 0)
    assert everything() == before


def test_a_customer_who_did_nothing_is_not_written_again_the_next_day(cast):
    customer = make_customer(cast.anna)
    buy(customer, TODAY - 100 * DAY)
    fix_cuts()
    run()
    assert run(TODAY + DAY).changed == 0
    assert TierStanding.objects.get().as_of == TODAY


def test_what_is_bought_on_the_day_itself_counts_tomorrow(cast):
    customer = make_customer(cast.anna)
    buy(customer, TODAY)
    run()
    assert TierStanding.objects.get().segment == "NONE"
    run(TODAY + DAY)
    assert TierStanding.objects.get().segment == "NEW"
    assert TierStanding.objects.get().last_order_on == TODAY


def test_a_starting_tier_holds_while_nothing_was_bought(cast):
    customer = make_customer(cast.anna, tier="A")
    run()
    assert tier_of(customer) == "A"
    assert not TierAssignment.objects.exists()


def test_a_gift_is_no_paid_order(cast):
    buy(make_customer(cast.anna), TODAY - DAY, "0")
    run()
    assert TierStanding.objects.get().segment == "NONE"


def test_who_falls_is_told_before_and_falls_one_step(cast):
    customer = make_customer(cast.anna, tier="C")
    buy_often(customer, 20, "3000")
    fix_cuts()
    run()
    assert tier_of(customer) == "S"
    run(date(2027, 11, 1))
    assert tier_of(customer) == "S"
    notice = cast.anna.notices.get(kind="customers.tier_falling")
    assert notice.params == {"how_many": 1}
    run(date(2027, 11, 20))
    assert tier_of(customer) == "S"
    run(date(2027, 12, 1))
    assert tier_of(customer) == "A"
    assert TierAssignment.objects.latest("pk").kind == "DOWN"
    assert cast.anna.notices.filter(kind="customers.tier_falling").count() == 1


def test_a_raise_that_returns_undid_is_taken_back_at_once(cast):
    customer = make_customer(cast.anna, tier="C")
    buy_often(customer, 6, "300")
    fix_cuts()
    run()
    stood = tier_of(customer)
    buy(customer, TODAY, "30000")
    run(TODAY + DAY)
    assert tier_of(customer) != stood
    buy(customer, TODAY + DAY, "30000", is_credit=True)
    run(TODAY + 2 * DAY)
    last = TierAssignment.objects.latest("pk")
    assert (last.kind, tier_of(customer)) == ("RETURNED", stood)
    assert last.inputs["returned_fen"] == 3_000_000


def test_cut_points_hold_for_the_quarter_and_are_computed_anew_after_it(cast):
    many(cast, 30, Random(7))
    run()
    run(TODAY + DAY)
    assert list(TierCuts.objects.order_by("pk").values_list("source", "as_of")) == [
        ("SHIPPED", date(2026, 11, 23)), ("COMPUTED", TODAY),
    ]  # fmt: skip
    run(date(2027, 1, 1))
    assert TierCuts.objects.latest("pk").as_of == date(2027, 1, 1)


def test_cut_points_set_by_hand_stay_until_they_are_asked_for(cast):
    many(cast, 10, Random(7))
    fix_cuts()
    run(date(2027, 6, 1))
    assert TierCuts.objects.latest("pk").source == "TYPED"
    run(date(2027, 6, 1), recut=True)
    assert TierCuts.objects.latest("pk").source == "COMPUTED"


def test_without_a_policy_in_force_nothing_is_computed(cast):
    TierPolicy.objects.update(state="SUPERSEDED", superseded_at=NOON)
    with pytest.raises(tier_run.Refused, match="没有生效"):
        run()


def test_a_run_counts_those_alone_who_stand_in_the_archive(cast):
    gone, _stays = (make_customer(cast.anna, name=name) for name in "甲乙")
    run()
    removing.remove(gone, actor=cast.max, reason="误录", at=NOON)
    run(TODAY + DAY)
    last = TierRun.objects.latest_first().first()
    assert (last.customer_count, last.counts) == (1, {"C": 1, "NONE": 1})


def test_a_tier_set_while_a_run_goes_on_is_not_run_over(cast):
    customer = make_customer(cast.anna, tier="D")
    buy_often(customer, 12, "90000")

    def set_by_hand(done, total):
        Customer.objects.filter(pk=customer.pk).update(tier="B")

    assert run(beat=set_by_hand).moved == 0
    assert tier_of(customer) == "B"
    assert not TierAssignment.objects.filter(customer=customer).exists()
    assert run().moved == 1
    assert tier_of(customer) == "A"
