"""How a complaint stands against its limits, as its badge says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import WorkingCalendar
from accounts.working_time import Hours, between
from complaints.models import Complaint

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
    return _running(complaint, at, hours)


def nearness(due_at: datetime, warn_at: datetime | None, at: datetime) -> str:
    """Say how near a limit is, as every page says it: late, soon or ok.

    Soon is from the moment the clock warns of it.
    """
    if due_at <= at:
        return "late"
    return "soon" if warn_at is not None and warn_at <= at else "ok"


def _still(complaint: Complaint) -> Mark:
    if complaint.is_waiting:
        return Mark("paused")
    if complaint.verify_on:
        return Mark("verify", on=complaint.verify_on)
    return Mark("none")


def _running(complaint: Complaint, at: datetime, hours: Hours) -> Mark:
    due_at = complaint.due_at
    kind = nearness(due_at, complaint.warn_at, at)
    if abs(due_at - at) > FAR:
        return Mark(kind, at=due_at, days=abs(due_at - at).days)
    left = between(hours, at, due_at)
    return Mark(kind, at=due_at, minutes=int(abs(left) / MINUTE))
