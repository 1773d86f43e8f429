"""The files of a complaint, as `complaints/_files.html` shows them."""

from datetime import datetime

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from complaints.forms.registers import EvidenceForm
from complaints.models import Complaint


def panel(complaint: Complaint, user: User, at: datetime) -> dict:
    """Return files, and the form where he may add some; three queries at most."""
    may_add = not complaint.is_about(user)
    may_add = may_add and may_apply(user, Can.HANDLE_COMPLAINTS, complaint)
    return {
        "files": complaint.files.given_out().select_related("added_by").in_order(),
        "evidence_form": EvidenceForm() if may_add else None,
    }
