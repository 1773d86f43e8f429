"""Major complaints whose note of the day is still to be written."""

from collections.abc import Iterable
from datetime import datetime

from accounts.days import day_of, midnight
from accounts.models import WorkingCalendar
from accounts.working_time import is_working_day
from complaints.models import Complaint, Line


def owing(majors: Iterable[Complaint], at: datetime) -> set[int]:
    """Return the ids of those: in work, not of today, on a day their branch works.

    Two queries for however many there are.
    """
    today = day_of(at)
    asked = {each.pk: each.branch_id for each in majors
             if each.is_in_work and day_of(each.registered_at) < today}  # fmt: skip
    if not asked:
        return set()
    hours = WorkingCalendar.objects.hours_for_all(set(asked.values()))
    lines = Line.objects.daily().filter(complaint__in=asked, at__gte=midnight(today))
    written = set(lines.values_list("complaint_id", flat=True))
    return {pk for pk, branch in asked.items()
            if pk not in written and is_working_day(hours[branch], today)}  # fmt: skip
