"""Who looked at whose archive: kept where the customer is not the reader's own."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts import audit
from accounts.models import AuditEntry, User
from customers.models import Customer


def record_view(customer: Customer, *, actor: User, at: datetime) -> bool:
    """Record, once in a day, that someone opened the page of a customer not his own.

    Whoever looks through another's eyes never looks at his own.
    """
    looker = actor.seen_by or actor
    if customer.owner_id == looker.pk:
        return False
    seen = AuditEntry.objects.filter(
        actor=looker, action="customer.viewed", at__gt=at - timedelta(days=1)
    )
    if seen.filter(customer_id=customer.pk).exists():
        return False
    with transaction.atomic():
        audit.record(actor, "customer.viewed", customer, at=at, customer_id=customer.pk)
    return True
