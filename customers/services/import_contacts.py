"""What an import makes of rows of contacts, and does to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from accounts.models import User
from customers import cells, phones
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.kinds.contacts import KIND
from customers.models import Contact, ImportBatch, ImportRow
from customers.services import import_records as records
from customers.services import import_whose as whose
from customers.services import search
from customers.services.contacts import EDITABLE
from customers.services.editing import columns
from customers.services.verdicts import (
    Seen,
    Verdict,
    changed,
    left_out,
    refused,
    stopped,
)

BLANKABLE = frozenset({"title", "phone", "email", "birthday", F.CONTACT_NOTE})


class Known(NamedTuple):
    """The customers that rows name, and whom we know there."""

    named: whose.Named
    contacts: dict[int, list[Contact]]


def judge(
    rows: Iterable[ImportRow], how: Reading, seen: Seen, *, actor: User, hold: bool
) -> list[Verdict]:
    """Judge rows in the order of the file; as many queries at any count."""
    read = [(row, cells.row(row.cells, how)) for row in rows]
    known = _known([told for _, told in read], actor, hold)
    verdicts = []
    for row, told in read:
        verdicts.append(_verdict(row, told, how, known, seen))
        if verdicts[-1].is_open:
            seen.records[_person(verdicts[-1])] = row.number
    return verdicts


def write(
    verdicts: list[Verdict],
    batch: ImportBatch,
    how: Reading,
    *,
    actor: User,
    at: datetime,
) -> list[Verdict]:
    """Store what judged rows say; return the verdicts with what was made or changed."""
    fresh, known = records.apart(verdicts)
    made = [
        Contact(customer_id=one.known_id, created_at=at, **_columns(one.values))
        for one in fresh
    ]
    deeds = records.add(made, "contact.added", EDITABLE)
    drafts = records.drafts(known)
    deeds += records.change(drafts, "contact.updated")
    records.record(deeds, batch, actor, at)
    search.refresh_all({one.known_id for one in [*fresh, *known]})
    return records.told(fresh, made, known)


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark.
    """
    contacts = records.held(Contact, rows, actor)
    stays, gone, back = records.parted(rows, contacts)
    in_use, deeds = records.remove(gone, "contact.removed")
    deeds += records.change(back, "contact.updated")
    records.record(deeds, batch, actor, at)
    stays |= in_use
    search.refresh_all({row.customer_id for row in rows if row.pk not in stays})
    return stays


def _known(read: list[cells.Told], actor: User, hold: bool) -> Known:
    """Ask the archive whom the rows name, and whom it knows there."""
    named = whose.named(read, actor, hold=hold)
    contacts: dict[int, list[Contact]] = {}
    people = Contact.objects.filter(customer__in=named.customers)
    for contact in people.order_by("pk"):
        contacts.setdefault(contact.customer_id, []).append(contact)
    return Known(named, contacts)


def _verdict(row, told: cells.Told, how: Reading, known: Known, seen: Seen) -> Verdict:
    if told.is_stopped:
        return stopped(row, told)
    customer_id, said = known.named.customer(told, how)
    if customer_id is None:
        return refused(row, told, said)
    found = _same(told, known.contacts.get(customer_id, []), how)
    state = RowState.WARNING if told.remarks else RowState.PENDING
    verdict = Verdict(row, told.values, state, told.remarks, customer_id, record=found)
    if where := seen.records.get(_person(verdict)):
        return left_out(row, told, remark("", "same_person", row=where), customer_id)
    return _changed(verdict, told, how) if found else verdict


def _same(told: cells.Told, people: list[Contact], how: Reading) -> Contact | None:
    """Return whom the row means among the people we know at its customer.

    The same name with the same number; with one name and a number missing on either
    side; or, where the import says so, the same number alone.
    """
    name = told.values[F.NAME]
    phone = phones.normalise(str(told.values.get(F.PHONE, "")))[0]
    for one in people:
        if one.name == name and (one.phone == phone or not one.phone or not phone):
            return one
    same = [one for one in people if how.by_phone and phone and one.phone == phone]
    return same[0] if len(same) == 1 else None


def _changed(verdict: Verdict, told: cells.Told, how: Reading) -> Verdict:
    """Judge a row about a contact who is there."""
    row = verdict.row
    if how.known == KnownRule.SKIP:
        return left_out(row, told, remark("", "known_person"), verdict.known_id)
    return changed(verdict, told, how, _columns(told.values), BLANKABLE)


def _person(verdict: Verdict) -> object:
    """Return what a person of the file is told apart by."""
    phone = phones.normalise(str(verdict.values.get(F.PHONE, "")))[0]
    if verdict.record:
        return verdict.record.pk
    return verdict.known_id, verdict.values[F.NAME], phone


def _columns(values: dict) -> dict:
    return columns(KIND.said(values, EDITABLE), EDITABLE)
