"""Builders: rows reached through the real services, ten lines each."""

import uuid
from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.models import Team
from accounts.services import teams
from crm.testing.cast import NOON
from customers.models import Contact, Customer
from customers.services import archive, contacts
from visits.models import Visit
from visits.services import logs, plans
from visits.told import Told

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


def make_plan(owner, **overrides) -> Visit:
    """Plan a visit of `owner` to one of his customers, two hours after `at`.

    On the day of `at` whatever hour it is: tests of Today run late in the evening too.
    """
    fields = {"actor": owner, "owner": owner, "at": NOON} | overrides
    customer = fields.pop("customer", None) or make_customer(owner)
    night = timezone.localtime(fields["at"]).replace(hour=23, minute=59, second=59)
    fields.setdefault("planned_at", min(fields["at"] + timedelta(hours=2), night))
    return plans.plan(customer, **fields)


def make_visit(owner, **overrides) -> Visit:
    """Log a visit of `owner` to one of his customers, now; overrides are told."""
    told = {"outcome": "POSITIVE", "note": "聊了保养"} | overrides
    customer = told.pop("customer", None) or make_customer(owner)
    key, at = told.pop("key", None) or uuid.uuid4(), told.pop("at", NOON)
    return logs.log_unplanned(customer, actor=owner, key=key, told=Told(**told), at=at)


def place_team(team: Team, *, actor, parent: Team | None) -> None:
    """Move a team below `parent`, or to the top, and leave it else as it is."""
    teams.update_team(team, actor=actor, parent=parent, at=NOON)
