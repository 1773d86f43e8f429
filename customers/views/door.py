"""Which customer a page is about."""

from django.http import Http404, HttpRequest
from django.utils import timezone

from customers.models import Customer
from customers.querysets.archive import CustomerQuerySet
from customers.services import reading


class Away(Http404):
    """The customer of an address is not in the archive; `customer` says who he was."""

    def __init__(self, customer: Customer):
        super().__init__("away")
        self.customer = customer


def customer_of(request: HttpRequest, pk: int) -> Customer:
    """Return the customer, or answer 404 where he is not the reader's to `can`.

    Whoever reads of another's customer is recorded, whichever page it is.
    """
    visible = Customer.objects.for_user(request.user, request.can)
    customer = found(visible.for_page(), pk)
    if request.method != "POST":
        reading.record_view(customer, actor=request.user, at=timezone.now())
    return customer


def found(rows: CustomerQuerySet, pk: int) -> Customer:
    """Return the customer of an address among `rows`; raise Away where he left."""
    customer = rows.filter(pk=pk).first()
    if customer is not None:
        return customer
    gone = Customer.ever.filter(pk=pk, removed_at__isnull=False).for_page().first()
    raise Away(gone) if gone else Http404
