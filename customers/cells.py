"""What the cells of one row say: values by field, and remarks where unclear.

No rows of the database. A remark is {"column", "code", "params"}; `customers.remarks`
has the words. Remarks of `STOPPING` codes keep the row out.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.masking import masked
from customers import phones
from customers.cell_words import MEANS
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind, KnownRule
from customers.kinds import KINDS

LENGTHS = {
    F.NAME: 80, F.SHORT_NAME: 40, F.SALUTATION: 20, F.PHONE: 40, F.EMAIL: 254,
    F.WECHAT: 40, F.ID_NUMBER: 32, F.CITY: 40, F.ADDRESS: 200, F.NOTE: 2000,
    F.CONTACT_NAME: 80, F.CONTACT_PHONE: 40, F.KEY: 60, F.AUTHOR: 80,
    F.POSITION: 40, F.CONTACT_NOTE: 200, F.OF_CODE: 20, F.OF_KEY: 60, F.OF_PHONE: 40,
}  # fmt: skip
STOPPING = frozenset({
    "no_name", "too_long", "no_word", "no_date", "future_date", "far_date", "no_email",
    "no_phone", "two_phones", "no_owner", "no_contact_name", "too_many_cells",
    "no_year", "missing", "no_customer", "two_customers",
})  # fmt: skip
# What `accounts.spreadsheet.safe` put in front of a cell that comes back.
FORMULA = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
SEVERAL = re.compile(r"[/、;；,，\n|]|\s(?=1[3-9]\d{9}\b)")
CLOCK = r"(?:[ T]\d{1,2}:\d{2}\S*)?"
DATE = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{CLOCK}")
# What Excel keeps for a day: so many since the last of 1899, here 1927 to 2091.
SERIAL = re.compile(r"[1-6]\d{4}")
SERIAL_START = date(1899, 12, 30)
WITHOUT_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")
PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
DATES = (F.BIRTHDAY, F.WRITTEN_ON, F.NEXT_CONTACT)
FIRST_BIRTH, LAST_PLAN = 1900, 2100
SHOWN = 40
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
# Fields whose unknown words a person may say the meaning of.
EXPLAINABLE = frozenset({*MEANS, F.OWNER})


class Unclear(Exception):
    """A cell that says nothing we can keep. `code` and `params` make the remark."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params


class Told(NamedTuple):
    """What one row says: values by field name, and what is to be remarked."""

    values: dict[str, object]
    remarks: list[dict]

    @property
    def is_stopped(self) -> bool:
        return any(remark["code"] in STOPPING for remark in self.remarks)


class Reading(NamedTuple):
    """How the columns of a file are read: which field is where, who can be owner."""

    columns: list[str]
    mapping: dict[str, str]
    # Lower-case user name or name → id; id → branch.
    owners: Mapping[str, int]
    branches: Mapping[int, int]
    today: date
    kind: str = ImportKind.CUSTOMERS
    # Field → {word as `plain` leaves it: value}, as a person said of this file.
    meanings: Mapping[str, Mapping[str, object]] = MappingProxyType({})
    known: str = KnownRule.SKIP
    by_phone: bool = False
    empties: bool = False


def row(cells: list[str], reading: Reading) -> Told:
    """Read one row. Values hold what is there; unclear cells are left out."""
    values: dict[str, object] = {}
    remarks: list[dict] = []
    for place, heading in enumerate(reading.columns):
        field = reading.mapping.get(heading)
        text = FORMULA.sub("", cells[place]) if place < len(cells) else ""
        if not field or not text:
            continue
        try:
            values[field] = read(field, text, reading)
        except Unclear as unclear:
            params = unclear.params | {"value": shown(field, text)}
            remarks.append(remark(heading, unclear.code, **params))
    return Told(values, remarks + list(_whole_row(cells, values, remarks, reading)))


def read(field: str, text: str, reading: Reading) -> object:
    """Return what the text of one cell means for `field`, or raise Unclear."""
    if field in LENGTHS and len(text) > LENGTHS[field]:
        raise Unclear("too_long", limit=LENGTHS[field])
    if field in EXPLAINABLE:
        meant = reading.meanings.get(field, {}).get(plain(text))
        return meant or _named(field, text, reading)
    if field in DATES:
        return READERS[field](text, reading.today)
    return READERS[field](text) if field in READERS else _line(field, text)


def remark(column: str, code: str, **params) -> dict:
    return {"column": column, "code": code, "params": params}


def shown(field: str, text: str) -> str:
    """Return a cell's text fit for a page: whole numbers masked, cut short."""
    is_phone = field in (F.PHONE, F.CONTACT_PHONE, F.OF_PHONE)
    if is_phone and not any(map(_is_full, [text, *SEVERAL.split(text)])):
        # Nobody's number yet: who typed it has to see which digit is wrong.
        whole = text
    else:
        whole = masked("phone" if is_phone else field, text)
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"


