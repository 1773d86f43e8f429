"""What is done to win leads, and what it costs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Campaign
from customers.services.editing import locked, merged, one_at_a_time, write

EDITABLE = ("name", "channel", "starts_on", "ends_on", "cost", "is_archived")
# Whoever names a campaign waits for whoever does so too.
KEY = "lead-campaigns"


@transaction.atomic
def start(*, actor: User, at: datetime, **fields) -> Campaign:
    """Add a campaign; a name that is taken is Refused."""
    new = {name: fields[name] for name in EDITABLE if name in fields}
    one_at_a_time(KEY)
    _check(new)
    campaign = Campaign.objects.create(**new, created_by=actor, created_at=at)
    changes = audit.difference(Campaign(), new)
    audit.record(actor, "campaign.created", campaign, at=at, changes=changes)
    return campaign


@transaction.atomic
def correct(
    campaign: Campaign, *, actor: User, fields: dict, version: int, at: datetime
) -> Campaign:
    """Change a campaign as a form that showed `version` asks."""
    one_at_a_time(KEY)
    now = locked(campaign)
    mine = merged(now, {name: fields[name] for name in EDITABLE}, version)
    if mine:
        _check({name: mine.get(name, getattr(now, name)) for name in EDITABLE}, now)
        changes = audit.difference(now, mine)
        write(now, mine)
        audit.record(actor, "campaign.updated", now, at=at, changes=changes)
    return now


def _check(new: dict, campaign: Campaign | None = None) -> None:
    others = Campaign.objects.exclude(pk=campaign.pk if campaign else None)
    if others.filter(name=new["name"]).exists():
        raise Refused(_("There is a campaign of this name already."), "name")
    if new.get("ends_on") and new["ends_on"] < new["starts_on"]:
        raise Refused(_("It ends before it begins."), "ends_on")
