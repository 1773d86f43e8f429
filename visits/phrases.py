"""Words one taps instead of typing them: from one's own notes, and a few more."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

BREAK = re.compile(r"[,.;:!?，。；：！？、\n]+")
# Longer pieces tell what one customer said; a letter says less than a character.
SHORTEST, LONGEST, LONGEST_LETTERS, MOST = 2, 8, 24, 6
HAN = re.compile(r"[\u3400-\u9fff]")
# A piece noted for fewer customers is about them.
FEWEST_CUSTOMERS = 3
TO_BEGIN_WITH = (
    _("Car runs well"),
    _("Asked about maintenance"),
    _("Talked about a replacement"),
    _("Display checked"),
    _("Will call back"),
)


def offered(notes: Iterable[tuple[int, str]]) -> list[str]:
    """Return short pieces noted for several customers, then the ones to begin with.

    `notes` are pairs of (customer, note), newest first.
    """
    noted = dict.fromkeys(
        (piece.strip(), pk) for pk, note in notes for piece in BREAK.split(note)
    )
    counted = Counter(piece for piece, _pk in noted if _is_short(piece))
    often = [p for p, n in counted.most_common(MOST) if n >= FEWEST_CUSTOMERS]
    return list(dict.fromkeys([*often, *map(str, TO_BEGIN_WITH)]))[:MOST]


def _is_short(piece: str) -> bool:
    longest = LONGEST if HAN.search(piece) else LONGEST_LETTERS
    return SHORTEST <= len(piece) <= longest
