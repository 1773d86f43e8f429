"""What someone typed to find a customer, as conditions on `Customer.search`. No rows.

Written for `customers.lexemes`: every condition is the text of a tsquery, made only of
quoted lexemes, so that nothing typed is ever syntax.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from accounts.pinyin import HAN, grams, readings
from customers import plates
from customers.lexemes import (
    HEADS,
    INITIALS_LETTERS,
    NAME_LETTERS,
    PINYIN_LETTERS,
    WITHIN_LETTERS,
    codes,
    folded,
    normal,
    quoted,
    squashed,
    tail,
)

LONGEST = 64
MOST_WORDS = 6
SHORTEST_TAIL = 4
# From this many digits on one looks for a certain person's number, which is recorded.
WHOLE_NUMBER = 7
# A longer one may begin with a country or an area as it is dialled.
AREA_DIALLED = 8
MOST_READINGS = 3
LETTERS = re.compile(r"[a-zü]+")
# Chinese characters; or letters and digits, up to the end of an address.
RUN = re.compile(
    rf"{HAN.pattern}+|(?:(?!{HAN.pattern})[^\W_])+(?:[._+-][a-z0-9]+)*(?:@\S*)?"
)
CODE = re.compile(r"(?i)kh\d{1,12}")
DIAL = re.compile(r"[\d\s()+\-./]+")
# The end of a plate or a VIN has a digit in it; letters alone are somebody's name.
PLATE_END = re.compile(r"(?=.*\d)[a-z0-9]{4,6}")


class Asked(NamedTuple):
    """What was typed: all that fits, and the same from the best fit down."""

    # In half width and lower case: "王 xm".
    text: str
    # All that fits; "" when nothing was typed that anything is found by.
    fits: str = ""
    # The conditions of each rank, the best first; "" where a rank cannot be.
    ranks: tuple[str, ...] = ()
    # The few that fit exactly: found first, however many others fit.
    exact: str = ""
    # A single letter: too much would fit, so it means the start of the sorting name.
    initial: str = ""

    @property
    def is_number(self) -> bool:
        """Say whether it is long enough to be somebody's telephone number."""
        if self.is_of_asset:
            return False
        return len(re.sub(r"\D", "", self.text)) >= WHOLE_NUMBER

    @property
    def is_of_asset(self) -> bool:
        """Say whether it is a whole plate or VIN."""
        whole = plates.normal(self.text)
        return plates.is_plate(whole) or plates.is_vin(whole)


def read(typed: str, *, is_whole: bool = False) -> Asked:
    """Read what was typed; whatever it is, something can be done with the answer.

    A whole plate or VIN finds by as much of its end as the mask shows to all, unless
    one asks by what `is_whole`: only among those whose numbers one may reveal.
    """
    text = normal(typed, LONGEST)
    owned = _owned(text, is_whole=is_whole)
    if re.fullmatch(r"[a-z]", text):
        return Asked(text, initial=text)
    if DIAL.fullmatch(text) and (digits := re.sub(r"\D", "", text)):
        ranks = (_coded(digits), lexeme("n", digits), _ended(digits), owned)
        fits = either([_numbered(digits), owned])
        return Asked(text, fits, ranks, either(ranks))
    runs = [run.group() for run in RUN.finditer(text)][:MOST_WORDS]
    fits = either([_fitting(runs), owned])
    if not fits:
        return Asked(text)
    ranks = _ranks(text, "".join(runs))
    exact = either([*(ranks[rank] for rank in (0, 1, 3)), owned])
    return Asked(text, fits, ranks, exact)


def by_code(text: str) -> str:
    """Return what was typed where it is a whole customer code, else what nobody fits.

    For eyes that see no names: whoever may try words would read them letter by letter.
    """
    return text if CODE.fullmatch(text.strip()) else "-"


def lexeme(kind: str, text: str, *, start: bool = False) -> str:
    """Return one lexeme of a tsquery, the whole or its `start`."""
    return quoted(f"{kind}:{text}" if kind else text) + (":*" if start else "")


def either(conditions: Iterable[str]) -> str:
    return _joined(" | ", conditions)


def every(conditions: Iterable[str]) -> str:
    return _joined(" & ", conditions)


def _joined(operator: str, conditions: Iterable[str]) -> str:
    found = list(dict.fromkeys(filter(None, conditions)))
    return f"({operator.join(found)})" if len(found) > 1 else "".join(found)


def variants(letters: str) -> list[str]:
    """Return how typed pinyin may be indexed: `lü`, `lyu` and `lv` are one sound."""
    dotted = re.sub(r"([jqxy])ü", r"\1u", letters).replace("ü", "v")
    as_v = re.sub(r"([ln])yu", r"\1v", dotted)
    return list(dict.fromkeys(map(folded, (dotted, as_v, letters))))


def _fitting(runs: list[str]) -> str:
    """Return the condition for several words: each fits, the Latin ones also as one."""
    letters = [run for run in runs if LETTERS.fullmatch(run)]
    if len(letters) > 1:
        others = [run for run in runs if run not in letters]
        apart = every(_word(run, "") for run in letters)
        together = either([_spoken("".join(letters)), apart])
        return every([together, *(_word(run, "") for run in others)])
    before = ["", *runs]
    return every(_word(run, left) for left, run in zip(before, runs, strict=False))


