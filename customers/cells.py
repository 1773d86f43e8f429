"""What the cells of one row say: values by field, and remarks where unclear.

No rows of the database. A remark is {"column", "code", "params"}; `customers.remarks`
has the words. Remarks of `STOPPING` codes keep the row out.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from accounts.masking import DOTS, PERSONAL, masked
from customers import phones, plates
from customers.cell_readers import DAYS, READERS, SERIAL, SEVERAL, Unclear
from customers.cell_words import MEANS
from customers.choices.imports import ImportField as F
from customers.choices.imports import ImportKind, KnownRule
from customers.kinds import KINDS

LENGTHS = {
    F.NAME: 80, F.SHORT_NAME: 40, F.SALUTATION: 20, F.PHONE: 40, F.EMAIL: 254,
    F.WECHAT: 40, F.ID_NUMBER: 32, F.CITY: 40, F.ADDRESS: 200, F.NOTE: 2000,
    F.CONTACT_NAME: 80, F.CONTACT_PHONE: 40, F.KEY: 60, F.AUTHOR: 80,
    F.POSITION: 40, F.CONTACT_NOTE: 200, F.CODE: 20, F.OF_CODE: 20, F.OF_KEY: 60,
    F.OF_PHONE: 40, F.PLATFORM: 40, F.LEAD_KEY: 60, F.LEAD_NOTE: 1900,
    F.INTERESTS: 300, F.ASSET_NAME: 80, F.PLATE: 40, F.VIN: 40, F.SERIAL: 40,
    F.MILEAGE: 40, F.BUDGET: 40, F.ASSET_NOTE: 200, F.DOCUMENT_TITLE: 80,
    F.NUMBER: 40, F.SHELF: 20, F.BOX: 20,
}  # fmt: skip
STOPPING = frozenset({
    "no_name", "too_long", "no_word", "no_date", "future_date", "far_date", "no_email",
    "no_phone", "two_phones", "bad_phone", "no_owner", "no_contact_name",
    "too_many_cells", "no_year", "missing", "no_customer", "two_customers", "no_worker",
    "no_reach", "no_number", "no_plate", "no_vin", "no_mileage", "no_title", "no_place",
    "no_class",
})  # fmt: skip
# What `accounts.spreadsheet.safe` put in front of a cell that comes back.
FORMULA = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
SHOWN = 40
PHONES = (F.PHONE, F.CONTACT_PHONE, F.OF_PHONE)
HIDEABLE = frozenset({*PERSONAL, F.CONTACT_PHONE, F.OF_PHONE})
MANY_LINES = frozenset({F.NOTE, F.ADDRESS, F.LEAD_NOTE})
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
# The first of two days does not come after the second.
IN_ORDER = ((F.SOLD_ON, F.WARRANTY), (F.DATED_ON, F.VALID_UNTIL))
# Fields that name a row of ours → the code where the word names none.
OF_ROWS = {
    F.OWNER: "no_owner", F.WORKER: "no_worker", F.CAMPAIGN: "no_campaign",
    F.SOLD_BY: "no_seller", F.PAPER_AT: "no_place", F.RETENTION: "no_class",
}  # fmt: skip
# Fields whose unknown words a person may say the meaning of.
EXPLAINABLE = frozenset({*MEANS, *OF_ROWS})


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
    # Field → {name as `plain` leaves it: id} of the rows that words may name.
    names: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    # Field → what it is in new records whose row says nothing.
    defaults: Mapping[str, object] = MappingProxyType({})

    @property
    def headings(self) -> dict[str, str]:
        """Return field → heading of its column."""
        return {field: heading for heading, field in self.mapping.items() if field}


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
    if field in HIDEABLE and DOTS in text:
        raise Unclear("hidden")
    if field in LENGTHS and len(text) > LENGTHS[field]:
        raise Unclear("too_long", limit=LENGTHS[field])
    if field in EXPLAINABLE:
        meant = reading.meanings.get(field, {}).get(plain(text))
        return meant or _named(field, text, reading)
    if field in DAYS:
        return DAYS[field](text, reading.today)
    return READERS[field](text) if field in READERS else _line(field, text)


def remark(column: str, code: str, **params) -> dict:
    return {"column": column, "code": code, "params": params}


def shown(field: str, text: str) -> str:
    """Return a cell's text fit for a page: whole numbers masked, cut short."""
    is_phone = field in PHONES
    is_full = any(map(_is_full, [text, *SEVERAL.split(text)]))
    is_vin = field == F.VIN and plates.is_vin(plates.normal(text))
    if (is_phone and not is_full) or (field == F.VIN and not is_vin):
        # Nobody's number yet: who typed it has to see which digit is wrong.
        whole = text
    else:
        whole = masked("phone" if is_phone else field, text)
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"


