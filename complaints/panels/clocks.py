"""Of a complaint's page: its limits of time."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    return {}
