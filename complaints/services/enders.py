"""Who ends a major complaint: somebody who leads such, and has no part in this one."""

from accounts.choices import Reach
from accounts.models import User
from accounts.permissions.actions import Can
from complaints.models import Complaint


def barred(complaint: Complaint) -> set[int]:
    """Return who does not, whatever he may: its handler, who told it, whom it is about.

    One query.
    """
    told = complaint.lines.last_told().first()
    found = {complaint.handler_id, told and told.actor_id}
    if complaint.about_user_id and complaint.is_about(complaint.about_user):
        found.add(complaint.about_user_id)
    return found - {None}


def able(complaint: Complaint) -> list[User]:
    """Return who may: those of its branch, where nobody is left there those of all."""
    leading = User.objects.exclude(pk__in=barred(complaint)).order_by("pk")
    there = leading.able_to(Can.LEAD_MAJORS, [Reach.BRANCH])
    if found := list(there.filter(branch_id=complaint.branch_id)):
        return found
    return list(leading.able_to(Can.LEAD_MAJORS, [Reach.ALL]))
