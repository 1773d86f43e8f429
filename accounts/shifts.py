"""Shifts as people write them: "09:00-12:00, 13:00-18:00"."""

import re

from django.utils.translation import gettext as _

from accounts.working_time import Shift

HOUR = 60
MIDNIGHT = 24 * HOUR
# What stands between two shifts, and between the two ends of one; as keyboards have it.
APART = re.compile(r"[,，;；、\s]+")
UNTIL = re.compile(r"\s*[-–—~～至到]\s*")
CLOCK = re.compile(r"(\d{1,2})(?:[:：.](\d{2}))?")


def said(shifts: tuple[Shift, ...]) -> str:
    """Write shifts as `read` reads them; nothing for a day off."""
    return ", ".join(f"{_clock(a)}-{_clock(b)}" for a, b in shifts)


def read(text: str) -> tuple[Shift, ...]:
    """Read shifts; raises ValueError with a sentence fit to show."""
    parts = APART.split(UNTIL.sub("-", text.strip()))
    shifts = sorted(_shift(part) for part in parts if part)
    for (_begins, ends), (begins, _ends) in zip(shifts, shifts[1:], strict=False):
        if begins < ends:
            raise ValueError(
                _("Two shifts of the day overlap. Write one after the other.")
            )
    return tuple(shifts)


def _shift(text: str) -> Shift:
    begins, dash, ends = text.partition("-")
    if not dash:
        raise ValueError(
            _("“%(text)s” is no shift. Write it as 09:00-12:00.") % {"text": text}
        )
    shift = _minutes(begins), _minutes(ends)
    if shift[0] >= shift[1]:
        raise ValueError(
            _(
                "The shift %(text)s ends before it begins. "
                "A night is two shifts: until 24:00, and from 00:00."
            )
            % {"text": text}
        )
    return shift


def _minutes(text: str) -> int:
    match = CLOCK.fullmatch(text)
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    total = hours * HOUR + minutes
    if minutes >= HOUR or total > MIDNIGHT:
        raise ValueError(_("“%(text)s” is no time of day.") % {"text": text})
    return total


def _clock(minutes: int) -> str:
    return "{:02}:{:02}".format(*divmod(minutes, HOUR))
