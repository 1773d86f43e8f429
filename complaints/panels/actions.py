"""Of a complaint's page: what is done so that it does not come back."""

from datetime import datetime

from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    return {}
