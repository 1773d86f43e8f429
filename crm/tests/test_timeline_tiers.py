"""The timeline tells when and why a customer's tier moved, to who may see it."""

import pytest

from crm.choices import Touch
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.tests.test_timeline import entries
from customers.services import overrides
from customers.tests.tier_builders import buy_often, propose, run

pytestmark = pytest.mark.django_db


def test_a_moved_tier_is_told_with_its_reason(cast):
    customer = make_customer(cast.anna, tier="C")
    buy_often(customer, 30, "9000")
    run()
    first = entries(customer, cast.anna, kind=Touch.TIERS)[0].row
    assert (first["move"].kind, first["move"].from_tier) == ("FIRST", "C")
    assert "270,000.00" in first["why"]
    override = propose(customer, cast.anna, tier="D", reason="已搬离本市")
    overrides.decide(override, actor=cast.max, is_accepted=True, remark="", at=NOON)
    found = entries(customer, cast.anna)
    (moved, *_rest) = [one.row for one in found if one.kind == "tier"]
    assert (moved["move"].kind, moved["move"].to_tier) == ("OVERRIDE", "D")
    assert (moved["move"].reason, moved["move"].made_by) == ("已搬离本市", cast.max)
    kinds = [entry.kind for entry in found]
    assert (kinds.count("tier"), kinds.count("invoice")) == (2, 30)


def test_a_first_measuring_that_moved_nobody_is_no_change(cast):
    customer = make_customer(cast.anna, tier="S")
    buy_often(customer, 30, "9000")
    run()
    assert customer.tier_assignments.count() == 1
    assert entries(customer, cast.anna, kind=Touch.TIERS) == []


@pytest.mark.parametrize("who", ["anna", "sam", "dora"])
def test_who_may_not_open_the_customer_is_told_of_no_tier(client, cast, who):
    customer = make_customer(cast.anna, tier="C")
    buy_often(customer, 30, "9000")
    run()
    client.force_login(getattr(cast, who))
    told = [client.get(f"/customers/{customer.pk}/{part}").status_code
            for part in ("tier/", "timeline/?type=tiers")]  # fmt: skip
    assert told[0] == told[1]


def test_through_anothers_eyes_the_reason_of_a_tier_is_veiled(cast, client):
    customer = make_customer(cast.anna, tier="C")
    override = propose(customer, cast.anna, reason="已搬离本市")
    overrides.decide(override, actor=cast.max, is_accepted=True, remark="", at=NOON)
    page = f"/customers/{customer.pk}/timeline/?type=tiers"
    client.force_login(cast.anna)
    assert "已搬离本市" in client.get(page).content.decode()
    client.force_login(cast.adam)
    client.post(f"/see-as/{cast.anna.pk}/")
    veiled = client.get(page).content.decode()
    assert 'class="tier' in veiled
    assert "已搬离本市" not in veiled
