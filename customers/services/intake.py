"""Many customers at once from a file, by the rules of one; each says which file."""

from collections.abc import Iterable
from datetime import datetime

from accounts import audit, pinyin
from accounts.models import User
from customers.models import Contact, Customer
from customers.services import archive, search, validity


def add(
    drafts: Iterable[tuple[Customer, list[Contact]]],
    *,
    actor: User,
    file: str,
    at: datetime,
) -> list[Customer]:
    """Store unsaved customers and their contacts, in a few queries at any count.

    Each has name, owner, branch and whatever else is known of him; code, sort key and
    what he is found by are made here, and the row of the trail that names the file.
    Runs in the caller's transaction.
    """
    drafts = list(drafts)
    codes = archive.codes(len(drafts)) if drafts else []
    for (customer, contacts), code in zip(drafts, codes, strict=True):
        customer.code = code
        customer.name_key = pinyin.sort_key(customer.name)
        customer.created_by = actor
        customer.created_at = customer.updated_at = at
        customer.search = search.vector_of(customer, contacts)
    customers = Customer.objects.bulk_create([customer for customer, _ in drafts])
    people = []
    for customer, contacts in drafts:
        for contact in contacts:
            contact.customer, contact.created_at = customer, at
            people.append(contact)
    Contact.objects.bulk_create(people)
    _record(customers, actor, file, at)
    return customers


def change(
    drafts: Iterable[tuple[Customer, dict]],
    *,
    actor: User,
    file: str,
    at: datetime,
) -> None:
    """Write new values over customers held by this transaction, each as if edited.

    A few queries at any count; history keeps what stood there, the trail says who and
    from which file. What was wrong with a number or address is wrong no longer once
    another stands there.
    """
    drafts = list(drafts)
    entries, written = [], {"version", "updated_at", "name_key", "search"}
    rewritten = []
    for customer, new in drafts:
        changes = audit.difference(customer, _told(new)) | {"file": [None, file]}
        entries.append(_entry(actor, "customer.updated", customer, changes, at))
        rewritten.append((customer, changes.keys()))
        for name, value in new.items():
            setattr(customer, name, value)
        written |= new.keys()
        customer.name_key = pinyin.sort_key(customer.name)
        customer.version += 1
        customer.updated_at = at
    if drafts:
        customers = [customer for customer, _ in drafts]
        search.read_anew(customers)
        Customer.objects.bulk_update(customers, sorted(written))
        validity.rewritten_all(rewritten)
        audit.record_all(entries)


def _told(new: dict) -> dict:
    return {name: value for name, value in new.items() if name != "phone_raw"}


def _entry(actor, action: str, customer, changes: dict, at: datetime):
    told = {"changes": changes, "customer_id": customer.pk}
    return audit.entry(actor, action, customer, at=at, **told)


def _record(customers: list[Customer], actor: User, file: str, at: datetime) -> None:
    changes = {"file": [None, file]}
    audit.record_all(
        _entry(actor, "customer.imported", customer, changes, at)
        for customer in customers
    )
