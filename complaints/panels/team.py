"""Of a complaint's page: who works on a major one together."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    return {}
