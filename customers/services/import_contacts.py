"""What an import makes of rows of contacts, and does to them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from accounts import audit
from accounts.models import User
from customers import cells, phones, row_changes
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.kinds.contacts import KIND
from customers.models import Contact, Customer, ImportBatch, ImportRow
from customers.services import search
from customers.services.contacts import EDITABLE
from customers.services.editing import columns
from customers.services.judging import SOURCE
from customers.services.verdicts import (
    Seen,
    Verdict,
    blank,
    editable,
    left_out,
    stopped,
)

# How a row says whose contact it is, and what a customer is found by.
WHOSE = {F.OF_CODE: "code", F.OF_KEY: "external_key", F.OF_PHONE: "phone"}
BLANKABLE = frozenset({"title", "phone", "email", "birthday", F.CONTACT_NOTE})


class Known(NamedTuple):
    """The customers that rows name, and whom we know there."""

    # (field, what a row says) → ids of the customers it may mean.
    named: dict[tuple[str, str], list[int]]
    customers: dict[int, Customer]
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
    fresh = [one for one in verdicts if one.is_open and not one.record]
    known = [one for one in verdicts if one.record]
    made = [
        Contact(customer_id=one.known_id, created_at=at, **_columns(one.values))
        for one in fresh
    ]
    Contact.objects.bulk_create(made)
    trail = [("contact.added", contact, _said(Contact(), contact)) for contact in made]
    trail += _change([(one.record, _new(one)) for one in known])
    _record(trail, batch, actor, at)
    _refresh({one.known_id for one in [*fresh, *known]})
    return [
        *(
            _done(one, RowState.CREATED, it)
            for one, it in zip(fresh, made, strict=True)
        ),
        *(_done(one, RowState.UPDATED, one.record) for one in known),
    ]


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark.
    """
    mine = editable(
        [row.customer_id for row in rows if row.customer_id], actor, hold=True
    )
    asked = Contact.objects.filter(pk__in=[row.record_id for row in rows])
    contacts = {one.pk: one for one in asked.filter(customer__in=mine)}
    stays, gone, back = {}, [], []
    for row in rows:
        contact = contacts.get(row.record_id)
        if contact is None or contact.version != row.version:
            stays[row.pk] = "undo_touched"
        elif row.state == RowState.CREATED:
            gone.append(contact)
        else:
            back.append((contact, _before(row)))
    trail = [("contact.removed", one, {"name": [one.name, None]}) for one in gone]
    _record([*trail, *_change(back)], batch, actor, at)
    Contact.objects.filter(pk__in=[contact.pk for contact in gone]).delete()
    _refresh({row.customer_id for row in rows if row.pk not in stays})
    return stays


def _known(read: list[cells.Told], actor: User, hold: bool) -> Known:
    """Ask the archive whom the rows name, and whom it knows there."""
    named: dict[tuple[str, str], list[int]] = {}
    for field, column in WHOSE.items():
        asked = {_whose(field, told) for told in read if field in told.values}
        found = Customer.objects.filter(**{f"{column}__in": asked - {""}})
        if field == F.OF_KEY:
            found = found.from_source(SOURCE)
        for word, pk in found.order_by("pk").values_list(column, "pk"):
            named.setdefault((field, word), []).append(pk)
    customers = editable({pk for ids in named.values() for pk in ids}, actor, hold=hold)
    contacts: dict[int, list[Contact]] = {}
    for contact in Contact.objects.filter(customer__in=customers).order_by("pk"):
        contacts.setdefault(contact.customer_id, []).append(contact)
    return Known(named, customers, contacts)


def _whose(field: str, told: cells.Told) -> str:
    said = str(told.values[field])
    if field == F.OF_PHONE:
        return phones.normalise(said)[0]
    return said.upper() if field == F.OF_CODE else said


def _verdict(row, told: cells.Told, how: Reading, known: Known, seen: Seen) -> Verdict:
    if told.is_stopped:
        return stopped(row, told)
    customer_id, said = _customer(told, how, known)
    if customer_id is None:
        return Verdict(row, told.values, RowState.ERROR, [*told.remarks, said])
    found = _same(told, known.contacts.get(customer_id, []), how)
    state = RowState.WARNING if told.remarks else RowState.PENDING
    verdict = Verdict(row, told.values, state, told.remarks, customer_id, record=found)
    if where := seen.records.get(_person(verdict)):
        return left_out(row, told, remark("", "same_person", row=where), customer_id)
    return _changed(verdict, told, how) if found else verdict


