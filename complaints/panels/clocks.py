"""Of a complaint's page: its limits of time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices

from accounts.models import WorkingCalendar
from accounts.working_time import Hours, between
from complaints import marks
from complaints.models import Clock, Complaint


class Mood(TextChoices):
    """How a limit of time stands at a moment."""

    MET = "MET"
    MISSED = "MISSED"
    ENDED = "ENDED"
    PAUSED = "PAUSED"
    LATE = "LATE"
    SOON = "SOON"
    RUNNING = "RUNNING"
    UNLIMITED = "UNLIMITED"


NEAR = {"late": Mood.LATE, "soon": Mood.SOON, "ok": Mood.RUNNING}


@dataclass(frozen=True)
class Shown:
    """One limit, how it stands, and the working minutes it is early or late by."""

    clock: Clock
    mood: Mood
    minutes: int


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `limits`: what runs, and how each last ended. Three queries."""
    latest = _latest(complaint.clocks.in_order())
    hours = WorkingCalendar.objects.hours_for(complaint.branch_id)
    shown = [
        Shown(clock, mood(clock, complaint, at), _minutes(clock, hours, at))
        for clock in latest
    ]
    return {"limits": shown}


def mood(clock: Clock, complaint: Complaint, at: datetime) -> Mood:
    if clock.ended_at:
        return {True: Mood.MET, False: Mood.MISSED, None: Mood.ENDED}[clock.is_met]
    if clock.due_at is None:
        return Mood.PAUSED if complaint.is_waiting else Mood.UNLIMITED
    return NEAR[marks.nearness(clock.due_at, clock.warn_at, at)]


def _latest(clocks: Iterable[Clock]) -> list[Clock]:
    """Return the last round of each, in the order they first began."""
    return list({clock.metric: clock for clock in clocks}.values())


def _minutes(clock: Clock, hours: Hours, at: datetime) -> int:
    if clock.due_at is None:
        return 0
    lies = between(hours, clock.ended_at or at, clock.due_at)
    return abs(int(lies.total_seconds())) // 60
