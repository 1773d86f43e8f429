"""What the cells of one row say about a customer: values, and remarks where unclear.

No rows of the database. A remark is {"column", "code", "params"}; `customers.remarks`
has the words. Remarks of `STOPPING` codes keep the row out.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.masking import masked
from customers import phones
from customers.choices.archive import Kind, PartnerKind, Source, Tier
from customers.choices.imports import ImportField as F

LENGTHS = {
    F.NAME: 80, F.SHORT_NAME: 40, F.SALUTATION: 20, F.PHONE: 40, F.EMAIL: 254,
    F.WECHAT: 40, F.ID_NUMBER: 32, F.CITY: 40, F.ADDRESS: 200, F.NOTE: 2000,
    F.CONTACT_NAME: 80, F.CONTACT_PHONE: 40, F.KEY: 60,
}  # fmt: skip
STOPPING = frozenset({
    "no_name", "too_long", "no_word", "no_date", "future_date", "far_date", "no_email",
    "no_phone", "two_phones", "no_owner", "no_contact_name", "too_many_cells",
})  # fmt: skip
# What `accounts.spreadsheet.safe` put in front of a cell that comes back.
FORMULA = re.compile(r"^'(?=\s*[=+\-@＝＋－＠])")
SEVERAL = re.compile(r"[/、;；,，\n|]|\s(?=1[3-9]\d{9}\b)")
CLOCK = r"(?:[ T]\d{1,2}:\d{2}\S*)?"
DATE = re.compile(rf"(\d{{4}})[-/.年](\d{{1,2}})[-/.月](\d{{1,2}})日?{CLOCK}")
PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
FIRST_BIRTH, LAST_PLAN = 1900, 2100
SHOWN = 40
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS = "10X98765432"
WORDS = {
    F.KIND: {
        Kind.PERSON: "个人 个 自然人 个体 私人 男 女 person individual private p",
        Kind.ORGANISATION: (
            "单位 企业 公司 法人 机构 集团 政府 organisation organization company "
            "business firm org o"
        ),
    },
    F.PARTNER_KIND: {
        PartnerKind.END_CUSTOMER: "最终客户 终端客户 终端 客户 endcustomer enduser",
        PartnerKind.DEALER: "经销商 代理经销商 dealer distributor",
        PartnerKind.RETAILER: "零售商 零售 门店 retailer shop store",
        PartnerKind.AGENT: "代理商 代理 中介 agent broker",
    },
    F.TIER: {
        Tier.S: "s s级 s战略 战略 战略客户 sstrategic strategic vip",
        Tier.A: "a a级 a类",
        Tier.B: "b b级 b类",
        Tier.C: "c c级 c类 普通",
        Tier.D: "d d级 d类",
    },
    F.SOURCE: {
        Source.WALK_IN: "到店 上门 自然到店 进店 自然进店 walkin",
        Source.PHONE: "来电 电话 电话咨询 phone phonecall call",
        Source.REFERRAL: "转介绍 介绍 推荐 老客户介绍 朋友介绍 referral recommended",
        Source.ONLINE: (
            "网络 网络平台 线上 网上 互联网 抖音 汽车之家 懂车帝 易车 微信 online "
            "onlineplatform web internet"
        ),
        Source.EVENT: "活动 展会 车展 市场活动 event exhibition",
        Source.IMPORT: "导入 import",
        Source.OTHER: "其他 其它 other",
    },
}
MEANS = {
    field: {word: value for value, words in words.items() for word in words.split()}
    for field, words in WORDS.items()
}


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
    if field in MEANS:
        return _word(field, text)
    if field == F.OWNER:
        return _owner(text, reading.owners)
    if field in (F.BIRTHDAY, F.NEXT_CONTACT):
        return READERS[field](text, reading.today)
    return READERS[field](text) if field in READERS else _line(field, text)


def remark(column: str, code: str, **params) -> dict:
    return {"column": column, "code": code, "params": params}


def shown(field: str, text: str) -> str:
    """Return a cell's text fit for a page: whole numbers masked, cut short."""
    is_phone = field in (F.PHONE, F.CONTACT_PHONE)
    if is_phone and not any(map(_is_full, [text, *SEVERAL.split(text)])):
        # Nobody's number yet: who typed it has to see which digit is wrong.
        whole = text
    else:
        whole = masked("phone" if is_phone else field, text)
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"


def _whole_row(cells, values, remarks, reading: Reading):
    """Yield what can only be said about a row as a whole."""
    headings = {field: heading for heading, field in reading.mapping.items() if field}
    if F.NAME not in values and headings.get(F.NAME) not in _columns(remarks):
        yield remark(headings.get(F.NAME, ""), "no_name")
    if len(cells) > len(reading.columns):
        counts = {"cells": len(cells), "columns": len(reading.columns)}
        yield remark("", "too_many_cells", **counts)
    if F.CONTACT_PHONE in values and F.CONTACT_NAME not in values:
        yield remark(headings.get(F.CONTACT_NAME, ""), "no_contact_name")
    for field in (F.PHONE, F.CONTACT_PHONE):
        if field in values and not _is_full(values[field]):
            value = shown(field, values[field])
            yield remark(headings[field], "short_phone", value=value)
    if not _checks(str(values.get(F.ID_NUMBER, ""))):
        value = shown(F.ID_NUMBER, values[F.ID_NUMBER])
        yield remark(headings[F.ID_NUMBER], "id_check", value=value)


def _columns(remarks: list[dict]) -> set[str]:
    return {one["column"] for one in remarks}


def _line(field: str, text: str) -> str:
    return text if field in (F.NOTE, F.ADDRESS) else " ".join(text.split())


def _word(field: str, text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).lower()
    word = "".join(char for char in plain if char.isalnum())
    if word not in MEANS[field]:
        raise Unclear("no_word", field=field)
    return MEANS[field][word].value


def _owner(text: str, owners: Mapping[str, int]) -> int:
    """Return the colleague named; of two with one name, neither is meant."""
    found = owners.get(text.strip().lower())
    if found is None:
        raise Unclear("no_owner")
    return found


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
    plain = unicodedata.normalize("NFKC", text).strip()
    found = DATE.fullmatch(plain) or PLAIN_DATE.fullmatch(plain)
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
    F.EMAIL: _email,
    F.BIRTHDAY: _birthday,
    F.NEXT_CONTACT: _plan,
}
