"""The way of a complaint, and where on it this one stands."""

from datetime import datetime

from complaints import marks
from complaints.choices import PATH, State
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `stages`: (state, is here, is behind), `stage` from 1 on, and `mark`.

    What ended before its time, or goes the short way, has not been everywhere. Two
    queries, for the calendar of its branch, and one for a closed one.
    """
    [complaint] = marks.marked([complaint], at)
    here, been = PATH.index(State(complaint.state)), set(PATH)
    if complaint.is_closed:
        been = set(complaint.lines.values_list("state", flat=True))
    return {
        "stages": [
            (state, place == here, place < here and state in been)
            for place, state in enumerate(PATH)
        ],
        "stage": here + 1,
        "mark": complaint.mark,
    }
