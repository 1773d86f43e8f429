"""How much working time something took, what a customer owed us left out. No rows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts import working_time
from accounts.working_time import Hours
from complaints.clocks import PAUSED, Span


def working(
    metric: str, start: datetime, end: datetime, *, pauses: Sequence[Span], hours: Hours
) -> timedelta:
    """Return the working time from `start` to `end` as a clock of `metric` counts it.

    Pauses do not overlap; one without an end lasts until `end`. Never negative.
    """
    whole = working_time.between(hours, start, max(start, end))
    if metric not in PAUSED:
        return whole
    for pause in pauses:
        begins, ends = max(pause.start, start), min(pause.end or end, end)
        if begins < ends:
            whole -= working_time.between(hours, begins, ends)
    return whole
