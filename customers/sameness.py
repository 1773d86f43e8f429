"""The closed list of what makes two customers alike: how a scan and a form find it.

A new kind (the plate of a vehicle, later) is a word in `Likeness` and an entry here.
No rows are read in this room: `blocks` is SQL for the scan, `lookup` a condition.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q
from django.db.models.functions import Lower, Upper

from accounts import pinyin
from customers import phones
from customers.choices.doubles import Likeness

SHORTEST_NAME = 2
# From so many characters on one that differs is likely a slip of the pen.
SHORTEST_NEAR, SHORTEST_NEAR_WITH_TAIL = 5, 3
TAIL = 4


class Typed(NamedTuple):
    """What a form says of a new customer so far."""

    name: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    id_number: str = ""


@dataclass(frozen=True)
class Sameness:
    """One way in which two customers are alike.

    `blocks` selects (block, customer, side): two customers of a block are alike when
    both are on side 0, or one on side 1 and the other on side 2. `weight` is what it
    adds to the score of a hundred. `is_name` ones are refuted by another ID number or
    birthday. `is_number` ones say that the number is known.
    """

    kind: Likeness
    weight: int
    blocks: str
    lookup: Callable[[Typed], Q | None]
    is_name: bool = False

    @property
    def is_number(self) -> bool:
        return not self.is_name


def _same(field: str, function, fold: Callable[[str], str]):
    """Return a lookup of a field that is compared without regard to case."""

    def lookup(typed: Typed) -> Q | None:
        value = fold(getattr(typed, field).strip())
        alias = {Lower: "lower", Upper: "upper"}[function]
        # Said in so many words: the index holds none that is empty.
        filled = ~Q(**{field: ""})
        return Q(**{f"{alias}_{field}": value}) & filled if value else None

    return lookup


def _phone(typed: Typed) -> Q | None:
    number = phones.normalise(typed.phone)[0]
    return Q(phone=number) if phones.is_full(number) else None


def _name(typed: Typed) -> Q | None:
    name, city = typed.name.strip(), typed.city.strip()
    if len(name) < SHORTEST_NAME:
        return None
    same = Q(name_key=pinyin.sort_key(name), name=name)
    return same & Q(city__in=[city, ""]) if city else same


def _sound(typed: Typed) -> Q | None:
    name, city = typed.name.strip(), typed.city.strip()
    if len(name) < SHORTEST_NAME or not city:
        return None
    return Q(name_key=pinyin.sort_key(name), city=city) & ~Q(name=name)


def _asked_elsewhere(typed: Typed) -> None:
    """A form finds it by another way: `customers.duplicates` says how."""


OWN = "FROM customers_customer WHERE removed_at IS NULL AND"
THEIRS = (
    "FROM customers_contact JOIN customers_customer customer"
    " ON customer.id = customer_id AND removed_at IS NULL WHERE"
)
PHONES = f"SELECT phone, id, 0 {OWN} phone <> ''"
CONTACTS = f"""
    SELECT 'x' || phone, id, 1 {OWN} phone <> ''
    UNION SELECT 'x' || customers_contact.phone, customer_id, 2
        {THEIRS} customers_contact.phone <> ''
    UNION SELECT 'c' || customers_contact.phone, customer_id, 0
        {THEIRS} customers_contact.phone <> ''
"""
EMAILS = f"""
    SELECT lower(email), id, 0 {OWN} email <> ''
    UNION SELECT lower(customers_contact.email), customer_id, 0
        {THEIRS} customers_contact.email <> ''
"""
NAMES = f"SELECT name || '|' || city, id, 0 {OWN} char_length(name) > 1"
# Between those of one name `NAMES` has found the pair already; it is told once.
SOUNDS = f"SELECT name_key || '|' || city, id, 0 {OWN} char_length(name) > 1"
# Each name without one of its characters, and the whole of it. Names that differ in one
# character agree without it; of one that has a character more, a part is the other.
# Digits tell branches and numbers apart: they have to agree.
NEAR = f"""
    WITH named AS (
        SELECT id, lower(name) AS name, char_length(name) AS length,
            place || '|' || regexp_replace(name, '\\D', '', 'g') || '|' AS place
        FROM customers_customer, LATERAL (
            SELECT 'c' || city AS place WHERE char_length(name) >= {SHORTEST_NEAR}
            UNION ALL
            SELECT 't' || right(phone, {TAIL})
            WHERE phone <> '' AND char_length(name) >= {SHORTEST_NEAR_WITH_TAIL}
                AND char_length(name) < {SHORTEST_NEAR}
        ) AS places
        WHERE removed_at IS NULL
    )
    SELECT place || at || '|' || overlay(name PLACING '' FROM at FOR 1), id, 0
    FROM named, generate_series(1, length) AS at
    UNION
    SELECT place || '~' || name, id, 1 FROM named
    UNION
    SELECT place || '~' || overlay(name PLACING '' FROM at FOR 1), id, 2
    FROM named, generate_series(1, length) AS at
"""

# The strongest first.
SAMENESSES = [
    Sameness(
        Likeness.ID_NUMBER, 60,
        f"SELECT upper(id_number), id, 0 {OWN} id_number <> ''",
        _same("id_number", Upper, str.upper),
    ),
    Sameness(Likeness.PHONE, 50, PHONES, _phone),
    Sameness(
        Likeness.WECHAT, 50,
        f"SELECT lower(wechat), id, 0 {OWN} wechat <> ''",
        _same("wechat", Lower, str.lower),
    ),
    Sameness(Likeness.EMAIL, 40, EMAILS, _same("email", Lower, str.lower)),
    Sameness(Likeness.CONTACT, 25, CONTACTS, _asked_elsewhere),
    Sameness(Likeness.NAME, 35, NAMES, _name, is_name=True),
    Sameness(Likeness.SOUND, 25, SOUNDS, _sound, is_name=True),
    Sameness(Likeness.NEAR, 20, NEAR, _asked_elsewhere, is_name=True),
]  # fmt: skip
WEIGHTS = {each.kind: each.weight for each in SAMENESSES}


def near(one: str, other: str) -> bool:
    """Say whether two names differ by one character; digits have to agree."""
    one, other = one.lower(), other.lower()
    if one == other or abs(len(one) - len(other)) > 1 or _digits(one) != _digits(other):
        return False
    short, long = sorted((one, other), key=len)
    at = next((at for at, sign in enumerate(short) if sign != long[at]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))
