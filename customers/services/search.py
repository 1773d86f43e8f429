"""Keeps `Customer.search` true: what a customer is found by."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Model

from accounts import audit
from accounts.masking import masked, masked_phone
from accounts.models import AuditEntry, User
from customers import lexemes, plates, typed
from customers.lexemes import Known, Owned
from customers.models import Asset, Contact, Customer

LOOKED_UP_A_DAY = 300


@transaction.atomic
def refresh(customer: Customer) -> None:
    """Write again what `customer` is found by, after any change of him or his.

    Three queries. Not a change in itself: no trail, no version.
    """
    contacts = Contact.objects.filter(customer_id=customer.pk)
    assets = Asset.objects.filter(customer_id=customer.pk)
    found = vector_of(customer, contacts, assets)
    Customer.objects.filter(pk=customer.pk).update(search=found)


def set_anew(customers: Collection[Customer]) -> None:
    """Set `search` of customers who changed; the caller writes it.

    Two queries at any count.
    """
    contacts = _by_customer(Contact, customers)
    assets = _by_customer(Asset, customers)
    for one in customers:
        one.search = vector_of(one, contacts[one.pk], assets[one.pk])


def vector_of(
    customer: Customer, contacts: Iterable[Contact] = (), assets: Iterable[Asset] = ()
) -> str:
    """Return what to put in `search` of a row, saved or not: for bulk_create and COPY.

    No query. It is the text of a tsvector.
    """
    known = [Known(contact.name, contact.phone, contact.email) for contact in contacts]
    himself = Known(customer.name, customer.phone, customer.email)
    owned = [Owned(asset.plate, asset.vin) for asset in assets]
    found = lexemes.of_customer(
        customer.code, himself, customer.short_name, known, owned
    )
    return lexemes.vector(found)


def note(text: str, *, actor: User, at: datetime) -> str:
    """Record that `actor` looked for whoever has a number; return what to look for.

    A number is a telephone's, a plate or a VIN. Kept masked; any other search leaves no
    trace. Who asked for more numbers than a day's work holds is answered by the last
    four signs alone.
    """
    asked = typed.read(text)
    if asked.is_of_asset:
        whole = plates.normal(asked.text)
        field = "vin" if plates.is_vin(whole) else "plate"
        kept, end = masked(field, whole), whole
    elif asked.is_number:
        field, kept = "phone", masked_phone(asked.text)
        end = re.sub(r"\D", "", asked.text)
    else:
        return text
    may = _looked_up(actor, at) < LOOKED_UP_A_DAY
    changes = {field: ["", kept]}
    audit.record(actor, "customer.searched_by_number", None, at=at, changes=changes)
    return text if may else end[-typed.SHORTEST_TAIL :]


def _by_customer(model: type[Model], customers: Collection[Customer]) -> dict:
    """Map customers to their rows; who has none to an empty list."""
    found = defaultdict(list)
    for row in model.objects.filter(customer__in=[one.pk for one in customers]):
        found[row.customer_id].append(row)
    return found


def _looked_up(actor: User, at: datetime) -> int:
    looked = AuditEntry.objects.filter(
        actor=actor.seen_by or actor, action="customer.searched_by_number"
    )
    return looked.filter(at__gte=at - timedelta(days=1)).count()
