"""A complaint as it stands: its page, and what every view that stays on it shows."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.models import Complaint
from complaints.panels import (
    actions,
    clocks,
    conversation,
    facts,
    files,
    kin,
    loop,
    offers,
    parts,
    stages,
    steps,
    team,
    tellings,
)
from complaints.services import majors

PANELS = (
    stages, steps, conversation, clocks, facts, parts, team, offers, actions, tellings,
    loop, files, kin,
)  # fmt: skip
# What the page may offer: `complaint.may_handle_complaints` and the like.
OFFERED = [
    Can.HANDLE_COMPLAINTS, Can.ASSIGN_COMPLAINTS, Can.LEAD_MAJORS,
    Can.DECIDE_COMPENSATION,
]  # fmt: skip


@require(Can.SEE_COMPLAINTS)
def detail(request, code):
    complaint = found(request, code)
    if complaint.is_major and not request.user.seen_by:
        majors.saw(complaint, request.user, at=timezone.now())
    return show(request, complaint)


def found(request, code: str, *, can: Can | None = None) -> Complaint:
    """Return the complaint of an address as its page reads it, or answer 404.

    `can` is what he must be able to do with it, where that is not the view's own.
    """
    asked = can or request.can
    rows = Complaint.objects.for_user_with_may(request.user, asked, *OFFERED)
    return get_object_or_404(rows.for_page(), code=code)


def show(request, complaint: Complaint, *, status: int = 200, **told):
    """Answer with the page of a complaint that was `found`.

    `told` stands over what the panels say: a form that was refused, new lines.
    """
    at = timezone.now()
    context = {"complaint": complaint, "at": at}
    for each in PANELS:
        context |= each.panel(complaint, request.user, at)
    return render(request, "complaints/detail.html", context | told, status=status)
