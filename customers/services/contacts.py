"""The people we know at a customer: adding, changing, removing them."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Contact, Customer
from customers.services import completeness, search
from customers.services.editing import columns, locked, merged, one_at_a_time, write

EDITABLE = ("name", "role", "title", "phone", "email", "birthday", "note")


@transaction.atomic
def add(
    customer: Customer,
    *,
    actor: User,
    submission_key: uuid.UUID | None = None,
    at: datetime,
    **fields,
) -> Contact:
    """Add a person; a form sent twice returns whom the first send added."""
    new = columns(fields, EDITABLE)
    _check(new)
    one_at_a_time(submission_key)
    made = Contact.objects.filter(submission_key=submission_key)
    if submission_key and (contact := made.first()):
        if contact.customer_id != customer.pk:
            raise Refused(_("This form was sent already. Open a new one."))
        return contact
    customer = locked(customer)
    contact = Contact(
        customer=customer, submission_key=submission_key, created_at=at, **new
    )
    contact.save(force_insert=True)
    _record(actor, "contact.added", contact, at, audit.difference(Contact(), new))
    search.refresh(customer)
    completeness.follow(customer.pk, at=at)
    return contact


@transaction.atomic
def edit(
    contact: Contact, *, actor: User, fields: dict, version: int, at: datetime
) -> Contact:
    """Change a person; raises Conflict as `archive.update` does."""
    new = columns(fields, EDITABLE)
    _check({"name": contact.name} | new)
    now = locked(contact)
    mine = merged(now, new, version)
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        _record(actor, "contact.updated", now, at, changes)
        search.refresh(now.customer)
    return now


@transaction.atomic
def remove(contact: Contact, *, actor: User, at: datetime) -> None:
    """Take a person off the customer; history keeps the row. Safe twice."""
    gone = Contact.objects.select_for_update().filter(pk=contact.pk).first()
    if gone is None:
        return
    _record(actor, "contact.removed", gone, at, {"name": [gone.name, None]})
    gone.delete()
    search.refresh(gone.customer)
    completeness.follow(gone.customer_id, at=at)


def _check(new: dict) -> None:
    if not new.get("name"):
        raise Refused(_("Enter the name."), "name")


def _record(actor, action, contact, at, changes) -> None:
    told = {name: values for name, values in changes.items() if name != "phone_raw"}
    audit.record(
        actor, action, contact,
        at=at, changes=told, customer_id=contact.customer_id,
    )  # fmt: skip
