"""Builders of compensation: rows reached through the real services."""

import uuid
from decimal import Decimal

from complaints.models import Compensation
from complaints.services import offers
from complaints.tests.complaint_builders import fresh
from crm.testing.cast import NOON


def propose_offer(complaint, actor, **overrides) -> Compensation:
    """Ask for a refund of 500 yuan as `actor`, as the complaint stands now."""
    said = {"kind": "REFUND", "amount": Decimal(500), "reason": "返修三次仍未修好",
            "key": uuid.uuid4(), "at": NOON} | overrides  # fmt: skip
    now = fresh(complaint)
    said.setdefault("standing", now.standing)
    return offers.propose(now, actor=actor, **said)


def decide_offer(offer, actor, verdict="APPROVED", **overrides) -> Compensation:
    """Decide on it as it stands now."""
    said = {"decision": "", "at": NOON, "version": standing(offer).version} | overrides
    return offers.decide(offer, actor=actor, verdict=verdict, **said)


def standing(offer: Compensation) -> Compensation:
    """Return it as it stands in the database."""
    return Compensation.objects.get(pk=offer.pk)
