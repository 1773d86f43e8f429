"""Of a complaint's page: what other departments answer."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `parts`, what is owed first, and how many of them are owed. One query."""
    parts = list(complaint.parts.for_panel())
    return {"parts": parts, "parts_owed": sum(part.is_owed for part in parts)}
