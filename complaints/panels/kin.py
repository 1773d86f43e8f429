"""Of a complaint's page: what belongs to it, and how often its customer came."""

from datetime import datetime, timedelta

from accounts.permissions.actions import Can
from complaints.models import Complaint, GroupMember

SHOWN = 5


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return what was merged into it, its group, and what it repeats, newest first.

    `repeat` counts all there are, this one included; the links lead to what he sees.
    """
    since = complaint.received_at - timedelta(days=complaint.policy.repeat_days)
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    held = GroupMember.objects.select_related("group").filter(complaint=complaint)
    before = Complaint.objects.before(complaint, since).count()
    rows = seen.before(complaint, since).newest()[:SHOWN] if before else []
    return {
        "merged": list(complaint.merged.newest()),
        "membership": held.first(),
        "repeat": before + 1 if before else 0,
        "repeats": list(rows),
    }
