"""What an import makes of each row of customers: new, known, or not importable."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models.functions import Coalesce

from accounts import pinyin
from accounts.models import User
from customers import cells, phones
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.models import Contact, Customer, ImportRow
from customers.services.archive import EDITABLE
from customers.services.editing import columns
from customers.services.verdicts import (
    Seen,
    Verdict,
    changed,
    editable,
    left_out,
    refused,
    stopped,
)

# Where customers of imported files come from; their keys are unique there.
SOURCE = "import"
# What, beside the name, makes a customer of the archive likely to be the same.
LIKELY = {F.BIRTHDAY: "likely_birthday", F.CITY: "likely_city"}
# What a row may change of a customer who is known; owner, tier and contacts stay.
CHANGEABLE = (*EDITABLE, F.NEXT_CONTACT)
BLANKABLE = frozenset(CHANGEABLE) - {"name", "kind", "partner_kind", "source"}


class Read(NamedTuple):
    """One row as it reads: its values, its key and its number."""

    row: ImportRow
    told: cells.Told
    key: str
    phone: str
    code: str


class Known(NamedTuple):
    """What the archive holds of what some rows say."""

    # Code of a customer the importer may change → his id.
    codes: dict[str, int]
    keys: dict[str, int]
    # Of customers and their contacts; and of customers alone, all who have it.
    numbers: dict[str, int]
    own: dict[str, list[int]]
    alike: dict[str, dict]
    editable: dict[int, Customer]


def judge(
    rows: Iterable[ImportRow], how: Reading, seen: Seen, *, actor: User, hold: bool
) -> list[Verdict]:
    """Judge rows in the order of the file; as many queries at any count.

    `seen` remembers what earlier rows hold and learns from these. With `hold` the
    known customers are held for who writes next.
    """
    read = [_read(row, how) for row in rows]
    known = _known(read, how, actor, hold)
    verdicts = []
    for one in read:
        verdicts.append(_verdict(one, how, known, seen))
        _learn(seen, one, verdicts[-1])
    return verdicts


def _read(row: ImportRow, how: Reading) -> Read:
    told = cells.row(row.cells, how)
    phone = phones.normalise(str(told.values.get(F.PHONE, "")))[0]
    code = str(told.values.get(F.CODE, "")).upper()
    return Read(row, told, str(told.values.get(F.KEY) or row.key), phone, code)


def _learn(seen: Seen, one: Read, verdict: Verdict) -> None:
    if verdict.is_open:
        seen.keys[one.key] = one.row.number
        if phones.is_full(one.phone):
            seen.phones[one.phone] = one.row.number
        if verdict.record:
            seen.records[verdict.record.pk] = one.row.number


def _verdict(one: Read, how: Reading, known: Known, seen: Seen) -> Verdict:
    if one.told.is_stopped:
        return stopped(one.row, one.told)
    if one.code and one.code not in known.codes:
        value = {"value": one.code}
        said = remark(how.headings[F.CODE], "no_customer", **value)
        return refused(one.row, one.told, said)
    said, known_id, may_change = _found(one, how, known)
    if known_id and may_change and how.known != KnownRule.SKIP:
        return _changed(one, known_id, how, known, seen)
    said = said or _repeated(one, how, seen)
    if said:
        return left_out(one.row, one.told, said, known_id)
    said, likely_id = _likely(one.told.values, known.alike) or (None, None)
    remarks = [*one.told.remarks, said] if said else one.told.remarks
    state = RowState.WARNING if remarks else RowState.PENDING
    return Verdict(one.row, one.told.values, state, remarks, likely_id, one.key)


def _found(
    one: Read, how: Reading, known: Known
) -> tuple[dict | None, int | None, bool]:
    """Return (remark, id, may it be changed) of who is in the archive already."""
    headings = how.headings
    if one.code:
        said = remark(headings[F.CODE], "known_code")
        return said, known.codes[one.code], True
    column = "" if one.key == one.row.key else headings[F.KEY]
    if one.key in known.keys:
        code = "known_key" if column else "known_row"
        return remark(column, code), known.keys[one.key], bool(column)
    if one.phone in known.numbers:
        said = remark(headings[F.PHONE], "known_phone")
        owners = known.own.get(one.phone, [])
        if how.by_phone and len(owners) > 1:
            said = remark(headings[F.PHONE], "two_known")
        may = how.by_phone and len(owners) == 1
        return said, owners[0] if may else known.numbers[one.phone], may
    return None, None, False


def _repeated(one: Read, how: Reading, seen: Seen) -> dict | None:
    """Return the remark on a row that says what an earlier row said."""
    headings = how.headings
    if one.key in seen.keys:
        column = "" if one.key == one.row.key else headings[F.KEY]
        return remark(column, "same_key", row=seen.keys[one.key])
    if one.phone in seen.phones:
        return remark(headings[F.PHONE], "same_phone", row=seen.phones[one.phone])
    return None


def _changed(one: Read, known_id: int, how: Reading, known: Known, seen: Seen):
    """Judge a row about a customer who is there and may be changed by it."""
    now = known.editable.get(known_id)
    if now is None:
        return left_out(one.row, one.told, remark("", "known_elsewhere"), known_id)
    if known_id in seen.records:
        where = {"row": seen.records[known_id]}
        return left_out(
            one.row, one.told, remark("", "same_customer", **where), known_id
        )
    remarks, values = list(one.told.remarks), one.told.values
    new = columns({k: v for k, v in values.items() if k in CHANGEABLE}, CHANGEABLE)
    if set(known.own.get(one.phone, [])) - {known_id}:
        value = cells.shown(F.PHONE, values[F.PHONE])
        remarks.append(remark(how.headings[F.PHONE], "phone_elsewhere", value=value))
        del new["phone"]
    verdict = Verdict(one.row, values, RowState.UPDATE, remarks, known_id, one.key, now)
    return changed(verdict, one.told, how, new, BLANKABLE)


def _likely(values: dict, alike: dict[str, dict]):
    """Return (remark, id) of who has the name, and the birthday or city, or None."""
    for field, code in LIKELY.items():
        known_id = alike[field].get((values.get(F.NAME), values.get(field)))
        if known_id:
            return remark("", code), known_id
    return None


def _known(read: list[Read], how: Reading, actor: User, hold: bool) -> Known:
    """Ask the archive about all rows at once."""
    codes = _known_codes(one.code for one in read)
    keys = _known_keys(one.key for one in read)
    asked = [one.phone for one in read if phones.is_full(one.phone)]
    numbers, own = numbers_known(asked)
    ids = set(codes.values())
    if how.known != KnownRule.SKIP:
        ids |= {*keys.values(), *(pk for owners in own.values() for pk in owners)}
    customers = editable(ids, actor, hold=hold)
    alike = _namesakes([one.told.values for one in read])
    codes = {code: pk for code, pk in codes.items() if pk in customers}
    return Known(codes, keys, numbers, own, alike, customers)


def _namesakes(rows: list[dict]) -> dict[str, dict]:
    """Map birthday and city to {(name, birthday or city): customer} of the archive."""
    found: dict[str, dict] = {}
    names = {row[F.NAME] for row in rows if F.NAME in row}
    keys = {pinyin.sort_key(name) for name in names}
    for field in LIKELY:
        asked = {row[field] for row in rows if field in row}
        same = Customer.objects.alike(names, keys, field, asked)
        found[field] = {(name, value): pk for name, value, pk in same}
    return found


def _known_codes(codes: Iterable[str]) -> dict[str, int]:
    found = Customer.objects.filter(code__in={*codes} - {""})
    return dict(found.values_list("code", "pk"))


def _known_keys(keys: Iterable[str]) -> dict[str, int]:
    # A key stays taken: a merged customer is the one he became, a removed one waits.
    found = Customer.ever.from_source(SOURCE).with_keys(keys)
    return dict(found.values_list("external_key", Coalesce("merged_into", "pk")))


def numbers_known(asked: Iterable[str]) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Map numbers to who is reached by them; and to the customers who have them."""
    asked = list(asked)
    of_contacts = Contact.objects.of_standing().filter(phone__in=asked)
    of_contacts = of_contacts.exclude(phone="")
    of_customers = Customer.objects.filter(phone__in=asked).exclude(phone="")
    own: dict[str, list[int]] = {}
    for phone, pk in of_customers.order_by("pk").values_list("phone", "pk"):
        own.setdefault(phone, []).append(pk)
    reached = dict(of_contacts.values_list("phone", "customer_id"))
    return reached | {phone: owners[0] for phone, owners in own.items()}, own
