"""Which customer a page is about, and what its reader may do with him."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.permissions import Can
from accounts.refused import Refused
from customers.models import Customer


def customer_of(request: HttpRequest, pk: int) -> Customer:
    """Return the customer, or answer 404 where he is not the reader's to `can`."""
    visible = Customer.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), pk=pk)


def reaches(request: HttpRequest, can: Can, customer: Customer) -> bool:
    """Say whether the reader may apply `can` to this customer too. One query."""
    rows = Customer.objects.for_user(request.user, can)
    return request.user.may(can) and rows.filter(pk=customer.pk).exists()


def tell(form, refusal: Refused) -> None:
    """Put a refusal beside the field it is about, or on top of the form."""
    field = refusal.field if refusal.field in form.fields else None
    form.add_error(field, str(refusal))
