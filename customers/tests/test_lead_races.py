"""Two at once over one lead, truly: each in a connection of its own."""

import pytest

from crm.testing.cast import NOON
from crm.testing.races import at_once, refused
from customers.models import Campaign, DealingRule, Lead, LeadDeed, LeadHandover
from customers.services.leads import handing, ladder, pool
from customers.tests.lead_builders import DAY, make_campaign, make_lead, make_rule

TRIES = 3


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_claim_one_lead_get_it_once(committed_cast, attempt):
    cast = committed_cast
    lead = make_lead(cast.anna)
    pool.release(lead, actor=cast.anna, reason="x", at=NOON)
    results = at_once(
        lambda: pool.claim(lead, actor=cast.ben, at=NOON),
        lambda: pool.claim(lead, actor=cast.sam, at=NOON),
    )
    assert refused(results) == 1
    assert LeadDeed.objects.filter(kind="CLAIMED").count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_hand_one_lead_over_do_so_once(committed_cast, attempt):
    cast = committed_cast
    lead = make_lead(cast.anna)
    results = at_once(
        lambda: handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=NOON),
        lambda: handing.hand_over(lead, actor=cast.max, taker=cast.ben, at=NOON),
    )
    assert refused(results) == 1
    assert LeadHandover.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_clocks_let_a_lead_climb_once(committed_cast, attempt):
    make_lead(committed_cast.anna)
    at = NOON + 9 * DAY
    results = at_once(lambda: ladder.climb(at=at), lambda: ladder.climb(at=at))
    assert sorted(results) == [0, 3]


@pytest.mark.parametrize("attempt", range(TRIES))
def test_one_number_registered_twice_at_once_is_one_lead(committed_cast, attempt):
    cast = committed_cast
    same = {"phone": "13800001111"}
    results = at_once(
        lambda: make_lead(cast.anna, **same), lambda: make_lead(cast.ben, **same)
    )
    assert refused(results) == 1
    assert Lead.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_name_a_campaign_alike_at_once_are_told(committed_cast, attempt):
    cast = committed_cast
    results = at_once(*[lambda: make_campaign(cast.max)] * 2)
    assert refused(results) == 1
    assert Campaign.objects.count() == 1


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_make_the_same_rule_at_once_are_told(committed_cast, attempt):
    cast = committed_cast
    results = at_once(*[lambda: make_rule(cast)] * 2)
    assert refused(results) == 1
    assert DealingRule.objects.count() == 1
