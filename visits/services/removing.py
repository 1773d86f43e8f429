"""Visits go into the recycle bin with their customer, and come back with him."""

from datetime import datetime

from customers.models import Customer
from visits.models import Visit


def put_away(customer: Customer, *, at: datetime) -> list[int]:
    """Put away every visit of a customer who is removed at `at`; returns their ids."""
    here = Visit.objects.of(customer)
    ids = list(here.order_by("pk").values_list("pk", flat=True))
    here.update(removed_at=at)
    return ids


def bring_back(customer: Customer) -> int:
    """Bring the visits of a restored customer back; returns how many."""
    away = Visit.ever.filter(removed_at__isnull=False)
    return away.of(customer).update(removed_at=None)
