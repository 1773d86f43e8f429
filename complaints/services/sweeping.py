"""What the clock does about limits that come close or are over: somebody is told."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User, WorkingCalendar
from accounts.services import notices
from accounts.working_time import Hours, NeverOpen, add
from complaints.choices import Deed
from complaints.clocks import opening
from complaints.models import Clock, Complaint
from complaints.services import assigning, lines

# So many complaints are held at a time; who wants to work on one waits no longer.
CHUNK = 20


def take_steps(*, at: datetime) -> int:
    """Warn of what is nearly due, tell one level up of what is late.

    Each once, however long the clock was down. Safe to run twice at once: what another
    run holds is left to it. Returns how many clocks somebody was told of.
    """
    due = Clock.objects.step_due(at).order_by("complaint_id")
    ids = list(due.values_list("complaint_id", flat=True).distinct())
    starts = range(0, len(ids), CHUNK)
    return sum(_sweep(ids[first : first + CHUNK], at) for first in starts)


@transaction.atomic
def _sweep(ids: list[int], at: datetime) -> int:
    locked = {each.pk: each for each in Complaint.objects.free(ids).for_sweep()}
    branches = {each.branch_id for each in locked.values()}
    hours = WorkingCalendar.objects.hours_for_all(branches)
    due = Clock.objects.step_due(at).filter(complaint__in=list(locked))
    told = 0
    for clock in due.order_by("due_at"):
        now = locked[clock.complaint_id]
        # Who never opens is told once his calendar is mended.
        with suppress(NeverOpen):
            told += _step(clock, now, hours[now.branch_id], at)
    return told


def _step(clock: Clock, now: Complaint, hours: Hours, at: datetime) -> bool:
    """Tell whoever is to be told of a clock by now; say whether that was anybody.

    Nobody is disturbed while his branch is closed, but for a major complaint.
    """
    opens = at if now.is_major else opening(hours, at)
    if opens > at:
        return _write(clock, next_step_at=opens)
    moments = list(_lates(clock, now, hours))
    passed = sum(moment <= at for moment in moments)
    is_told = False
    if at >= clock.due_at:
        for step in range(clock.step + 1, passed + 1):
            is_told |= _tell_up(clock, now, step, at)
    elif clock.warned_at is None or clock.warned_at < clock.warn_at:
        is_told = _warn(clock, now, at)
    upcoming = moments[passed] if passed < len(moments) else None
    _write(clock, warned_at=clock.warned_at, step=passed, next_step_at=upcoming)
    return is_told


def _lates(clock: Clock, now: Complaint, hours: Hours) -> Iterator[datetime]:
    """Yield when the next one up is told that it is late, step by step."""
    for late in now.policy.escalate_hours:
        yield add(hours, clock.due_at, timedelta(hours=late))


def _warn(clock: Clock, now: Complaint, at: datetime) -> bool:
    """Tell whoever works on it, or answers for the branch, that little time is left."""
    clock.warned_at = at
    told = {"metric": clock.metric, "due_at": clock.due_at.isoformat()}
    lines.write(now, Deed.WARNED, actor=None, at=at, told=told)
    people = [now.handler] if now.handler else notices.heads_of(now.branch_id)
    _tell(people, "complaints.due_soon", clock, now, 0, at)
    return True


def _tell_up(clock: Clock, now: Complaint, step: int, at: datetime) -> bool:
    """Tell the `step`-th level above its handler, and at first himself, it is late.

    It stays his: giving it to somebody else is a person's decision.
    """
    levels = assigning.levels_above(now)
    people = levels[step - 1] if step <= len(levels) else []
    if step == 1 and now.handler:
        people = [now.handler, *people]
    if not people:
        return False
    told = {"metric": clock.metric, "due_at": clock.due_at.isoformat(), "step": step,
            "people": [person.pk for person in people]}  # fmt: skip
    lines.write(now, Deed.ESCALATED, actor=None, at=at, told=told)
    _tell(people, "complaints.late", clock, now, step, at)
    return True


def _tell(
    people: list[User], kind: str, clock: Clock, now: Complaint, step: int, at: datetime
) -> None:
    for person in people:
        notices.tell(
            person, kind, at=at,
            key=f"clock:{clock.pk}:{clock.due_at.timestamp():.0f}:{step}",
            params={
                "code": now.code,
                "customer": str(now.customer or ""),
                "handler": str(now.handler or ""),
                "metric": clock.metric,
                "due_at": clock.due_at.isoformat(),
            },
            url=now.get_absolute_url(), subject=now, about=now.code,
        )  # fmt: skip


def _write(clock: Clock, **columns) -> bool:
    Clock.objects.filter(pk=clock.pk).update(**columns)
    return False