def _whole_row(cells, values, remarks, reading: Reading):
    """Yield what can only be said about a row as a whole."""
    headings = reading.headings
    yield from _lacking(headings, values, remarks, reading)
    if len(cells) > len(reading.columns):
        counts = {"cells": len(cells), "columns": len(reading.columns)}
        yield remark("", "too_many_cells", **counts)
    places = {reading.mapping.get(h): (n, h) for n, h in enumerate(reading.columns)}
    yield from _serials(cells, places, values)
    yield from _disordered(headings, values)
    if F.CONTACT_PHONE in values and F.CONTACT_NAME not in values:
        yield remark(headings.get(F.CONTACT_NAME, ""), "no_contact_name")
    for field in (F.PHONE, F.CONTACT_PHONE):
        if field in values and not _is_full(values[field]):
            value = shown(field, values[field])
            yield remark(headings[field], "short_phone", value=value)
    if not _checks(str(values.get(F.ID_NUMBER, ""))):
        value = shown(F.ID_NUMBER, values[F.ID_NUMBER])
        yield remark(headings[F.ID_NUMBER], "id_check", value=value)
    if F.VIN in values and not plates.has_check_digit(values[F.VIN]):
        yield remark(headings[F.VIN], "vin_check", value=shown(F.VIN, values[F.VIN]))


def _lacking(headings, values, remarks, reading: Reading):
    """Yield a remark for each thing a row of this kind needs and does not say."""
    told = {one["column"] for one in remarks if one["code"] in STOPPING}
    for fields, code in KINDS[reading.kind].needed.items():
        asked = [headings.get(field, "") for field in fields]
        if not any(field in values for field in fields) and not (
            set(filter(None, asked)) & told
        ):
            yield remark(next(filter(None, asked), ""), code)


def _serials(cells, headings, values):
    """Yield a remark for each day that Excel gave as its number."""
    for field in DAYS:
        text = cells[headings[field][0]] if field in values else ""
        if SERIAL.fullmatch(text):
            yield remark(
                headings[field][1], "serial", value=text, day=values[field].isoformat()
            )


def _disordered(headings, values):
    """Yield a remark for each day that lies before another it should come after."""
    for first, then in IN_ORDER:
        if first in values and then in values and values[then] < values[first]:
            days = {"value": str(values[then]), "first": str(values[first])}
            yield remark(headings[then], "before", **days)


def _line(field: str, text: str) -> str:
    return text if field in MANY_LINES else " ".join(text.split())


def plain(text: str) -> str:
    """Return a word as it is compared: half width, lower case, letters and digits."""
    word = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in word if char.isalnum())


def _named(field: str, text: str, reading: Reading) -> object:
    """Return the value or row named; of two with one name, neither is meant."""
    if field in OF_ROWS:
        found = _row_named(field, text, reading)
        if found is None:
            raise Unclear(OF_ROWS[field], field=field)
        return found
    if plain(text) not in MEANS[field]:
        raise Unclear("no_word", field=field)
    return MEANS[field][plain(text)].value


def _row_named(field: str, text: str, reading: Reading) -> int | None:
    if field in (F.OWNER, F.WORKER):
        return reading.owners.get(text.strip().lower())
    return reading.names.get(field, {}).get(plain(text))


def _is_full(text: str) -> bool:
    return phones.is_full(phones.normalise(text)[0])


def _checks(number: str) -> bool:
    """Say whether the last place of a Chinese ID number fits the others (GB 11643)."""
    if not re.fullmatch(r"\d{17}[\dXx]", number, re.ASCII):
        return True
    total = sum(w * int(d) for w, d in zip(ID_WEIGHTS, number, strict=False))
    return ID_CHECKS[total % 11] == number[-1].upper()
