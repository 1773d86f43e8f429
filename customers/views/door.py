"""Which customer a page is about."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from customers.models import Customer


def customer_of(request: HttpRequest, pk: int) -> Customer:
    """Return the customer, or answer 404 where he is not the reader's to `can`."""
    visible = Customer.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), pk=pk)
