"""What a customer is found by, as lexemes of `Customer.search`. No rows.

Each lexeme says what it is by the letter before its colon:

    王  王小        one Chinese character, two neighbours; of every name
    n:王小明        the whole name or short name
    p:wangxiaoming  full pinyin from the start of the name, one for each reading;
                    of short names also mixed with initials: p:wangxm, p:wxiaoming
    i:wxm           initials from the start of the name; i:zhgl beside i:zgl
    q:xiaoming      full pinyin from further on, and of contacts
    j:xm            initials from further on, and of contacts
    w:toyota        a word or number in Latin script
    h:wx h:wan      the first two, three and four letters of everything said above
    t:0008310831    a telephone number backwards, so that its last digits are a prefix
    c:kh000123      the customer code, c:123 its number
    e:wang.xm       what stands before the @ of an e-mail address
    k:京a12345      a whole plate or VIN of what he owns
    v:2345          the end of one, as far as its mask shows it
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from accounts.pinyin import HAN, grams, readings, usual
from customers import plates

WORD = re.compile(r"[a-z0-9]+")
# Longer lexemes are never typed; PostgreSQL's limit is 2,046 bytes.
NAME_LETTERS, PINYIN_LETTERS, INITIALS_LETTERS = 40, 40, 20
# From further on, fewer letters tell enough.
WITHIN_LETTERS = 16
# The longest name in syllables of which people type one part whole, the other short.
MIXED_SYLLABLES = 4
# Letters of which a beginning is a lexeme of its own: so few fit very many customers,
# and an index reads one long list cheaply, but not the lists of every longer lexeme.
HEADS = (2, 3, 4)
# How far into a long company name a person starts typing its pinyin.
STARTS = 12
# Ways to say a name that are worth a place in the index; firms are said in fewer.
READINGS, READINGS_OF_FIRM = 8, 3
SINGLE, DOUBLE = re.compile("."), re.compile("[zcs]h|.")
SAID = ("p:", "i:", "q:", "j:", "w:")
# What every company is called: nobody looks for it by sound.
LEGAL_FORM = re.compile(r"(?:股份|集团|控股)*(?:有限责任|股份有限|有限)?(?:公司|集团)$")


class Known(NamedTuple):
    """Someone's name, number and address, whether a customer or a contact there."""

    name: str
    phone: str = ""
    email: str = ""


class Owned(NamedTuple):
    """The plate and the VIN of something a customer owns, either may be missing."""

    plate: str
    vin: str


def of_customer(
    code: str,
    customer: Known,
    short_name: str = "",
    contacts: Iterable[Known] = (),
    owned: Iterable[Owned] = (),
) -> list[str]:
    """Return every lexeme of one customer, sorted."""
    found = {f"c:{spelling}" for spelling in codes(code)}
    for name in filter(None, (customer.name, short_name)):
        found |= _named(name)
    found |= _reached(customer)
    for contact in contacts:
        found |= _heard_within(contact.name) | _reached(contact)
    for plate, vin in owned:
        found |= {f"k:{whole.lower()}" for whole in (plate, vin) if whole}
        found |= {f"v:{end.lower()}" for end in plates.tails(plate, vin)}
    return sorted(found | _heads(found))


def vector(lexemes: Iterable[str]) -> str:
    """Return lexemes as the text of a tsvector: for an INSERT, an UPDATE or a COPY."""
    return " ".join(quoted(lexeme) for lexeme in lexemes)


def quoted(lexeme: str) -> str:
    """Return a lexeme as tsvector and tsquery read it literally."""
    inside = lexeme.replace("\\", "\\\\").replace("'", "''")
    return f"'{inside}'"


def normal(text: str, length: int = 80) -> str:
    """Return `text` in half width and lower case, without control characters, cut."""
    text = unicodedata.normalize("NFKC", text[: 2 * length])
    spaced = "".join(" " if char.isspace() else char for char in text)
    seen = (char for char in spaced if unicodedata.category(char)[0] != "C")
    return "".join(seen).lower()[:length].strip()


