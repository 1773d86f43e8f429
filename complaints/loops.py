"""The care loop of one complaint: from what was heard to what came of it. No rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from accounts.models import User
from complaints.choices import Deed
from complaints.models import Complaint, Line
from complaints.returning import WINDOWS_DAYS


class Stage(TextChoices):
    """Where a signal of a customer can be on its way around."""

    DETECTED = "DETECTED", pgettext_lazy("loop", "heard")
    RECEIVED = "RECEIVED", pgettext_lazy("loop", "receipt told")
    HANDLED = "HANDLED", pgettext_lazy("loop", "handled")
    TOLD = "TOLD", pgettext_lazy("loop", "result told")
    VERIFIED = "VERIFIED", pgettext_lazy("loop", "verified")
    EFFECT = "EFFECT", pgettext_lazy("loop", "effect")


class Outcome(TextChoices):
    """What the customer did within the days after he was told the result."""

    COMPLAINED = "COMPLAINED", pgettext_lazy("loop", "complained again")
    CAME_BACK = "CAME_BACK", pgettext_lazy("loop", "came back")
    SILENT = "SILENT", pgettext_lazy("loop", "nothing since")
    OPEN = "OPEN", pgettext_lazy("loop", "not over yet")


# Which deed closes which stage.
CLOSED_BY = {
    Stage.RECEIVED: Deed.ACKNOWLEDGED,
    Stage.HANDLED: Deed.PROPOSED,
    Stage.TOLD: Deed.TOLD,
    Stage.VERIFIED: Deed.VERIFIED,
}


@dataclass(frozen=True)
class Step:
    """One stage: when it was reached, or None; of an effect, days and outcome.

    `by` is who reached it, none where the customer or the clock did; `proof` what says
    so.
    """

    stage: Stage
    at: datetime | None
    days: int = 0
    outcome: Outcome | None = None
    by: User | None = None
    proof: str = ""


@dataclass(frozen=True)
class Happened:
    """What the customer did, and what it is called on a page."""

    at: datetime
    proof: str


@dataclass(frozen=True)
class Since:
    """What the customer did after he was told: each the first time, or None."""

    back: Happened | None = None
    complained: Happened | None = None


def steps(
    complaint: Complaint, done: dict[str, Line], since: Since, at: datetime
) -> list[Step]:
    """Return the stages in their order; `done` holds the last line of each deed."""
    heard = {"by": complaint.registered_by, "proof": complaint.words}
    found = [Step(Stage.DETECTED, complaint.received_at, **heard)]
    found += [_reached(complaint, stage, done.get(deed))
              for stage, deed in CLOSED_BY.items()]  # fmt: skip
    return found + [_effect(complaint, since, days, at) for days in WINDOWS_DAYS]


def only_heard(at: datetime, *, by: User, proof: str) -> list[Step]:
    """Return the stages of what was heard and no more."""
    ahead = [Step(stage, None) for stage in CLOSED_BY]
    windows = [Step(Stage.EFFECT, None, days) for days in WINDOWS_DAYS]
    return [Step(Stage.DETECTED, at, by=by, proof=proof), *ahead, *windows]


def _reached(complaint: Complaint, stage: Stage, line: Line | None) -> Step:
    """Return a stage; of one opened again telling and verifying hold no longer."""
    told = {Stage.TOLD: complaint.told_at, Stage.VERIFIED: complaint.verified_at}
    if line is None or told.get(stage, line.at) is None:
        return Step(stage, None)
    return Step(stage, line.at, by=line.actor, proof=_proof(complaint, stage, line))


def _proof(complaint: Complaint, stage: Stage, line: Line) -> str:
    """Return what was found, by what he was told and how he took it, what was said."""
    said = {
        Stage.HANDLED: [complaint.solution],
        Stage.TOLD: [complaint.get_told_by_display(), line.text],
        Stage.VERIFIED: [complaint.get_reaction_display(), line.text],
    }
    return " · ".join(filter(None, map(str, said.get(stage, [line.text]))))


def _effect(complaint: Complaint, since: Since, days: int, at: datetime) -> Step:
    """Judge one window; a customer who complained again did not come back content."""
    if complaint.told_at is None or complaint.is_anonymous:
        return Step(Stage.EFFECT, None, days)
    end = complaint.told_at + timedelta(days=days)
    for outcome, happened in (
        (Outcome.COMPLAINED, since.complained),
        (Outcome.CAME_BACK, since.back),
    ):
        if happened and happened.at <= end:
            proof = happened.proof
            return Step(Stage.EFFECT, happened.at, days, outcome, proof=proof)
    if at < end:
        return Step(Stage.EFFECT, None, days, Outcome.OPEN)
    return Step(Stage.EFFECT, end, days, Outcome.SILENT)
