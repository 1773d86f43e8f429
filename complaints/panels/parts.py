"""Of a complaint's page: what other departments answer."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    return {}
