"""Keeps `Customer.search` true: what a customer is found by."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.masking import masked_phone
from accounts.models import AuditEntry, User
from customers import lexemes, typed
from customers.lexemes import Known
from customers.models import Contact, Customer

LOOKED_UP_A_DAY = 300


@transaction.atomic
def refresh(customer: Customer) -> None:
    """Write again what `customer` is found by, after any change of him or his contacts.

    Two queries. Not a change in itself: no trail, no version.
    """
    contacts = Contact.objects.filter(customer_id=customer.pk)
    found = vector_of(customer, contacts)
    Customer.objects.filter(pk=customer.pk).update(search=found)


def vector_of(customer: Customer, contacts: Iterable[Contact] = ()) -> str:
    """Return what to put in `search` of a row, saved or not: for bulk_create and COPY.

    No query. It is the text of a tsvector.
    """
    known = [Known(contact.name, contact.phone, contact.email) for contact in contacts]
    himself = Known(customer.name, customer.phone, customer.email)
    found = lexemes.of_customer(customer.code, himself, customer.short_name, known)
    return lexemes.vector(found)


def note(text: str, *, actor: User, at: datetime) -> str:
    """Record that `actor` looked for whoever has a number; return what to look for.

    Kept masked; any other search leaves no trace. Who asked for more numbers than a
    day's work holds is answered by the last four digits alone.
    """
    asked = typed.read(text)
    if not asked.is_number:
        return text
    may = _looked_up(actor, at) < LOOKED_UP_A_DAY
    changes = {"phone": ["", masked_phone(asked.text)]}
    audit.record(actor, "customer.searched_by_number", None, at=at, changes=changes)
    return text if may else re.sub(r"\D", "", asked.text)[-typed.SHORTEST_TAIL :]


def _looked_up(actor: User, at: datetime) -> int:
    looked = AuditEntry.objects.filter(
        actor=actor.seen_by or actor, action="customer.searched_by_number"
    )
    return looked.filter(at__gte=at - timedelta(days=1)).count()
