"""Builders of what is known of a customer: tags, own fields, likes, opportunities."""

from itertools import count

from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Like, Opportunity, OwnField, Tag
from customers.services import likes, opportunities, own_fields, tags

NUMBERS = count(1)


def make_tag(actor, **overrides) -> Tag:
    """Add a tag as the information supervisor would; no two have one name."""
    fields = {"name": f"标签{next(NUMBERS)}", "name_en": "", "colour": "BLUE",
              "icon": "tags", "at": NOON} | overrides  # fmt: skip
    return tags.add(actor=actor, **fields)


def make_own_field(actor, **overrides) -> OwnField:
    """Add an own field of text for everybody, asked later."""
    fields = {"name": f"字段{next(NUMBERS)}", "name_en": "", "type": "TEXT",
              "choices": "", "concerns": "BOTH", "is_required": False, "place": 10,
              "at": NOON} | overrides  # fmt: skip
    return own_fields.add(actor=actor, **fields)


def make_like(customer, **overrides) -> Like:
    """Note that he prefers WeChat, as his owner would."""
    fields = {"kind": "CHANNEL", "text": "微信", "since": NOON.date(), "at": NOON}
    return likes.note(customer, **({"actor": customer.owner} | fields | overrides))


def make_opportunity(owner, **overrides) -> Opportunity:
    """Open an opportunity with one of the owner's customers."""
    fields = {"title": "增购两台商务车", "actor": owner, "at": NOON} | overrides
    customer = fields.pop("customer", None) or make_customer(owner)
    return opportunities.open_one(customer, **fields)
