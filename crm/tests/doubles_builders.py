"""Builders of doubles: two alike, found by a scan, merged, removed."""

import uuid
from datetime import timedelta

from crm.services import merging, removing
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Double, Merge
from customers.services import scanning

PHONE = "13812345678"
LATER = NOON + timedelta(hours=1)


def make_twins(owner, **overrides) -> tuple[Customer, Customer]:
    """Create two customers with one telephone number; overrides are the second's."""
    first = make_customer(owner, name="王小明", phone=PHONE, city="上海")
    told = {"name": "王晓明", "phone": PHONE, "reason": "另一人", "city": "上海"}
    second = make_customer(overrides.pop("of", owner), **told | overrides)
    make_contact(second, name="李联系")
    return first, second


def find_double(owner, **overrides) -> Double:
    """Return the pair that a scan finds of two such customers."""
    first, second = make_twins(owner, **overrides)
    scanning.scan(at=NOON)
    return Double.objects.between(first.pk, second.pk).get()


def merge(winner, loser, actor, **overrides) -> Merge:
    """Merge two customers as their page would, all fields the winner's."""
    told = {"choices": {}, "at": LATER, "submission_key": uuid.uuid4()} | overrides
    told.setdefault("versions", (winner.version, loser.version))
    return merging.merge(winner, loser, actor=actor, **told)


def remove(customer, actor, reason="登记错误", at=LATER):
    return removing.remove(customer, actor=actor, reason=reason, at=at)
