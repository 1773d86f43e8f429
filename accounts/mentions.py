"""Which colleagues a text names after @, by user name or full name. No rows.

Chinese runs on without a space: of what follows the sign the longest beginning that is
somebody's name is meant.
"""

import re
from collections.abc import Iterator, Mapping
from typing import TypeVar

Named = TypeVar("Named")
# Not inside an address: what stands before the sign is no letter of one.
SIGN = re.compile(r"(?<![A-Za-z0-9._%+@-])@([\w.+-]{1,60})")
MOST_NAMED = 20


def candidates(text: str) -> set[str]:
    """Return everything that may be a name in `text`, in small letters."""
    said = [match[1].lower() for match in SIGN.finditer(text)][:MOST_NAMED]
    return {word[:end] for word in said for end in range(1, len(word) + 1)}


def named(text: str, known: Mapping[str, Named]) -> dict[str, Named]:
    """Map what `text` says after @ to whom of `known` it means."""
    return {
        text[start + 1 : end].lower(): who for start, end, who in _spans(text, known)
    }


def parts(text: str, known: Mapping[str, Named]) -> list[tuple[str, Named | None]]:
    """Divide `text` into plain pieces and those that name one of `known`."""
    pieces, done = [], 0
    for start, end, who in _spans(text, known):
        pieces += [(text[done:start], None), (text[start:end], who)]
        done = end
    pieces.append((text[done:], None))
    return [piece for piece in pieces if piece[0]]


def _spans(text: str, known: Mapping[str, Named]) -> Iterator[tuple[int, int, Named]]:
    for match in SIGN.finditer(text):
        word = match[1].lower()
        for length in range(len(word), 0, -1):
            if word[:length] in known:
                yield match.start(), match.start() + 1 + length, known[word[:length]]
                break
