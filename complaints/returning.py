"""What says that a customer came back: he bought something, or was met."""

from datetime import timedelta

from django.db.models import QuerySet

from customers.models import Purchase
from visits.models import Visit

# So many days after he was told the result one looks whether he did.
WINDOWS_DAYS = (30, 90)
LONGEST = timedelta(days=max(WINDOWS_DAYS))


def bought(customer, since) -> QuerySet[Purchase]:
    """Return what he bought after `since`; both may be references to an outer row."""
    paid = Purchase.objects.standing().filter(amount__gt=0)
    return paid.filter(customer=customer, bought_at__gt=since)


def met(customer, since) -> QuerySet[Visit]:
    """Return when he was met after `since`; both may be references to an outer row."""
    return Visit.objects.met().filter(customer=customer, happened_at__gt=since)
