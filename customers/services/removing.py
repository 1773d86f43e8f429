"""The recycle bin: a customer leaves the archive for a reason, and comes back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Customer, Removal


@transaction.atomic
def remove(customer: Customer, *, actor: User, reason: str, at: datetime) -> Removal:
    """Put a customer into the recycle bin, where nothing is erased by itself.

    Raises Refused without a reason, and when he is gone already.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why the customer is removed."), "reason")
    here = Customer.objects.filter(pk=customer.pk)
    if not here.update(removed_at=at, version=F("version") + 1, updated_at=at):
        raise Refused(_("This customer has left the archive already."))
    stay = Removal.objects.create(
        customer=customer, actor=actor, reason=reason[:200], at=at
    )
    _record(actor, "customer.removed", customer, at=at, reason=reason[:200])
    return stay


@transaction.atomic
def restore(customer: Customer, *, actor: User, at: datetime) -> Removal:
    """Bring a customer back out of the recycle bin; returns the stay that ends."""
    away = Customer.ever.filter(
        pk=customer.pk, removed_at__isnull=False, merged_into=None
    )
    if not away.update(removed_at=None, version=F("version") + 1, updated_at=at):
        raise Refused(_("This customer is not in the recycle bin any more."))
    stay = Removal.objects.open().get(customer=customer)
    Removal.objects.filter(pk=stay.pk).update(
        restored_at=at, restored_by=actor, notices=[]
    )
    _record(actor, "customer.restored", customer, at=at)
    return stay


def keep_notices(stay: Removal, notices: list[dict]) -> None:
    """Keep with the stay what was taken out of inboxes because of it."""
    Removal.objects.filter(pk=stay.pk).update(notices=notices)


def _record(actor: User, action: str, customer: Customer, **told) -> None:
    audit.record(actor, action, customer, customer_id=customer.pk, **told)
