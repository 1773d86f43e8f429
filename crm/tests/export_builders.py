"""Builders of exports: asked for and made through the real services."""

import csv
import io
import uuid

from django.core.files.storage import default_storage
from django.http import QueryDict

from accounts.models import Export
from accounts.services import exports as records
from accounts.services import jobs
from complaints.tests.complaint_builders import make_complaint
from crm.exports import SHEETS
from crm.exports.door import Wish
from crm.jobs import WORKS
from crm.services import exports, passing_on
from crm.testing.builders import make_contact, make_customer, make_visit
from crm.testing.cast import NOON
from customers.models import Customer, Double, Handover, Purchase
from customers.services.leads import conversion
from customers.tests.asset_builders import make_asset
from customers.tests.document_builders import file_document
from customers.tests.fact_builders import make_opportunity
from customers.tests.lead_builders import make_lead

ABOUT_PERSONS = [slug for slug, sheet in SHEETS.items() if sheet.persons]
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
    """Create a customer who stands, by his name, on every list but that of pairs."""
    customer = make_customer(owner, name=name, **fields)
    make_contact(customer, name=f"{name}的朋友")
    make_visit(owner, customer=customer, note=f"见到{name}")
    Purchase.objects.create(
        customer=customer, branch=customer.branch, entered_by=owner, source="x",
        invoice=customer.code, ordinal=1, item=f"{name}的车", unit_price=1, amount=1,
        bought_at=NOON,
    )  # fmt: skip
    make_asset(customer, name=f"{name}的车")
    make_opportunity(owner, customer=customer, title=f"{name}增购")
    file_document(customer, title=f"{name}的合同")
    make_complaint(owner, customer=customer, words=f"{name}的投诉")
    lead = make_lead(owner, name=name)
    conversion.convert(lead, actor=owner, customer=customer, at=NOON)
    return customer


def standing_on(slug, owner, name) -> list[Customer]:
    """Return who makes one row on a list: a customer, or two who may be one."""
    people = [served(owner, name) for _way in SHEETS[slug].persons]
    return [*paired(*people)] if len(people) == 2 else people


def pass_on(cast) -> Handover:
    """Pass anna's customers on to ben, as max would."""
    return passing_on.pass_on(
        cast.anna, actor=cast.max, taker=cast.ben, kind="TRANSFER", tiers=[],
        note="多关照", submission_key=uuid.uuid4(), at=NOON,
    )  # fmt: skip


def paired(first, second) -> tuple[Customer, Customer]:
    """Write down that these two may be one."""
    Double.objects.create(
        first=first, second=second, reasons=["PHONE"], score=90, facts=["x"],
        found_at=NOON, seen_at=NOON,
    )  # fmt: skip
    return first, second
