"""Builders of leads: rows reached through the real services."""

import datetime
from itertools import count

from accounts.models import AuditEntry, Notice
from crm.testing.cast import NOON
from customers.models import Campaign, DealingRule, Lead
from customers.services.leads import (
    campaigns,
    distribution,
    register,
    work,
)

NUMBERS = count(13_700_000_000)
DAY = datetime.timedelta(days=1)


def make_lead(owner, **overrides) -> Lead:
    """Register a lead owned, and registered, by `owner`; no two share a number."""
    fields = {"name": "林小姐", "phone": str(next(NUMBERS)), "channel": "ONLINE",
              "owner": owner, "actor": owner, "at": NOON} | overrides  # fmt: skip
    return register.register(**fields)


def make_waiting(cast, **overrides) -> Lead:
    """Register a lead that nobody looks after yet, as nina would."""
    asked = {"branch": cast.east, "actor": cast.nina} | overrides
    return make_lead(None, **asked)


def make_campaign(actor, **overrides) -> Campaign:
    fields = {"name": "秋季车展", "channel": "EVENT", "starts_on": NOON.date(),
              "ends_on": None, "cost": 10_000, "at": NOON} | overrides  # fmt: skip
    return campaigns.start(actor=actor, **fields)


def make_rule(cast, rule=None, **overrides) -> DealingRule:
    """Save a rule by which leads of the east go to anna, as max would."""
    said = {"branch": cast.east, "channel": "", "campaign": None, "way": "LEAST",
            "people": [cast.anna], "actor": cast.max, "at": NOON}  # fmt: skip
    return distribution.save_rule(rule, **said | overrides)


def touched(lead, actor, **overrides) -> Lead:
    """Log a call that was answered, or as the overrides say."""
    told = {"channel": "CALL", "is_reached": True, "at": NOON} | overrides
    return work.touch(lead, actor=actor, **told)


def told(user) -> list[str]:
    """Return what the notices about leads say to a user, oldest first."""
    rows = Notice.objects.for_user(user).filter(kind="customers.lead")
    return [notice.params["what"] for notice in rows.order_by("pk")]


def trail(lead) -> list[str]:
    """Return what the trail says was done with a lead, in order."""
    rows = AuditEntry.objects.filter(kind="customers.lead", object_id=lead.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


PHONE = "13812345678"


def page_of(client, address) -> str:
    return client.get(address, follow=True).content.decode()
