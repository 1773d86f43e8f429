"""Words one taps instead of typing them: from one's own notes, and a few more."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

BREAK = re.compile(r"[,.;:!?，。；：！？、\n]+")
SHORTEST, LONGEST, MOST = 2, 14, 6
TO_BEGIN_WITH = (
    _("Car runs well"),
    _("Asked about maintenance"),
    _("Talked about a replacement"),
    _("Display checked"),
    _("Will call back"),
)


def offered(notes: Iterable[str]) -> list[str]:
    """Return a few short pieces of `notes` (newest first) that recur, then defaults."""
    pieces = [piece.strip() for note in notes for piece in BREAK.split(note)]
    counted = Counter(p for p in pieces if SHORTEST <= len(p) <= LONGEST)
    often = [piece for piece, count in counted.most_common(MOST) if count > 1]
    return list(dict.fromkeys([*often, *map(str, TO_BEGIN_WITH)]))[:MOST]
