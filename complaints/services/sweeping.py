"""What the clock does about limits that come close or are over: somebody is told."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache

from django.db import transaction

from accounts.models import Notice, User, WorkingCalendar
from accounts.services import notices
from accounts.working_time import Hours, NeverOpen, add
from complaints.choices import Deed
from complaints.clocks import opening
from complaints.models import Clock, Complaint
from complaints.services import lines
from complaints.services.assigning import Ladder

# So many complaints are held at a time; who wants to work on one waits no longer.
CHUNK = 100
# What telling of a clock changes of it.
TOLD = ("warned_at", "step", "next_step_at")


def take_steps(*, at: datetime) -> int:
    """Warn of what is nearly due, tell one level up of what is late.

    Each once, however long the clock was down. Safe to run twice at once: what another
    run holds is left to it. Returns how many clocks somebody was told of.
    """
    due = Clock.objects.step_due(at).order_by("complaint_id")
    ids = list(due.values_list("complaint_id", flat=True).distinct())
    starts, ladder = range(0, len(ids), CHUNK), Ladder()
    return sum(_sweep(ids[first : first + CHUNK], ladder, at) for first in starts)


@transaction.atomic
def _sweep(ids: list[int], ladder: Ladder, at: datetime) -> int:
    """Take the steps of what is free of these, as many queries for all as for one."""
    locked = {each.pk: each for each in Complaint.objects.free(ids).for_sweep()}
    branches = {each.branch_id for each in locked.values()}
    hours = WorkingCalendar.objects.hours_for_all(branches)
    due = list(Clock.objects.step_due(at).filter(complaint__in=list(locked)))
    sweep = Sweep(at, ladder, hours)
    for clock in sorted(due, key=lambda clock: clock.due_at):
        # Who never opens is told once his calendar is mended.
        with suppress(NeverOpen):
            sweep.take(clock, locked[clock.complaint_id])
    lines.write_all(sweep.lines, at=at)
    notices.tell_all(sweep.notices)
    # Every row is there: this only updates, ten times as fast as `bulk_update`.
    Clock.objects.bulk_create(
        due, update_conflicts=True, unique_fields=["id"], update_fields=TOLD
    )
    return sweep.told


@dataclass
class Sweep:
    """What the clocks of a chunk come to at a moment, to be written all at once."""

    at: datetime
    ladder: Ladder
    hours: dict[int, Hours]
    lines: list[tuple[Complaint, Deed, dict]] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    # Of how many clocks anybody is told.
    told: int = 0

    def __post_init__(self):
        self.opens = cache(lambda branch_id: opening(self.hours[branch_id], self.at))

    def take(self, clock: Clock, now: Complaint) -> None:
        """Tell whoever is to be told of a clock by now.

        Nobody is disturbed while his branch is closed, but for a major complaint.
        """
        opens = self.at if now.is_major else self.opens(now.branch_id)
        if opens > self.at:
            clock.next_step_at = opens
            return
        moments = list(_lates(clock, now, self.hours[now.branch_id]))
        passed = sum(moment <= self.at for moment in moments)
        before = len(self.lines)
        if self.at >= clock.due_at:
            for step in range(clock.step + 1, passed + 1):
                self._tell_up(clock, now, step)
        elif clock.warned_at is None or clock.warned_at < clock.warn_at:
            self._warn(clock, now)
        clock.step = passed
        clock.next_step_at = moments[passed] if passed < len(moments) else None
        self.told += len(self.lines) > before

    def _warn(self, clock: Clock, now: Complaint) -> None:
        """Tell whoever works on it, or the heads of the branch: little time is left."""
        clock.warned_at = self.at
        told = {"metric": clock.metric, "due_at": clock.due_at.isoformat()}
        self.lines.append((now, Deed.WARNED, told))
        people = [now.handler] if now.handler else self.ladder.heads(now.branch_id)
        people = [each for each in people if not now.is_about(each)]
        self._tell(people, "complaints.due_soon", clock, now, 0)

    def _tell_up(self, clock: Clock, now: Complaint, step: int) -> None:
        """Tell the `step`-th level above its handler, and at first himself, it is late.

        It stays his: giving it to somebody else is a person's decision.
        """
        levels = self.ladder.above(now)
        people = levels[step - 1] if step <= len(levels) else []
        if step == 1 and now.handler:
            people = [now.handler, *people]
        people = [each for each in people if not now.is_about(each)]
        if not people:
            return
        told = {"metric": clock.metric, "due_at": clock.due_at.isoformat(),
                "step": step, "people": [person.pk for person in people]}  # fmt: skip
        self.lines.append((now, Deed.ESCALATED, told))
        self._tell(people, "complaints.late", clock, now, step)

    def _tell(
        self, people: list[User], kind: str, clock: Clock, now: Complaint, step: int
    ) -> None:
        self.notices += [
            notices.worded(
                person, kind, at=self.at,
                key=f"clock:{clock.pk}:{clock.due_at.timestamp():.0f}:{step}",
                params={
                    "code": now.code,
                    "customer": str(now.customer or ""),
                    "handler": str(now.handler or ""),
                    "metric": clock.metric,
                    "due_at": clock.due_at.isoformat(),
                },
                url=now.get_absolute_url(), subject=now, about=now.code,
            )
            for person in people
        ]  # fmt: skip


def _lates(clock: Clock, now: Complaint, hours: Hours) -> Iterator[datetime]:
    """Yield when the next one up is told that it is late, step by step."""
    for late in now.policy.escalate_hours:
        yield add(hours, clock.due_at, timedelta(hours=late))
