"""Who works on a complaint: chosen when it comes, given on, one level up."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.models import Branch, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from complaints.choices import OPEN, Deed
from complaints.models import Complaint, Line
from complaints.services import lines


def handler_for(branch: Branch, taker: User) -> User | None:
    """Return who gets what `taker` takes in: he himself where he works on complaints.

    Otherwise whoever of the branch has the fewest open ones; None where nobody works
    on any there. Two queries.
    """
    is_here = taker.is_active and taker.branch_id == branch.pk
    if is_here and taker.may(Can.HANDLE_COMPLAINTS):
        return taker
    is_open = Q(complaints__state__in=OPEN)
    able = User.objects.able_to(Can.HANDLE_COMPLAINTS, [Reach.OWN]).values("pk")
    there = User.objects.filter(pk__in=able, branch=branch)
    loaded = there.annotate(load=Count("complaints", filter=is_open))
    return loaded.order_by("load", "pk").first()


@transaction.atomic
def assign(
    complaint: Complaint, *, actor: User, handler: User, standing: str, at: datetime,
    text: str = "",
) -> Line:  # fmt: skip
    """Give an open complaint to `handler`. Raises Stale; Refused for who may not."""
    now = lines.locked(complaint, standing=standing)
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if not (handler.is_active and handler.may(Can.HANDLE_COMPLAINTS)):
        raise Refused(_("This colleague does not work on complaints."), "handler")
    if handler.pk == now.handler_id:
        raise Refused(_("It is this colleague's already."), "handler")
    line = lines.write(
        now, Deed.ASSIGNED, actor=actor, at=at, text=text, handler=handler
    )
    tell(now, handler, line=line, actor=actor, at=at)
    return line


def above(complaint: Complaint) -> User | None:
    """Return who stands one level above whoever handles it now; None at the top."""
    handler = complaint.handler
    team = handler.team if handler else None
    ladder = [
        team.lead if team else None,
        *notices.heads_of(complaint.branch_id),
        *User.objects.able_to(Can.LEAD_MAJORS, [Reach.ALL]).order_by("pk"),
    ]
    passed = handler is None or handler not in ladder
    for person in filter(None, ladder):
        if passed and person != handler and person.is_active:
            return person
        passed = passed or person == handler
    return None


def tell(
    complaint: Complaint, person: User, *, line: Line, actor: User | None, at: datetime
) -> None:
    """Tell somebody that a complaint is his now, unless he did it himself."""
    if actor is not None and person.pk == actor.pk:
        return
    notices.tell(
        person,
        "complaints.assigned",
        key=f"complaint:{complaint.pk}:{line.place}",
        at=at,
        params={
            "who": str(actor or ""),
            "code": complaint.code,
            "customer": str(complaint.customer or ""),
        },
        url=complaint.get_absolute_url(),
        subject=complaint,
        about=complaint.code,
    )
