"""Why a complaint is major, in the reader's words."""

from collections.abc import Iterable

from complaints.choices import MajorReason


def worded(reasons: Iterable[str]) -> str:
    """Return reasons as stored in one line of words."""
    return " · ".join(str(MajorReason(each).label) for each in reasons)
