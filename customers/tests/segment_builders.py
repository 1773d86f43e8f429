"""Builders of segments and of the rules they consist of."""

import uuid

from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Customer, Segment
from customers.segmenting import looking, rules
from customers.segmenting.facts import Asked
from customers.services import segments


def all_of(*conditions: tuple) -> dict:
    """Return a rule of one group: (fact, compares, value) a condition, all to hold."""
    return group(*conditions, is_any=False)


def any_of(*conditions: tuple) -> dict:
    return group(*conditions, is_any=True)


def group(*conditions: tuple, is_any: bool) -> dict:
    told = [
        {"is": compares, "fact": fact, "value": value}
        for fact, compares, value in conditions
    ]
    return {"any": False, "groups": [{"any": is_any, "conditions": told}]}


def make_segment(actor, **overrides) -> Segment:
    """Keep a segment of the tiers S and A that everybody finds."""
    fields = {"name": "重点客户", "shared": "ALL", "key": uuid.uuid4(), "at": NOON,
              "rule": all_of(("tier", "IN", ["S", "A"]))} | overrides  # fmt: skip
    return segments.make(actor=actor, **fields)


def fits(rule: dict, user, at=NOON) -> set[str]:
    """Return the names of whom a rule fits among the customers `user` sees."""
    asked = Asked(user, at)
    rows = looking.fitting(rules.read(rule, asked), asked, user)
    return set(rows.values_list("name", flat=True))


TODAY = NOON.date()


def known(owner, name: str, **columns) -> Customer:
    """Return a customer of whom the product keeps these columns by itself."""
    customer = make_customer(owner, name=name)
    Customer.objects.filter(pk=customer.pk).update(**columns)
    return customer
