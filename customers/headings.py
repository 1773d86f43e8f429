"""Which field a column heading means, in Chinese or English. No rows."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind
from customers.kinds import KINDS

MEANS = {
    kind: {
        word: field for field, words in one.headings.items() for word in words.split()
    }
    for kind, one in KINDS.items()
}
# What templates print around the word: (必填), * and the like.
ASIDE = re.compile(r"[(\[【<].*?[)\]】>]")
# As `customers.services.archive` draws them.
OUR_CODE = re.compile(r"kh\d{6,12}", re.I)
# What a column of codes is where none of them is ours.
OTHERS = {F.CODE: F.KEY, F.OF_CODE: F.OF_KEY}


def guess(
    headings: Iterable[str],
    kind: str = ImportKind.CUSTOMERS,
    cells: Mapping[str, Sequence[str]] | None = None,
) -> dict[str, str]:
    """Map each heading to the field it means, "" where none; no field twice.

    Of `cells`, the first of each column, those of customer codes tell whose they are.
    """
    taken: set[str] = set()
    mapping = {}
    for heading in headings:
        field = meaning(heading, kind)
        under = (cells or {}).get(heading)
        if field in OTHERS and under and not any(map(OUR_CODE.fullmatch, under)):
            field = OTHERS[field]
        mapping[heading] = "" if field in taken else str(field)
        taken.add(field)
    return mapping


def meaning(heading: str, kind: str) -> str:
    """Return the field a heading means by itself in a file of this kind, or ""."""
    text = unicodedata.normalize("NFKC", heading).lower()
    means = MEANS[kind]
    return means.get(plain(ASIDE.sub("", text)), "") or means.get(plain(text), "")


def meant(heading: str) -> str:
    """Return the field a heading means in a file of whatever kind, or ""."""
    return next(filter(None, (meaning(heading, kind) for kind in KINDS)), "")


def key(headings: Iterable[str]) -> str:
    """Return what a set of headings is known by, in whatever order they stand."""
    alike = "\x1f".join(sorted(heading.lower() for heading in headings))
    return hashlib.sha256(alike.encode()).hexdigest()


def plain(text: str) -> str:
    """Return a heading without blanks and marks."""
    return "".join(char for char in text if char.isalnum())


def known(headings: Iterable[str]) -> int:
    """Return how many of the headings mean a field in a file of some kind."""
    return sum(1 for heading in headings if meant(heading))
