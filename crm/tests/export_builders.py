"""Builders of exports: asked for and made through the real services."""

import csv
import io
import uuid

from django.core.files.storage import default_storage
from django.http import QueryDict

from accounts.models import Export
from accounts.services import exports as records
from accounts.services import jobs
from crm.exports import SHEETS
from crm.exports.door import Wish
from crm.jobs import WORKS
from crm.services import exports
from crm.testing.builders import make_contact, make_customer, make_visit
from crm.testing.cast import NOON
from customers.models import Customer, Purchase

ABOUT_PERSONS = [slug for slug, sheet in SHEETS.items() if sheet.person]
PHONE = "13911112222"
# Whoever may have each list.
MAY = {slug: "dan" if slug == "settings" else "nina" for slug in SHEETS}


def wish(slug="customers", query="", purpose="CARE", channel="") -> Wish:
    return Wish(SHEETS[slug], QueryDict(query), purpose, channel)


def asked(actor, wanted=None, **overrides) -> Export:
    """Ask for a list with every column, as CSV."""
    wanted = wanted or wish()
    said = {
        "columns": [column.name for column in wanted.sheet.columns],
        "format": "csv",
        "reason": "季度回顾",
        "key": uuid.uuid4(),
        "at": NOON,
    } | overrides
    return exports.ask(wanted, actor=actor, **said)[0]


def made(actor, wanted=None, **overrides) -> Export:
    """Ask for a list and let a worker make it at once."""
    export = asked(actor, wanted, **overrides)
    return make(export)


def make(export: Export) -> Export:
    assert jobs.run(export.job_id, works=WORKS, clock=lambda: NOON)
    export.refresh_from_db()
    return export


def waiting_export(actor, **overrides) -> Export:
    """Write down an export that waits for a decision, however few its rows."""
    said = {
        "sheet": "customers", "columns": ["name", "code"], "format": "xlsx",
        "purpose": "CARE", "reason": "季度回顾", "language": "zh-hans", "counted": 1,
    }  # fmt: skip
    said |= overrides
    wanted = records.ask(actor=actor, key=uuid.uuid4(), must_ask=True, at=NOON, **said)
    return wanted[0]


def text(export: Export) -> str:
    """Return what stands in the file of a CSV export, its mark included."""
    with default_storage.open(export.stored_as) as file:
        return file.read().decode("utf-8")


def rows(export: Export) -> list[list[str]]:
    """Return the rows of a CSV export below watermark and headings."""
    return list(csv.reader(io.StringIO(text(export).removeprefix("\ufeff"))))[2:]


def served(owner, name, **fields) -> Customer:
    """Create a customer with a contact, a visit and a purchase of his name."""
    customer = make_customer(owner, name=name, **fields)
    make_contact(customer, name=f"{name}的朋友")
    make_visit(owner, customer=customer, note=f"见到{name}")
    Purchase.objects.create(
        customer=customer, branch=customer.branch, entered_by=owner, source="x",
        invoice=name, ordinal=1, item=f"{name}的车", unit_price=1, amount=1,
        bought_at=NOON,
    )  # fmt: skip
    return customer
