"""Of a complaint's page: who works on a major one together."""

from datetime import datetime

from accounts.days import day_of
from accounts.models import WorkingCalendar
from accounts.working_time import is_working_day
from complaints.choices import Deed
from complaints.models import Complaint
from complaints.reasons import worded
from complaints.services import teams


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return who was told and has seen it, who is in the team, what was decided.

    `is_note_due`: today's note of a major one is not written. Of others one query.
    """
    told = {"team": list(complaint.team.for_panel())}
    if not complaint.is_major:
        return told
    return told | {
        "reasons": worded(complaint.major_reasons),
        "sights": list(complaint.sights.for_panel()),
        "decisions": list(complaint.lines.for_page().filter(deed=Deed.DECIDED)),
        "is_note_due": is_note_due(complaint, at),
        "may_note": not user.seen_by and teams.may_note(user, complaint),
    }


def is_note_due(complaint: Complaint, at: datetime) -> bool:
    """Say whether today's note of a major complaint is still to be written."""
    today = day_of(at)
    if not complaint.is_in_work or day_of(complaint.registered_at) == today:
        return False
    last = complaint.lines.daily().order_by("-place").first()
    if last and day_of(last.at) == today:
        return False
    hours = WorkingCalendar.objects.hours_for(complaint.branch_id)
    return is_working_day(hours, today)
