"""Builders of what customers are told: through the real services."""

from django.db import transaction
from django.utils import timezone

from complaints.choices import Deed
from complaints.models import Complaint, Telling
from complaints.services import lines, links, tellings
from crm.testing.cast import NOON


@transaction.atomic
def told(complaint: Complaint, actor) -> tuple[Telling, str]:
    """Tell how it stands by phone, and make a status link; return both."""
    now = lines.locked(complaint)
    lines.write(now, Deed.PROGRESS, actor=actor, at=NOON, text="还在查")
    said = {"channel": "PHONE", "text": "还在查", "actor": actor, "at": NOON}
    telling = tellings.say(now, "PROGRESS", since=now.line_count, **said)
    complaint.refresh_from_db()
    return telling, links.make(complaint, actor=actor, at=timezone.now())
