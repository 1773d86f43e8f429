"""Where an answer is sent, in full: given out one by one, each time recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from complaints.models import Complaint

# What is personal, and as what it is masked.
SHAPES = {"reply_phone": "phone", "reply_email": "email"}


@transaction.atomic
def reveal(complaint: Complaint, *, actor: User, field: str, at: datetime) -> str:
    """Return it, and record who read it. Raises Refused where there is none."""
    value = getattr(complaint, field) if field in SHAPES else ""
    if not value:
        raise Refused(_("There is nothing to show here."), "field")
    audit.record(
        actor, "complaint.revealed", complaint, at=at,
        changes={SHAPES[field]: [None, None]}, customer_id=complaint.customer_id,
    )  # fmt: skip
    return value
