"""Of a complaint's page: what other departments answer."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `parts`, what is owed first, and how many of them are owed. Two queries.

    Each holds what came with its answers as `kept_files`.
    """
    parts = list(complaint.parts.for_panel())
    files = list(complaint.files.given_out().in_order()) if parts else []
    for part in parts:
        part.kept_files = [file for file in files if file.place in part.places]
    return {"parts": parts, "parts_owed": sum(part.is_owed for part in parts)}