def _word(run: str, left: str) -> str:
    """Return the condition for one run of characters, letters or digits."""
    if HAN.match(run):
        return every(lexeme("", gram) for gram in _fewest(run))
    if "@" in run:
        return lexeme("e", folded(run.partition("@")[0]))
    if run.isdigit():
        return _numbered(run)
    if LETTERS.fullmatch(run):
        return _continued(left, run) if HAN.match(left) else _spoken(run)
    return _mixed(run)


def _fewest(run: str) -> list[str]:
    """Return the pairs that make up a run of Chinese characters, or the single one."""
    return sorted(gram for gram in grams(run) if len(gram) == 2) or [run]


def _numbered(digits: str) -> str:
    """Return the condition for digits: number's end, code, or a number in a name."""
    found = [_coded(digits), _begun("w", digits)]
    if len(digits) >= SHORTEST_TAIL:
        found += [_ended(digits), lexeme("e", digits)]
    return either(found)


def _coded(digits: str) -> str:
    return either(lexeme("c", spelling) for spelling in sorted(codes(digits)))


def _ended(digits: str) -> str:
    """Return the condition that a telephone number ends so, dialled at home or not.

    Of part of a number only its end counts, which a masked one shows to all: nobody
    feels his way on digit by digit.
    """
    if len(digits) < WHOLE_NUMBER:
        digits = digits[-SHORTEST_TAIL:]
    ends = (
        {digits[::-1], tail(digits)} if len(digits) > AREA_DIALLED else {digits[::-1]}
    )
    long = sorted(end for end in ends if len(end) >= SHORTEST_TAIL)
    return either(lexeme("t", end, start=True) for end in long)


def _owned(text: str, *, is_whole: bool) -> str:
    """Return the condition that a plate or VIN is this, or ends so.

    Of part of one only so much of its end counts as the mask shows to all.
    """
    whole = plates.normal(text)
    end = whole.lower()
    if plates.is_plate(whole) or plates.is_vin(whole):
        return lexeme("k", end) if is_whole else lexeme("v", plates.end(whole).lower())
    return lexeme("v", end) if PLATE_END.fullmatch(end) else ""


def _spoken(letters: str) -> str:
    """Return the condition for letters: pinyin, initials, both mixed, or a word."""
    found = [_begun("w", folded(letters))]
    for said in variants(letters):
        found.append(_sounding(said, said))
    if len(letters) > 2:
        found.append(lexeme("e", folded(letters)))
    return either(found)


def _sounding(full: str, initials: str) -> str:
    """Return the condition for pinyin or initials, from the start or from within."""
    kinds = {"p": full[:PINYIN_LETTERS], "i": initials[:INITIALS_LETTERS]}
    if len(initials) > 1:
        kinds |= {"q": full[:WITHIN_LETTERS], "j": initials[:INITIALS_LETTERS]}
    return either(_begun(kind, letters) for kind, letters in kinds.items())


def _begun(kind: str, letters: str) -> str:
    """Return the condition that something said begins so; few letters are any kind."""
    if len(letters) in HEADS:
        return lexeme("h", letters)
    return lexeme(kind, letters, start=True)


def _continued(left: str, letters: str) -> str:
    """Return the condition for letters after Chinese characters: `王xm`."""
    found = [_begun("w", folded(letters))]
    for said in variants(letters):
        for way in readings(left)[:MOST_READINGS]:
            initials = "".join(part[0] for part in way)
            found.append(_sounding("".join(way) + said, initials + said))
        if len(said) > 1:
            found.append(_sounding(said, said))
    return either(found)


def _mixed(run: str) -> str:
    """Return the condition for letters and digits: code, word, address, `wxm8000`."""
    bare = squashed(run)
    if not bare:
        return ""
    found = [lexeme("c", bare, start=True), _begun("w", bare)]
    found.append(lexeme("e", folded(run)))
    if parted := re.fullmatch(r"([a-zü]+)(\d{4,})", run):
        found.append(every([_spoken(parted[1]), _numbered(parted[2])]))
    words = re.findall(r"[a-z]+|\d+", folded(run))
    if len(words) > 1:
        found.append(every(lexeme("w", word, start=True) for word in words))
    if LETTERS.fullmatch(bare):
        found.append(_spoken(bare))
    return either(found)


def _ranks(text: str, run: str) -> tuple[str, ...]:
    """Return the conditions from exact code down to the start of the initials."""
    name = squashed(text)[:NAME_LETTERS]
    said = variants(run) if LETTERS.fullmatch(run) else []
    coded = re.fullmatch(r"[a-z]+[-_]?\d+", run)
    return (
        lexeme("c", squashed(run)) if coded else "",
        lexeme("n", name) if name else "",
        lexeme("n", name, start=True) if name else "",
        either(lexeme(k, s) for k in "ip" for s in said),
        either(lexeme("p", s, start=True) for s in said),
        either(lexeme("i", s, start=True) for s in said),
    )
