"""Who ends a major complaint: somebody who leads such, and has no part in this one."""

from accounts.choices import Reach
from accounts.models import User
from accounts.permissions.actions import Can
from complaints.choices import Deed, Severity
from complaints.models import Complaint

# Whoever did one of these worked on it, whoever has it now.
WORK = (Deed.ASSESSED, Deed.INVESTIGATED, Deed.PROPOSED, Deed.TOLD)


def needs_others(complaint: Complaint) -> bool:
    """Say whether others end it than worked on it: it is, or ever was, a major one."""
    if complaint.is_major:
        return True
    return complaint.events.filter(severity=Severity.MAJOR).exists()


def hands(complaint: Complaint) -> set[int]:
    """Return whoever ever handled it or worked on it; two queries."""
    had = complaint.events.values_list("handler_id", flat=True).distinct()
    return {*had, *_worked(complaint)} - {None}


def barred(complaint: Complaint) -> set[int]:
    """Return who ends it not, whatever he may: who had a hand in it, whom it is about.

    Where nobody is left then, as in a small house where it went up to the top, whoever
    only had it for a while is not: it has to end some day. Four queries at most.
    """
    about = set()
    if complaint.about_user_id and complaint.is_about(complaint.about_user):
        about.add(complaint.about_user_id)
    found = hands(complaint) | about
    leading = User.objects.exclude(pk__in=found)
    there = leading.able_to(Can.LEAD_MAJORS, [Reach.BRANCH])
    everywhere = leading.able_to(Can.LEAD_MAJORS, [Reach.ALL])
    if there.filter(branch_id=complaint.branch_id).exists() or everywhere.exists():
        return found
    return _worked(complaint) | about


def _worked(complaint: Complaint) -> set[int]:
    did = complaint.lines.filter(deed__in=WORK).values_list("actor_id", flat=True)
    return {complaint.handler_id, *did} - {None}


def able(complaint: Complaint) -> list[User]:
    """Return who may: those of its branch, where nobody is left there those of all."""
    leading = User.objects.exclude(pk__in=barred(complaint)).order_by("pk")
    there = leading.able_to(Can.LEAD_MAJORS, [Reach.BRANCH])
    if found := list(there.filter(branch_id=complaint.branch_id)):
        return found
    return list(leading.able_to(Can.LEAD_MAJORS, [Reach.ALL]))
