"""Builders: rows reached through the real services, ten lines each."""

from itertools import count

from crm.testing.cast import NOON
from customers.models import Contact, Customer
from customers.services import archive, contacts

NUMBERS = count(13_900_000_000)


def make_customer(owner, **overrides) -> Customer:
    """Create a customer owned, and created, by `owner`; no two share a number.

    Columns the product keeps by itself, such as `last_contact_at`, are set afterwards.
    """
    fields = {"name": "客户", "phone": str(next(NUMBERS)), "at": NOON} | overrides
    asked = {"actor": owner, "owner": owner}
    asked |= {k: fields.pop(k) for k in ("actor", "reason", "submission_key", "at")
              if k in fields}  # fmt: skip
    kept = {k: fields.pop(k) for k in list(fields)
            if k not in (*archive.EDITABLE, "next_contact_on")}  # fmt: skip
    customer = archive.create(**asked, **fields)
    if kept:
        Customer.objects.filter(pk=customer.pk).update(**kept)
        customer.refresh_from_db()
    return customer


def make_contact(customer, **overrides) -> Contact:
    """Add a contact as the customer's owner would."""
    fields = {"name": "联系人", "actor": customer.owner, "at": NOON} | overrides
    return contacts.add(customer, **fields)
