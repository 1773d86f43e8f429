"""The care loop of one complaint: from what was heard to what came of it. No rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from complaints.choices import Deed
from complaints.models import Complaint
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
    """One stage: when it was reached, or None; of an effect, days and outcome."""

    stage: Stage
    at: datetime | None
    days: int = 0
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Since:
    """What the customer did after he was told: each the first time, or None."""

    back_at: datetime | None = None
    complained_at: datetime | None = None


def steps(
    complaint: Complaint, deeds: dict[str, datetime], since: Since, at: datetime
) -> list[Step]:
    """Return the stages in their order; `deeds` says when each was done last."""
    found = [Step(Stage.DETECTED, complaint.received_at)]
    found += [Step(stage, deeds.get(deed)) for stage, deed in CLOSED_BY.items()]
    return found + [_effect(complaint, since, days, at) for days in WINDOWS_DAYS]


def _effect(complaint: Complaint, since: Since, days: int, at: datetime) -> Step:
    """Judge one window; a customer who complained again did not come back content."""
    if complaint.told_at is None or complaint.is_anonymous:
        return Step(Stage.EFFECT, None, days)
    end = complaint.told_at + timedelta(days=days)
    for outcome, moment in (
        (Outcome.COMPLAINED, since.complained_at),
        (Outcome.CAME_BACK, since.back_at),
    ):
        if moment and moment <= end:
            return Step(Stage.EFFECT, moment, days, outcome)
    if at < end:
        return Step(Stage.EFFECT, None, days, Outcome.OPEN)
    return Step(Stage.EFFECT, end, days, Outcome.SILENT)
