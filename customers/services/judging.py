"""What an import makes of each row: to import, known already, or not importable."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models.functions import Coalesce

from accounts import pinyin
from accounts.models import User
from accounts.permissions.actions import Can
from customers import cells, phones
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.choices.imports import RowState
from customers.models import Contact, Customer, ImportBatch, ImportRow

# Where customers of imported files come from; their keys are unique there.
SOURCE = "import"


# What, beside the name, makes a customer of the archive likely to be the same.
LIKELY = {F.BIRTHDAY: "likely_birthday", F.CITY: "likely_city"}


class Verdict(NamedTuple):
    """One row with what it says and what becomes of it."""

    row: ImportRow
    values: dict[str, object]
    key: str
    phone: str
    state: RowState
    remarks: list[dict]
    known_id: int | None

    @property
    def is_new(self) -> bool:
        """Say whether the row stands there otherwise than judged."""
        return (self.row.state, self.row.remarks, self.row.customer_id) != (
            self.state,
            self.remarks,
            self.known_id,
        )


class Seen(NamedTuple):
    """Keys and numbers of earlier rows of the same file, and which row had them."""

    keys: dict[str, int]
    phones: dict[str, int]


def reading(batch: ImportBatch, *, today) -> Reading:
    """Return how the batch's columns are read. One query for the owners there are."""
    owners: dict[str, int] = {}
    branches: dict[int, int] = {}
    twice: set[str] = set()
    for owner in User.objects.owners_for(batch.owner, Can.IMPORT_CUSTOMERS):
        branches[owner.pk] = owner.branch_id
        for word in {owner.username.lower(), owner.name.lower()}:
            twice |= {word} & owners.keys()
            owners[word] = owner.pk
    for word in twice:
        del owners[word]
    return Reading(batch.columns, batch.mapping, owners, branches, today)


def judge(rows: Iterable[ImportRow], how: Reading, seen: Seen) -> list[Verdict]:
    """Judge rows in the order of the file; five queries at any count.

    `seen` remembers what earlier rows hold and learns from these.
    """
    read = []
    for row in rows:
        told = cells.row(row.cells, how)
        phone = phones.normalise(str(told.values.get(F.PHONE, "")))[0]
        read.append((row, told, str(told.values.get(F.KEY) or row.key), phone))
    keys = _known_keys(key for _, _, key, _ in read)
    numbers = _known_numbers(phone for *_, phone in read if phones.is_full(phone))
    alike = _namesakes([told.values for _, told, _, _ in read])
    verdicts = []
    for row, told, key, phone in read:
        found = _duplicate(row, key, phone, how, keys, numbers, seen)
        likely = _likely(told.values, alike)
        verdicts.append(_verdict(row, told, key, phone, found, likely))
        if verdicts[-1].state in (RowState.PENDING, RowState.WARNING):
            seen.keys[key] = row.number
            if phones.is_full(phone):
                seen.phones[phone] = row.number
    return verdicts


def _verdict(row, told: cells.Told, key, phone, found, likely) -> Verdict:
    if told.is_stopped:
        return Verdict(row, told.values, key, phone, RowState.ERROR, told.remarks, None)
    if found:
        said, known_id = found
        return Verdict(
            row, told.values, key, phone, RowState.DUPLICATE, [said], known_id
        )
    said, likely_id = likely or (None, None)
    remarks = [*told.remarks, said] if said else told.remarks
    state = RowState.WARNING if remarks else RowState.PENDING
    return Verdict(row, told.values, key, phone, state, remarks, likely_id)


def _duplicate(row, key, phone, how: Reading, keys, numbers, seen: Seen):
    """Return (remark, id of who is known) for a row that is there already, or None."""
    headings = {field: heading for heading, field in how.mapping.items()}
    column = "" if key == row.key else headings[F.KEY]
    if key in keys:
        return remark(column, "known_key" if column else "known_row"), keys[key]
    if phone in numbers:
        return remark(headings[F.PHONE], "known_phone"), numbers[phone]
    if key in seen.keys:
        return remark(column, "same_key", row=seen.keys[key]), None
    if phone in seen.phones:
        where = seen.phones[phone]
        return remark(headings[F.PHONE], "same_phone", row=where), None
    return None


def _likely(values: dict, alike: dict[str, dict]):
    """Return (remark, id) of who has the name, and the birthday or city, or None."""
    for field, code in LIKELY.items():
        known_id = alike[field].get((values.get(F.NAME), values.get(field)))
        if known_id:
            return remark("", code), known_id
    return None


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


def _known_keys(keys: Iterable[str]) -> dict[str, int]:
    # A key stays taken: a merged customer is the one he became, a removed one waits.
    found = Customer.ever.from_source(SOURCE).with_keys(keys)
    return dict(found.values_list("external_key", Coalesce("merged_into", "pk")))


def _known_numbers(numbers: Iterable[str]) -> dict[str, int]:
    """Map the numbers that a customer, or a contact of one, has to the customer."""
    asked = list(numbers)
    of_contacts = Contact.objects.of_standing().filter(phone__in=asked)
    of_contacts = of_contacts.exclude(phone="")
    of_customers = Customer.objects.filter(phone__in=asked).exclude(phone="")
    return dict(of_contacts.values_list("phone", "customer_id")) | dict(
        of_customers.values_list("phone", "pk")
    )
