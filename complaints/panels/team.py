"""Of a complaint's page: who works on a major one together."""

from datetime import datetime

from complaints import daily
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
        "is_note_due": complaint.pk in daily.owing([complaint], at),
        "may_note": not user.seen_by and teams.may_note(user, complaint),
    }