def _whole_row(cells, values, remarks, reading: Reading):
    """Yield what can only be said about a row as a whole."""
    headings = {field: heading for heading, field in reading.mapping.items() if field}
    yield from _lacking(headings, values, remarks, reading)
    if len(cells) > len(reading.columns):
        counts = {"cells": len(cells), "columns": len(reading.columns)}
        yield remark("", "too_many_cells", **counts)
    places = {reading.mapping.get(h): (n, h) for n, h in enumerate(reading.columns)}
    yield from _serials(cells, places, values)
    if F.CONTACT_PHONE in values and F.CONTACT_NAME not in values:
        yield remark(headings.get(F.CONTACT_NAME, ""), "no_contact_name")
    for field in (F.PHONE, F.CONTACT_PHONE):
        if field in values and not _is_full(values[field]):
            value = shown(field, values[field])
            yield remark(headings[field], "short_phone", value=value)
    if not _checks(str(values.get(F.ID_NUMBER, ""))):
        value = shown(F.ID_NUMBER, values[F.ID_NUMBER])
        yield remark(headings[F.ID_NUMBER], "id_check", value=value)


def _lacking(headings, values, remarks, reading: Reading):
    """Yield a remark for each thing a row of this kind needs and does not say."""
    for fields in KINDS[reading.kind].needed:
        asked = [headings.get(field, "") for field in fields]
        if not any(field in values for field in fields) and not (
            set(filter(None, asked)) & _columns(remarks)
        ):
            code = "no_name" if F.NAME in fields else "missing"
            yield remark(next(filter(None, asked), ""), code)


def _serials(cells, headings, values):
    """Yield a remark for each day that Excel gave as its number."""
    for field in DATES:
        text = cells[headings[field][0]] if field in values else ""
        if SERIAL.fullmatch(text):
            yield remark(
                headings[field][1], "serial", value=text, day=values[field].isoformat()
            )


def _columns(remarks: list[dict]) -> set[str]:
    return {one["column"] for one in remarks}


def _line(field: str, text: str) -> str:
    return text if field in (F.NOTE, F.ADDRESS) else " ".join(text.split())


def plain(text: str) -> str:
    """Return a word as it is compared: half width, lower case, letters and digits."""
    word = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in word if char.isalnum())


def _named(field: str, text: str, reading: Reading) -> object:
    """Return the value or colleague named; of two with one name, neither is meant."""
    if field == F.OWNER:
        found = reading.owners.get(text.strip().lower())
        if found is None:
            raise Unclear("no_owner", field=field)
        return found
    if plain(text) not in MEANS[field]:
        raise Unclear("no_word", field=field)
    return MEANS[field][plain(text)].value


def _phone(text: str) -> str:
    number, _extension = phones.normalise(text)
    if not number or (phones.has_letters(text) and not phones.is_full(number)):
        raise Unclear("no_phone")
    numbers = [part for part in SEVERAL.split(text) if len(re.sub(r"\D", "", part)) > 6]
    if not phones.is_full(number) and len(numbers) > 1:
        raise Unclear("two_phones")
    return text


def _is_full(text: str) -> bool:
    return phones.is_full(phones.normalise(text)[0])


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Unclear("no_email") from error
    return text


def _date(text: str) -> date:
    said = unicodedata.normalize("NFKC", text).strip()
    if SERIAL.fullmatch(said):
        return SERIAL_START + timedelta(days=int(said))
    if WITHOUT_YEAR.fullmatch(said):
        raise Unclear("no_year")
    found = DATE.fullmatch(said) or PLAIN_DATE.fullmatch(said)
    try:
        return datetime(*map(int, found.groups())).date() if found else _none()
    except ValueError as error:
        raise Unclear("no_date") from error


def _none() -> date:
    raise Unclear("no_date")


def _birthday(text: str, today: date) -> date:
    day = _date(text)
    if day > today or day.year < FIRST_BIRTH:
        raise Unclear("future_date" if day > today else "far_date")
    return day


def _plan(text: str, today: date) -> date:
    day = _date(text)
    if not today.year - 1 <= day.year <= LAST_PLAN:
        raise Unclear("far_date")
    return day


def _checks(number: str) -> bool:
    """Say whether the last place of a Chinese ID number fits the others (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dXx]", number, re.ASCII):
        return True
    total = sum(w * int(d) for w, d in zip(ID_WEIGHTS, number, strict=False))
    return ID_CHECKS[total % 11] == number[-1].upper()


READERS: dict[str, Callable] = {
    F.PHONE: _phone,
    F.CONTACT_PHONE: _phone,
    F.OF_PHONE: _phone,
    F.EMAIL: _email,
    F.BIRTHDAY: _birthday,
    F.WRITTEN_ON: _birthday,
    F.NEXT_CONTACT: _plan,
}
