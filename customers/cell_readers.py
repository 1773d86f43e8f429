"""What the text of one cell means, field by field; what means nothing is Unclear.

No rows.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from customers import phones, plates
from customers.choices.imports import ImportField as F

SEVERAL = re.compile(r"[/、;；,，\n|]|\s(?=1[3-9]\d{9}\b)")
CLOCK = r"(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?\S*)?"
DATE = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{CLOCK}")
# What Excel keeps for a day: so many since the last of 1899, here 1927 to 2091.
SERIAL = re.compile(r"[1-6]\d{4}")
SERIAL_START = date(1899, 12, 30)
WITHOUT_YEAR = re.compile(r"\d{1,2}[-/.月]\d{1,2}日?")
PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIRST_BIRTH, LAST_PLAN = 1900, 2100
# 15万, 1.5万元, 23,500 km.
AMOUNT = re.compile(
    r"(?:¥|rmb|cny)?(\d{1,9}(?:\.\d{1,4})?)(万|w|k(?!m))?(?:元|yuan|公里|km)?"
)
TIMES = {"万": 10_000, "w": 10_000, "k": 1000, None: 1}
MOST_KM, MOST_YUAN = 9_999_999, 999_999_999
WORD_ENDS = re.compile(r"[,，、;；/|\n]")
LONGEST_WORD, MOST_WORDS = 40, 8


class Unclear(Exception):
    """A cell that says nothing we can keep. `code` and `params` make the remark."""

    def __init__(self, code: str, **params):
        super().__init__(code)
        self.code = code
        self.params = params


def _phone(text: str) -> str:
    """Return what was typed when it is a number one can call, as the forms take it."""
    number, _extension = phones.normalise(text)
    if not number or (phones.has_letters(text) and not phones.is_full(number)):
        raise Unclear("no_phone")
    numbers = [part for part in SEVERAL.split(text) if len(re.sub(r"\D", "", part)) > 6]
    if not phones.is_full(number) and len(numbers) > 1:
        raise Unclear("two_phones")
    if not phones.is_callable(number):
        raise Unclear("bad_phone")
    return text


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError as error:
        raise Unclear("no_email") from error
    return text


def _plate(text: str) -> str:
    plate = plates.normal(text)
    if not 0 < len(plate) <= plates.PLATE_LENGTH:
        raise Unclear("no_plate")
    return plate


def _vin(text: str) -> str:
    vin = plates.normal(text)
    if not plates.is_vin(vin):
        raise Unclear("no_vin")
    return vin


def _words(text: str) -> list[str]:
    words = [" ".join(word.split())[:LONGEST_WORD] for word in WORD_ENDS.split(text)]
    return list(dict.fromkeys(filter(None, words)))[:MOST_WORDS]


def _kilometres(text: str) -> int:
    amount = _amount(text)
    if amount is None or amount != int(amount) or amount > MOST_KM:
        raise Unclear("no_mileage")
    return int(amount)


def _yuan(text: str) -> Decimal:
    amount = _amount(text)
    if amount is None or amount > MOST_YUAN:
        raise Unclear("no_amount")
    return amount.quantize(Decimal("0.01"))


def _amount(text: str) -> Decimal | None:
    plain = re.sub(r"[\s,]", "", unicodedata.normalize("NFKC", text)).lower()
    found = AMOUNT.fullmatch(plain)
    return Decimal(found[1]) * TIMES[found[2]] if found else None


def _date(text: str) -> date:
    said = unicodedata.normalize("NFKC", text).strip()
    if SERIAL.fullmatch(said):
        return SERIAL_START + timedelta(days=int(said))
    if WITHOUT_YEAR.fullmatch(said):
        raise Unclear("no_year")
    found = DATE.fullmatch(said) or PLAIN_DATE.fullmatch(said)
    try:
        return datetime(*map(int, found.groups()[:3])).date() if found else _none()
    except ValueError as error:
        raise Unclear("no_date") from error


def _none() -> date:
    raise Unclear("no_date")


def _past(text: str, today: date) -> date:
    """Read a day that was, within a life."""
    day = _date(text)
    if day > today or day.year < FIRST_BIRTH:
        raise Unclear("future_date" if day > today else "far_date")
    return day


def _moment(text: str, today: date) -> datetime:
    """Read a moment that was, by the clock here; midnight where only the day is."""
    day = _past(text, today)
    found = DATE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    clock = found.groups()[3:] if found else ()
    try:
        said = datetime(day.year, day.month, day.day, *(int(one or 0) for one in clock))
    except ValueError as error:
        raise Unclear("no_date") from error
    return timezone.make_aware(said)


def _plan(text: str, today: date) -> date:
    day = _date(text)
    if not today.year - 1 <= day.year <= LAST_PLAN:
        raise Unclear("far_date")
    return day


def _any_day(text: str, today: date) -> date:
    """Read a day past or to come, within a life."""
    day = _date(text)
    if not FIRST_BIRTH <= day.year <= LAST_PLAN:
        raise Unclear("far_date")
    return day


# Days are read knowing which is today.
DAYS: dict[str, Callable] = {
    F.BIRTHDAY: _past,
    F.WRITTEN_ON: _past,
    F.NEXT_CONTACT: _plan,
    F.LEFT_AT: _moment,
    F.EXPECTED: _plan,
    F.SOLD_ON: _past,
    F.MILEAGE_ON: _past,
    F.NEXT_SERVICE: _any_day,
    F.INSPECTION: _any_day,
    F.INSURANCE: _any_day,
    F.WARRANTY: _any_day,
    F.DATED_ON: _past,
    F.VALID_UNTIL: _any_day,
    F.FILED_ON: _past,
}
READERS: dict[str, Callable] = {
    F.PHONE: _phone,
    F.CONTACT_PHONE: _phone,
    F.OF_PHONE: _phone,
    F.EMAIL: _email,
    F.PLATE: _plate,
    F.VIN: _vin,
    F.INTERESTS: _words,
    F.MILEAGE: _kilometres,
    F.BUDGET: _yuan,
}
