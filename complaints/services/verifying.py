"""What the clock does about complaints whose customer is to be asked again."""

from datetime import datetime

from django.db import transaction

from accounts.days import day_of
from accounts.models import User, WorkingCalendar
from accounts.services import notices
from complaints.choices import Deed, State
from complaints.clocks import works_at
from complaints.models import Complaint, Line
from complaints.services import enders, lines

CHUNK = 20


def begin_verifying(*, at: datetime) -> int:
    """Ask for the verification calls of the day, while the branches are open.

    Safe to run twice at once. Returns how many complaints it was.
    """
    ids = Complaint.objects.to_verify(day_of(at)).filter(state=State.TOLD)
    found = list(ids.order_by("verify_on", "pk").values_list("pk", "branch_id"))
    hours = WorkingCalendar.objects.hours_for_all({branch for _, branch in found})
    is_open = {branch: works_at(each, at) for branch, each in hours.items()}
    now = [pk for pk, branch in found if is_open[branch]]
    starts = range(0, len(now), CHUNK)
    return sum(_begin(now[first : first + CHUNK], at) for first in starts)


@transaction.atomic
def _begin(ids: list[int], at: datetime) -> int:
    free = Complaint.objects.free(ids).for_sweep().to_verify(day_of(at))
    locked = list(free.filter(state=State.TOLD))
    for each in locked:
        line = lines.write(
            each, Deed.VERIFYING, actor=None, at=at, state=State.VERIFYING
        )
        _tell(each, line, at)
    return len(locked)


def _tell(now: Complaint, line: Line, at: datetime) -> None:
    for person in _asked(now):
        notices.tell(
            person,
            "complaints.verify_due",
            key=f"complaint:{now.pk}:{line.place}",
            at=at,
            params={"code": now.code, "customer": str(now.customer or "")},
            url=now.get_absolute_url(),
            subject=now,
            about=now.code,
        )


def _asked(now: Complaint) -> list[User]:
    """Return who is to ask the customer: of a major one somebody else than worked."""
    if now.is_major:
        return enders.able(now)
    people = [now.handler] if now.handler else notices.heads_of(now.branch_id)
    return [each for each in people if not now.is_about(each)]
