"""The clock and colleagues at the pool at once, truly."""

import pytest

from crm.services.recycling import recycle
from crm.testing.races import at_once, refused
from customers.models import Customer
from customers.services import ownership, pooling
from customers.tests.pool_builders import POOLED, WARNED, forgotten, in_pool

TRIES = 3


@pytest.mark.parametrize("attempt", range(TRIES))
def test_the_clock_and_who_gives_by_hand_do_not_wait_for_each_other(
    committed_cast, attempt
):
    cast = committed_cast
    for _ in range(20):
        forgotten(cast.anna)
    recycle(at=WARNED)
    theirs = Customer.objects.filter(owner=cast.anna)
    moved, _settled = at_once(
        lambda: len(
            ownership.move(
                theirs, actor=cast.max, owner=cast.ben, reason="调店", at=POOLED
            )
        ),
        lambda: recycle(at=POOLED),
    )
    assert moved in {0, 20}
    assert Customer.objects.count() == 20


@pytest.mark.parametrize("attempt", range(TRIES))
def test_two_who_take_one_customer_get_him_once(committed_cast, attempt):
    cast = committed_cast
    way = in_pool(cast.anna)

    def take(actor):
        return lambda: pooling.claim(way, actor=actor, at=POOLED)

    assert refused(at_once(take(cast.ben), take(cast.max))) == 1
