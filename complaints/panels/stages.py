"""The way of a complaint, and where on it this one stands."""

from datetime import datetime

from complaints.choices import PATH, State
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `stages`: (state, is here, is behind), and `stage`, counted from 1."""
    here = PATH.index(State(complaint.state))
    return {
        "stages": [
            (state, place == here, place < here) for place, state in enumerate(PATH)
        ],
        "stage": here + 1,
    }
