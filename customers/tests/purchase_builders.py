"""Builders of the ledger by hand."""

import uuid
from decimal import Decimal

from crm.testing.cast import NOON
from customers.models import Purchase
from customers.services import ledger


def enter_purchase(customer, **overrides) -> Purchase:
    """Enter a service order as the customer's owner would."""
    fields = {
        "actor": customer.owner, "branch": customer.branch, "business_line": "SERVICE",
        "amount": Decimal(680), "on": NOON.date(), "item": "常规保养",
        "submission_key": uuid.uuid4(), "at": NOON,
    }  # fmt: skip
    return ledger.enter(customer, **(fields | overrides))


def refund(head, amount, **overrides) -> Purchase:
    """Give back a part of an invoice as the customer's owner would."""
    fields = {"actor": head.customer.owner, "on": NOON.date(), "at": NOON,
              "submission_key": uuid.uuid4(), "reason": "配件退货"}  # fmt: skip
    return ledger.refund(head, amount=Decimal(amount), **(fields | overrides))
