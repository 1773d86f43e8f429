"""Which part of a name or number is what someone typed. No rows, no markup."""

import re
from functools import lru_cache

from accounts.masking import masked_phone
from accounts.pinyin import HAN, readings
from customers import typed
from customers.lexemes import folded, squashed

# (text, is it what was typed)
Part = tuple[str, bool]
MASKED_TAIL = 4


def parts(name: str, text: str) -> list[Part]:
    """Divide `name` into what `text` says of it and the rest; by sound where need be.

    `text` is what was typed, as `typed.read` returns it.
    """
    words = text.split()
    whole = "".join(words)
    spans = [_span(name, whole)] if whole else []
    if not any(spans):
        spans = [_span(name, word) for run in words for word in _runs(run)]
    return _cut(name, [span for span in spans if span])


def phone_parts(phone: str, text: str) -> list[Part]:
    """Divide a masked number: its last four are marked where the typed digits fit."""
    shown = masked_phone(phone)
    digits, ours = re.sub(r"\D", "", text), re.sub(r"\D", "", phone)
    home = digits.lstrip("0") if len(digits) > typed.AREA_DIALLED else digits
    is_hit = len(digits) >= typed.SHORTEST_TAIL and (
        ours.endswith(home) or digits.endswith(ours[-11:])
    )
    if not (shown and is_hit and shown[-MASKED_TAIL:].isdigit()):
        return [(shown, False)] if shown else []
    return [(shown[:-MASKED_TAIL], False), (shown[-MASKED_TAIL:], True)]


def is_marked(divided: list[Part]) -> bool:
    return any(hit for _text, hit in divided)


def _runs(word: str) -> list[str]:
    return [run.group() for run in typed.RUN.finditer(word)]


def _span(name: str, run: str) -> tuple[int, int] | None:
    """Return (start, end) of where `name` is written or sounds like `run`."""
    written = [_plain(char) for char in name]
    wanted = _plain(run)
    for start in range(len(name)):
        end = _written(written, start, wanted)
        if end:
            return start, end
    if not typed.LETTERS.fullmatch(run):
        return None
    sounds = tuple(map(_said, name))
    for said in typed.variants(run):
        for start in range(len(name)):
            end = _sounds(sounds[start:], said)
            if end:
                return start, start + end
    return None


def _written(written: list[str], start: int, wanted: str) -> int:
    """Return where `wanted` ends that begins at `start`, or 0."""
    if not wanted or not wanted.startswith(written[start] or "\0"):
        return 0
    for end in range(start, len(written)):
        if not wanted.startswith(written[end]):
            return end + 1 if written[end].startswith(wanted) else 0
        wanted = wanted[len(written[end]) :]
        if not wanted:
            return end + 1
    return 0


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return squashed(text.lower())


@lru_cache(maxsize=2048)
def _said(char: str) -> frozenset[str]:
    """Return the ways to say one character; a letter or digit says itself."""
    if not HAN.match(char):
        return frozenset({squashed(folded(char.lower()))})
    said = {"".join(way) for way in readings(char)}
    return frozenset(said | {way.replace("v", "u") for way in said})


@lru_cache(maxsize=4096)
def _sounds(said: tuple[frozenset[str], ...], letters: str) -> int:
    """Return how many characters `letters` covers from the first on, or 0."""
    if not said:
        return 0
    for sound in sorted(said[0], key=len, reverse=True):
        if not sound:
            continue
        if sound.startswith(letters):
            return 1
        for heard in {sound, sound[0]}:
            if letters.startswith(heard):
                more = _sounds(said[1:], letters[len(heard) :])
                if more:
                    return more + 1
    return 0


def _cut(name: str, spans: list[tuple[int, int]]) -> list[Part]:
    """Return `name` in pieces, marked where any span covers it."""
    covered = [any(start <= i < end for start, end in spans) for i in range(len(name))]
    pieces: list[Part] = []
    for char, hit in zip(name, covered, strict=True):
        if pieces and pieces[-1][1] == hit:
            pieces[-1] = (pieces[-1][0] + char, hit)
        else:
            pieces.append((char, hit))
    return pieces
