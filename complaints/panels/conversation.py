"""What was said, told, noted and done about a complaint, in the order it happened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import TextChoices

from complaints.choices import TELLS, Deed
from complaints.models import Complaint, Line

# What a customer says himself.
HIS = frozenset({Deed.REGISTERED, Deed.ADDED})
# What of a change is worth a word beside the deed that made it.
SHOWN = frozenset({
    "kind", "severity", "category", "department", "handler", "liability", "cause",
    "remedy", "claimed", "channel", "reaction", "happened_on", "agency",
    "agency_number", "agency_received_on",
})  # fmt: skip


class Voice(TextChoices):
    """Whose voice a line speaks with; a note never leaves the house."""

    CUSTOMER = "CUSTOMER"
    US = "US"
    NOTE = "NOTE"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True)
class Said:
    """One line, the words it shows, and what it changed."""

    line: Line
    words: str
    changes: dict


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `conversation`: (voice, [Said]), oldest first. One query."""
    return {"conversation": list(turns(complaint, complaint.lines.for_page()))}


def turns(complaint: Complaint, lines: Iterable[Line]):
    """Yield (voice, [Said]); what the system did by itself stands together."""
    told = [(voice(line), _said(complaint, line)) for line in lines]
    for who, group in groupby(told, key=lambda each: each[0]):
        said = [each for _, each in group]
        if who == Voice.SYSTEM:
            yield who, said
        else:
            yield from ((who, [each]) for each in said)


def worth_telling(told: dict) -> dict:
    """Return what of a line's changes is worth a word beside its deed."""
    return {name: change for name, change in told.items() if name in SHOWN}


def voice(line: Line) -> Voice:
    if line.deed in HIS:
        return Voice.CUSTOMER
    if line.deed in TELLS and (line.text or line.deed == Deed.TOLD):
        return Voice.US
    return Voice.NOTE if line.text else Voice.SYSTEM


def _said(complaint: Complaint, line: Line) -> Said:
    words = complaint.words if line.deed == Deed.REGISTERED else line.text
    return Said(line, words, worth_telling(line.told))
