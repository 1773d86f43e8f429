"""Builders of complaints: rows reached through the real services."""

import uuid

from complaints.models import Cause, Complaint, Inbound
from complaints.services import intake, messages, steps
from crm.testing.builders import make_customer
from crm.testing.cast import NOON


def make_complaint(actor, **overrides) -> Complaint:
    """Register a complaint that `actor` takes in; overrides are what was said.

    Without a `customer` it is about a new one of his; `customer=None` is anonymous.
    """
    said = {"kind": "COMPLAINT", "channel": "PHONE", "words": "刹车还响"} | overrides
    customer = said.pop("customer") if "customer" in said else make_customer(actor)
    given = {"key": uuid.uuid4(), "at": NOON} | {
        name: said.pop(name)
        for name in (
            "key",
            "at",
            "received_at",
            "branch",
            "visit",
            "feedback",
            "uploads",
        )
        if name in said
    }
    return intake.register(customer, actor=actor, said=said, **given)


def make_message(**overrides) -> Inbound:
    """Take in what a customer wrote by the web form; overrides are what he said."""
    told = {"way": "WEB", "name": "王小明", "phone": "13800138000", "words": "又响了",
            "at": NOON, "origin": f"web:{uuid.uuid4()}"} | overrides  # fmt: skip
    return messages.receive(told.pop("origin"), **told)


def fresh(complaint: Complaint) -> Complaint:
    """Return it as it stands in the database."""
    return Complaint.objects.get(pk=complaint.pk)


def found(**overrides) -> dict:
    """Return what an investigation finds."""
    cause = Cause.objects.get(code="skill")
    said = {"cause": cause, "liability": "OURS", "solution": "更换刹车片并道歉"}
    return said | overrides


def do(step: str, complaint: Complaint, actor, **told):
    """Take a step of `complaints.services.steps` from how the complaint stands now."""
    now = fresh(complaint)
    told = {"standing": now.standing, "at": NOON} | told
    return getattr(steps, step)(now, actor=actor, **told)


def resolve(complaint: Complaint, actor, **told) -> Complaint:
    """Resolve it, tell the customer by phone, who accepts; return it as it stands."""
    said = {"found": found(), "channel": "PHONE", "reaction": "ACCEPTED"} | told
    do("resolve", complaint, actor, **said)
    return fresh(complaint)
