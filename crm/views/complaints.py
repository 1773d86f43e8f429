"""The complaints of one customer, those that are open and those that were closed."""

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints import marks
from complaints.models import Complaint
from customers.views.door import customer_of

NEWEST = paging.Order(F("received_at"), paging.moment, descending=True)


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    customer = customer_of(request, pk)
    rows = Complaint.objects.for_user(request.user, Can.SEE_COMPLAINTS).of(customer)
    page = paging.page(rows.for_row(), NEWEST, lists.cursor(request.GET))
    context = {
        "customer": customer,
        "tab": "complaints",
        "rows": marks.marked(page.rows, timezone.now()),
    }
    return render(request, "customer/complaints.html", context | lists.beside(page))
