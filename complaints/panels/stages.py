"""The way of a complaint, and where on it this one stands."""

from datetime import datetime

from complaints import marks
from complaints.choices import PATH, State
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `stages`: (state, is here, is behind), `stage` from 1 on, and `mark`.

    Two queries, for the calendar of its branch.
    """
    [complaint] = marks.marked([complaint], at)
    here = PATH.index(State(complaint.state))
    return {
        "stages": [
            (state, place == here, place < here) for place, state in enumerate(PATH)
        ],
        "stage": here + 1,
        "mark": complaint.mark,
    }
