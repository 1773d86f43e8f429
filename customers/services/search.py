"""Keeps `Customer.search` true: what a customer is found by."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.masking import masked, masked_phone
from accounts.models import AuditEntry, User
from customers import lexemes, phones, plates, typed
from customers.lexemes import Known, Owned
from customers.models import Asset, Contact, Customer

LOOKED_UP_A_DAY = 300
# What a form looks up besides a telephone number: exactly as typed, or not at all.
EXACT = ("email", "wechat", "id_number", "plate", "vin")


@transaction.atomic
def refresh(customer: Customer) -> None:
    """Write again what `customer` is found by, after any change of him or his.

    Three queries. Not a change in itself: no trail, no version.
    """
    contacts = Contact.objects.filter(customer_id=customer.pk)
    assets = Asset.objects.filter(customer_id=customer.pk)
    found = vector_of(customer, contacts, assets)
    Customer.objects.filter(pk=customer.pk).update(search=found)


def read_anew(customers: Sequence[Customer]) -> None:
    """Set on each of many what he is found by; writes nothing. Two queries."""
    people, owned = _theirs(Contact, customers), _theirs(Asset, customers)
    for customer in customers:
        customer.search = vector_of(customer, people[customer.pk], owned[customer.pk])


@transaction.atomic
def refresh_all(ids: Iterable[int]) -> None:
    """Do for many customers what `refresh` does for one; four queries at any count."""
    customers = list(Customer.objects.filter(pk__in=set(ids)).order_by("pk"))
    read_anew(customers)
    if customers:
        Customer.objects.bulk_update(customers, ["search"])


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
    may = may_look_up(actor, at)
    _record({field: kept}, actor, at)
    return text if may else end[-typed.SHORTEST_TAIL :]


def _theirs(model, customers: Sequence[Customer]) -> dict[int, list]:
    """Map customers to the rows of `model` that are theirs."""
    found = defaultdict(list)
    for row in model.objects.filter(customer__in=[one.pk for one in customers]):
        found[row.customer_id].append(row)
    return found


def note_typed(said: Mapping[str, str], *, actor: User, at: datetime) -> dict[str, str]:
    """Record once that `actor` looked for whoever has these numbers of a form.

    Returns what to look for: of more than a day's work holds, none of them; names and
    places stay. Half a telephone number is answered with nothing and is no look-up.
    """
    asked = {name: said[name] for name in EXACT if said.get(name, "").strip()}
    if phones.is_full(phones.normalise(said.get("phone", ""))[0]):
        asked["phone"] = said["phone"]
    if not asked:
        return dict(said)
    may = may_look_up(actor, at)
    _record({name: masked(name, value) for name, value in asked.items()}, actor, at)
    return dict(said) if may else dict(said) | dict.fromkeys(asked, "")


def may_look_up(actor: User, at: datetime) -> bool:
    """Say whether `actor` asked for no more numbers yet than a day's work holds."""
    return _looked_up(actor, at) < LOOKED_UP_A_DAY


def _record(kept: Mapping[str, str], actor: User, at: datetime) -> None:
    changes = {field: ["", value] for field, value in kept.items()}
    audit.record(actor, "customer.searched_by_number", None, at=at, changes=changes)


def _looked_up(actor: User, at: datetime) -> int:
    looked = AuditEntry.objects.filter(
        actor=actor.seen_by or actor, action="customer.searched_by_number"
    )
    return looked.filter(at__gte=at - timedelta(days=1)).count()
