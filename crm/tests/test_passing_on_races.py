"""Customers are passed on twice at once, truly: each in a connection of its own."""

import uuid
from datetime import timedelta

import pytest

from crm.services import passing_on
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from crm.testing.races import at_once
from customers.models import Handover

TRIES = 3


@pytest.mark.parametrize("attempt", range(TRIES))
def test_a_double_click_shares_the_customers_of_a_leave_once(committed_cast, attempt):
    cast, key = committed_cast, uuid.uuid4()
    make_customer(cast.anna)

    def click():
        return passing_on.pass_on(
            cast.anna, actor=cast.max, taker=cast.ben, kind="LEAVE", tiers=[],
            until=NOON.date() + timedelta(days=9), submission_key=key, at=NOON,
        )  # fmt: skip

    first, second = at_once(click, click)
    assert first == second
    assert Handover.objects.count() == 1
