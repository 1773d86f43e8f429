"""Which customer a page is about."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from customers.choices.consent import Purpose
from customers.models import Customer
from customers.services import reading


def customer_of(request: HttpRequest, pk: int) -> Customer:
    """Return the customer, or answer 404 where he is not the reader's to `can`.

    Whoever reads of another's customer is recorded, whichever page it is.
    """
    visible = Customer.objects.for_user(request.user, request.can)
    page = visible.for_page().with_agreed(Purpose.MARKETING)
    customer = get_object_or_404(page, pk=pk)
    if request.method != "POST":
        reading.record_view(customer, actor=request.user, at=timezone.now())
    return customer
