"""Personal numbers in full: given out one by one, each time recorded."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.choices import RevealReason
from accounts.models import AuditEntry, User
from accounts.refused import Refused
from customers import phones, plates
from customers.models import Asset, Contact, Customer

REVEALS_A_DAY = 30
REVEALABLE = {
    Customer: ("phone", "email", "wechat", "id_number"),
    Contact: ("phone", "email"),
    Asset: ("plate", "vin"),
}


@transaction.atomic
def reveal(
    subject: Customer | Contact | Asset,
    *,
    actor: User,
    field: str,
    reason: str = "",
    at: datetime,
) -> str:
    """Return the full value of one field, and record who read it.

    One's own customers and those one has work with need no `reason`; others, and more
    than `REVEALS_A_DAY` in a day, are Refused (field "reason") without one.
    """
    value = _value(subject, field)
    if not is_free(_customer(subject), actor=actor, at=at):
        _check(reason)
    _record(actor, "customer.revealed", subject, field, reason, at)
    if field == "plate":
        return plates.shown(value)
    return _readable(subject, value) if field == "phone" else value


@transaction.atomic
def dial(
    subject: Customer | Contact, *, actor: User, reason: str = "", at: datetime
) -> str:
    """Return the `tel:` link that calls, and record that it was asked for.

    Calling one's own customers is the day's work and never asks for a reason.
    """
    value = _value(subject, "phone")
    if not is_own(_customer(subject), actor):
        _check(reason)
    _record(actor, "customer.dialled", subject, "phone", reason, at)
    return phones.tel(value, phones.normalise(subject.phone_raw)[1])


def is_own(customer: Customer, user: User) -> bool:
    """Say whether the user owns the customer or has open work with him. Two queries."""
    mine = Customer.objects.filter(Customer.objects.all().own(user), pk=customer.pk)
    return mine.exists()


def is_free(customer: Customer, *, actor: User, at: datetime) -> bool:
    """Say whether a number may be revealed without a reason. Three queries."""
    return is_own(customer, actor) and _revealed_today(actor, at) < REVEALS_A_DAY


def _revealed_today(actor: User, at: datetime) -> int:
    return AuditEntry.objects.filter(
        actor=actor, action="customer.revealed", at__gt=at - timedelta(days=1)
    ).count()


def _value(subject, field: str) -> str:
    value = getattr(subject, field) if field in REVEALABLE[type(subject)] else ""
    if not value:
        raise Refused(_("There is nothing to show here."), "field")
    return value


def _readable(subject, value: str) -> str:
    return phones.shown(value, phones.normalise(subject.phone_raw)[1])


def _check(reason: str) -> None:
    if reason not in RevealReason.values:
        raise Refused(_("Say why you need the full number."), "reason")


def _customer(subject) -> Customer:
    return subject if isinstance(subject, Customer) else subject.customer


def _record(actor, action, subject, field: str, reason: str, at: datetime) -> None:
    why = str(RevealReason(reason).name) if reason in RevealReason.values else ""
    audit.record(
        actor, action, subject,
        at=at, changes={field: [None, None]}, reason=why,
        customer_id=_customer(subject).pk,
    )  # fmt: skip
