"""Forgotten customers go into the common pool, unless a visit to them is planned."""

from datetime import datetime

from customers.services import pooling
from visits.models import Visit


def recycle(*, at: datetime) -> int:
    """Warn, spare and put into the pool; returns how many. Safe to run twice."""
    return pooling.recycle(busy=_visited, at=at)


def _visited(ids: list[int]) -> set[int]:
    """Return to which of these customers a visit is planned."""
    plans = Visit.objects.planned().filter(customer_id__in=ids).order_by()
    return set(plans.values_list("customer_id", flat=True))