def _customer(told: cells.Told, how: Reading, known: Known) -> tuple[int | None, dict]:
    """Return whose contact the row is; or None and why nobody can be said."""
    headings = {field: heading for heading, field in how.mapping.items()}
    for field in WHOSE:
        if field in told.values:
            ids = known.named.get((field, _whose(field, told)), [])
            mine = [pk for pk in ids if pk in known.customers]
            if len(mine) == 1:
                return mine[0], {}
            value = cells.shown(field, str(told.values[field]))
            code = "two_customers" if mine else "no_customer"
            return None, remark(headings[field], code, value=value)
    return None, remark("", "missing")


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
    row, customer_id = verdict.row, verdict.known_id
    if how.known == KnownRule.SKIP:
        return left_out(row, told, remark("", "known_person"), customer_id)
    new = _columns(told.values)
    typed = new.pop("phone_raw", "")
    empty = {KIND.named.get(field, field) for field in blank(row, how) & BLANKABLE}
    changes = row_changes.found(verdict.record, new, empty, how)
    if "phone" in row_changes.real(changes):
        old = verdict.record.phone_raw
        changes["phone_raw"] = changes["phone"]._replace(old=old, new=typed)
    if not row_changes.real(changes):
        out = left_out(row, told, remark("", "nothing_new"), customer_id)
        return out._replace(changes=changes)
    return verdict._replace(state=RowState.UPDATE, changes=changes)


def _person(verdict: Verdict) -> object:
    """Return what a person of the file is told apart by."""
    phone = phones.normalise(str(verdict.values.get(F.PHONE, "")))[0]
    if verdict.record:
        return verdict.record.pk
    return verdict.known_id, verdict.values[F.NAME], phone


def _columns(values: dict) -> dict:
    named = {KIND.named.get(field, field): value for field, value in values.items()}
    return columns({k: v for k, v in named.items() if k in EDITABLE}, EDITABLE)


def _new(verdict: Verdict) -> dict:
    real = row_changes.real(verdict.changes)
    return {name: change.new for name, change in real.items()}


def _before(row: ImportRow) -> dict:
    model = Contact._meta
    return {
        name: model.get_field(name).to_python(old)
        for name, (old, _new) in row.changes.items()
    }


def _said(before: Contact, contact: Contact) -> dict:
    return audit.difference(before, {name: getattr(contact, name) for name in EDITABLE})


def _change(drafts: list[tuple[Contact, dict]]) -> list[tuple[str, Contact, dict]]:
    """Write new values over contacts, each as if edited; return what to record."""
    trail, written = [], {"version"}
    for contact, new in drafts:
        told = {name: value for name, value in new.items() if name != "phone_raw"}
        trail.append(("contact.updated", contact, audit.difference(contact, told)))
        for name, value in new.items():
            setattr(contact, name, value)
        written |= new.keys()
        contact.version += 1
    if drafts:
        Contact.objects.bulk_update([one for one, _ in drafts], sorted(written))
    return trail


def _record(trail: list, batch: ImportBatch, actor: User, at: datetime) -> None:
    """Write the rows of the trail; each names the file."""
    audit.record_all(
        audit.entry(
            actor, action, contact, at=at,
            changes=changes | {"file": [None, batch.file_name]},
            customer_id=contact.customer_id,
        )
        for action, contact, changes in trail
    )  # fmt: skip


def _refresh(ids: Iterable[int]) -> None:
    """Write again what the customers are found by; no change of theirs."""
    customers = list(Customer.objects.filter(pk__in=ids).order_by("pk"))
    if customers:
        search.read_anew(customers)
        Customer.objects.bulk_update(customers, ["search"])


def _done(verdict: Verdict, state: RowState, contact: Contact) -> Verdict:
    return verdict._replace(state=state, record_id=contact.pk, version=contact.version)
