"""Of a complaint's page: what is done so that it does not come back."""

from datetime import datetime

from accounts.days import day_of
from accounts.permissions.actions import Can
from complaints.models import Complaint, Improvement


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `actions`, rows of (improvement, may be opened), in two queries."""
    rows = list(complaint.improvements.for_panel())
    visible = Improvement.objects.for_user(user, Can.SEE_IMPROVEMENTS)
    seen = set()
    if rows and user.may(Can.SEE_IMPROVEMENTS):
        of_it = visible.filter(complaints=complaint).order_by()
        seen = set(of_it.values_list("pk", flat=True))
    return {
        "actions": [(row, row.pk in seen) for row in rows],
        "may_act": user.may(Can.KEEP_IMPROVEMENTS) and not user.seen_by,
        "today": day_of(at),
    }
