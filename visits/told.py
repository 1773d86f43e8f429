"""What a person tells of one visit, and the rules it must obey before it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.days import day_of
from visits.choices import Channel, NextStep, Outcome, Purpose

MOST_DAYS_LATE = 30
LONGEST_NOTE = 4000
LONGEST_WORDS = 1000
STEP_DAYS = {NextStep.WEEK: 7, NextStep.MONTH: 30}


@dataclass(frozen=True)
class Told:
    """One account of a visit. `happened_at` None means now."""

    outcome: str
    happened_at: datetime | None = None
    channel: str = Channel.VISIT
    purpose: str = Purpose.CARE
    not_met_reason: str = ""
    note: str = ""
    # FeedbackKind → the customer's words.
    feedback: dict[str, str] = field(default_factory=dict)
    # JPEG files, as `pictures.plain_jpeg` returns them.
    pictures: tuple = ()
    # Ids of pictures kept so far that are to go.
    dropped: tuple[int, ...] = ()
    next_step: str = NextStep.TIER
    next_on: date | None = None

    def columns(self, at: datetime) -> dict:
        """Return the visit's own columns this account fills, told at `at`."""
        return {
            "happened_at": self.happened_at or at,
            "channel": self.channel,
            "purpose": self.purpose,
            "outcome": self.outcome,
            "not_met_reason": self.not_met_reason,
            "note": self.note,
        }

    def planned_for(self, at: datetime) -> date | None:
        """Return the day of the next visit, if one is to be planned."""
        if self.next_step == NextStep.PICK:
            return self.next_on
        days = STEP_DAYS.get(self.next_step)
        return day_of(at) + timedelta(days=days) if days else None

    def faults(self, at: datetime) -> Iterator[tuple[str, str]]:
        """Yield (field, what to do about it) for every rule this account breaks."""
        yield from time_faults(self.happened_at, at)
        if self.outcome not in Outcome.values:
            yield "outcome", _("Choose how it went.")
        if self.outcome == Outcome.PROBLEM and not self.note:
            yield "note", _("Write down what the problem is.")
        if (self.outcome == Outcome.NOT_MET) != bool(self.not_met_reason):
            yield "not_met_reason", _("Choose why you did not meet.")
        if len(self.note) > LONGEST_NOTE:
            yield "note", _("Shorten the note to 4,000 characters.")
        if any(len(words) > LONGEST_WORDS for words in self.feedback.values()):
            yield "feedback", _("Shorten the customer's words to 1,000 characters.")
        if self.next_step == NextStep.PICK and not self.next_on:
            yield "next_on", _("Pick the day of the next visit.")
        if self.next_on and self.next_on < day_of(at):
            yield "next_on", _("Pick a day from today on.")


def time_faults(happened_at: datetime | None, at: datetime) -> Iterator[tuple]:
    if happened_at and happened_at > at:
        yield "happened_at", _("Choose a time that has passed, not one to come.")
    if happened_at and happened_at < at - timedelta(days=MOST_DAYS_LATE):
        yield "happened_at", _("A visit is written down within 30 days.")
