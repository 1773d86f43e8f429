"""What makes a complaint a major one, as arithmetic."""

from decimal import Decimal

import pytest

from complaints.choices import MajorReason
from complaints.majors import Case, Limits, reasons

LIMITS = Limits(amount=Decimal(20000), repeat_count=3, group_count=5, tiers=("S",))
PLAIN = {"channel": "PHONE", "severity": 2}


@pytest.mark.parametrize(
    ("case", "why"),
    [
        ({}, []),
        ({"is_safety": True}, ["SAFETY"]),
        ({"channel": "MEDIA"}, ["MEDIA"]),
        ({"channel": "REGULATOR"}, ["REGULATOR"]),
        ({"claimed": Decimal("19999.99")}, []),
        ({"claimed": Decimal("20000.00")}, ["AMOUNT"]),
        ({"together": 4}, []),
        ({"together": 5}, ["GROUP"]),
        ({"times": 2}, []),
        ({"times": 3}, ["REPEAT"]),
        ({"tier": "S"}, []),
        ({"tier": "S", "severity": 3}, ["TIER"]),
        ({"tier": "A", "severity": 3}, []),
        ({"channel": "MEDIA", "is_safety": True, "times": 9},
         ["SAFETY", "MEDIA", "REPEAT"]),
    ],
)  # fmt: skip
def test_each_limit_is_a_reason_of_its_own(case, why):
    assert reasons(Case(**PLAIN | case), LIMITS) == [MajorReason(each) for each in why]


def test_a_policy_without_an_amount_finds_none_large():
    limits = Limits(amount=Decimal(0), repeat_count=3, group_count=5)
    assert reasons(Case(**PLAIN, claimed=Decimal(1)), limits) == []
