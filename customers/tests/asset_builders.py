"""Builders of what customers own."""

from crm.testing.cast import NOON
from customers.models import Asset
from customers.services import assets

VIN = "LSVAA49J132047371"


def make_asset(customer, **overrides) -> Asset:
    """Add a vehicle as the customer's owner would."""
    fields = {"name": "途观 L 330TSI", "actor": customer.owner, "at": NOON}
    return assets.add(customer, **(fields | overrides))
