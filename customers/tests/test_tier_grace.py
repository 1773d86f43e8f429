"""How long a tier holds for who fell below it, to the day: run and arithmetic alike."""

from datetime import date, timedelta

import pytest

from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import tiering
from customers.models import Customer, TierPolicy, TierStanding
from customers.services import ledger, removing
from customers.tests.purchase_builders import enter_purchase
from customers.tests.tier_builders import TODAY, buy, fix_cuts, run, tier_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
# The second run of its month, so that no review counts.
AS_OF = TODAY + DAY


def fallen(cast, **stands) -> Customer:
    """Return a customer of tier A whose score is of the lowest."""
    customer = make_customer(cast.anna)
    buy(customer, TODAY - 100 * DAY, "10")
    fix_cuts()
    run()
    Customer.objects.filter(pk=customer.pk).update(tier="A")
    TierStanding.objects.filter(customer=customer).update(**stands)
    return customer


# Shipped: two low reviews, told thirty days before, not within ninety of the last move.
@pytest.mark.parametrize(
    ("low_reviews", "low_days", "held_days", "tier"),
    [(2, 30, 90, "B"), (1, 30, 90, "A"), (2, 29, 90, "A"), (2, 30, 89, "A")],
)
def test_a_tier_falls_one_step_on_the_day_it_may_and_not_before(
    cast, low_reviews, low_days, held_days, tier
):
    stands = {"low_reviews": low_reviews, "low_since": AS_OF - low_days * DAY,
              "tier_since": AS_OF - held_days * DAY, "reviewed_on": TODAY}  # fmt: skip
    customer = fallen(cast, **stands)
    stood = tiering.Stand(
        "A", stands["tier_since"], low_since=stands["low_since"],
        low_reviews=low_reviews, reviewed_on=TODAY,
    )  # fmt: skip
    found = tiering.Measured(TierStanding.objects.get().score)
    rules = TierPolicy.objects.in_force().rules
    run(AS_OF)
    assert tier_of(customer) == tier
    reckoned, _kind = tiering.step(stood, found, rules, AS_OF, is_review=False)
    assert reckoned.tier == tier


def test_a_month_has_one_review_however_often_it_is_run(cast):
    fallen(cast, tier_since=TODAY)
    first = date(2026, 12, 1)
    for day in (first, first, first + DAY):
        run(day)
    assert TierStanding.objects.get().low_reviews == 1


def test_a_voided_purchase_was_never_measured(cast):
    customer = make_customer(cast.anna)
    head = enter_purchase(customer, on=TODAY - DAY)
    ledger.void(head, actor=cast.anna, reason="录错", at=head.bought_at)
    run()
    standing = TierStanding.objects.get()
    assert (standing.segment, standing.spend_fen) == ("NONE", 0)


def test_who_is_in_the_recycle_bin_is_not_measured(cast):
    gone = make_customer(cast.anna)
    removing.remove(gone, actor=cast.max, reason="登记错误", at=NOON)
    run()
    assert not TierStanding.objects.exists()