def folded(text: str) -> str:
    """Return `text` without accents: `müller` → `muller`."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(char for char in parts if not unicodedata.combining(char))


def squashed(text: str) -> str:
    """Return only the characters, letters and digits of a normal text, unaccented."""
    return "".join(c for c in folded(text) if HAN.match(c) or WORD.match(c))


def codes(code: str) -> set[str]:
    """Return how a code is typed: `KH000123` → kh000123, 123."""
    whole = squashed(normal(code))
    number = re.fullmatch(r"[a-z]*0*(\d+)", whole)
    return {spelling for spelling in (whole, number and number[1]) if spelling}


def tail(phone: str) -> str:
    """Return the digits of a number as it is dialled at home, backwards."""
    digits = re.sub(r"[^0-9]", "", normal(phone))
    home = re.sub(r"^(?:0086|86(?=\d{10,11}$))", "", digits)
    return home.lstrip("0")[::-1] if len(home) >= 4 else ""


def _named(name: str) -> set[str]:
    """Return the lexemes of a customer's own name, from its start and from within."""
    name = normal(name)
    found = _heard_within(name, own=True)
    if whole := squashed(name)[:NAME_LETTERS]:
        found.add(f"n:{whole}")
    for way in _clean(usual(_heard(name))):
        found |= _said("p", "i", way, PINYIN_LETTERS)
        found |= {f"p:{mixed}" for mixed in _mixed(way)}
    return found


def _heard_within(name: str, *, own: bool = False) -> set[str]:
    """Return what is found from any position; a customer's `own` start is left out."""
    name = normal(name)
    found = grams(name) | {f"w:{word}" for word in WORD.findall(folded(name))}
    # The whole of a usual reading of a customer's own name is said from the start.
    from_start = _clean(usual(_heard(name))) if own else []
    most = READINGS if len(name) <= MIXED_SYLLABLES else READINGS_OF_FIRM
    for way in _clean(readings(_heard(name))[:most]):
        for start in range(int(way in from_start), min(len(way), STARTS)):
            found |= _said("q", "j", way[start:], WITHIN_LETTERS)
    if not own:
        for way in _clean(usual(_heard(name))):
            found |= {f"q:{mixed}" for mixed in _mixed(way)}
    return found


def _heard(name: str) -> str:
    """Return what of a name anybody says: no legal form."""
    return LEGAL_FORM.sub("", name) or name


def _clean(ways: list[list[str]]) -> list[list[str]]:
    """Return readings as they are typed: letters and digits only."""
    clean = [[squashed(part) for part in way] for way in ways]
    return [[part for part in way if part] for way in clean]


def _said(whole: str, initial: str, way: list[str], length: int) -> set[str]:
    """Return one reading in full, `ü` as v and as u, and by its initials."""
    full = "".join(way)[:length]
    found = {f"{whole}:{full}", f"{whole}:{full.replace('v', 'u')}"} if full else set()
    short = _initials(way)[:INITIALS_LETTERS]
    if initial == "i":
        found |= {f"i:{short}", f"i:{_initials(way, DOUBLE)[:INITIALS_LETTERS]}"}
    elif len(short) > 1:
        found.add(f"j:{short}")
    return found - {"i:"}


def _initials(way: list[str], whole: re.Pattern = SINGLE) -> str:
    return "".join(whole.match(part)[0] for part in way)


def _mixed(way: list[str]) -> set[str]:
    """Return a short name half in full: `wangxm`, `wxiaoming`, `ouyangx`."""
    if len(way) > MIXED_SYLLABLES:
        return set()
    cuts = range(1, len(way))
    begun = {"".join(way[:cut]) + _initials(way[cut:]) for cut in cuts[:-1]}
    ended = {way[0][0] + "".join(way[1:])} if len(way) > 1 else set()
    return begun | ended | {mixed.replace("v", "u") for mixed in begun | ended}


def _heads(found: set[str]) -> set[str]:
    """Return the first letters of all that is said: of pinyin, initials and words."""
    said = [lexeme[2:] for lexeme in found if lexeme[:2] in SAID]
    return {f"h:{text[:few]}" for text in said for few in HEADS if len(text) >= few}


def _reached(known: Known) -> set[str]:
    """Return the lexemes of a number and an address."""
    found = set()
    if backwards := tail(known.phone):
        found.add(f"t:{backwards}")
    local = folded(normal(known.email.partition("@")[0]))
    if local:
        found.add(f"e:{local}")
    return found
