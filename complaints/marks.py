"""How a complaint stands against its limits, as its badge says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import WorkingCalendar
from accounts.working_time import Hours, add, between
from complaints.models import Complaint

# Less working time left than this is soon.
SOON = timedelta(hours=4)
# Beyond this, days are counted and no hours.
FAR = timedelta(days=60)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Mark:
    """One badge: `kind` is its word, `minutes` of working time are left or lost.

    Kinds: met, missed, verify, paused, none, ok, soon, late.
    """

    kind: str
    at: datetime | None = None
    minutes: int | None = None
    on: date | None = None
    # Whole days where it is so far away that nobody counts hours.
    days: int = 0


def marked(rows: Iterable[Complaint], at: datetime) -> list[Complaint]:
    """Give each of `rows` its `mark`; two queries for all."""
    if not (rows := list(rows)):
        return []
    hours = WorkingCalendar.objects.hours_for_all({row.branch_id for row in rows})
    for row in rows:
        row.mark = mark(row, at, hours[row.branch_id])
    return rows


def mark(complaint: Complaint, at: datetime, hours: Hours) -> Mark:
    """Return the badge of one complaint, loaded `with_lateness`."""
    if complaint.is_closed:
        return Mark("missed" if complaint.was_late else "met")
    if complaint.due_at is None:
        return _still(complaint)
    return _running(complaint.due_at, at, hours)


def soon(branch_id: int | None, at: datetime) -> datetime:
    """Return until when what is due is due soon; two queries."""
    return add(WorkingCalendar.objects.hours_for(branch_id), at, SOON)


def _still(complaint: Complaint) -> Mark:
    if complaint.is_waiting:
        return Mark("paused")
    if complaint.verify_on:
        return Mark("verify", on=complaint.verify_on)
    return Mark("none")


def _running(due_at: datetime, at: datetime, hours: Hours) -> Mark:
    if abs(due_at - at) > FAR:
        kind = "late" if due_at <= at else "ok"
        return Mark(kind, at=due_at, days=abs(due_at - at).days)
    left = between(hours, at, due_at)
    kind = "late" if due_at <= at else "soon" if left < SOON else "ok"
    return Mark(kind, at=due_at, minutes=int(abs(left) / MINUTE))
