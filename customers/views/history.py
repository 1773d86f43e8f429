"""What was done to a customer's archive, in words."""

from django.db.models import F
from django.shortcuts import render

from accounts import lists, paging
from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers.models import Customer
from customers.views.door import customer_of
from customers.words import told

NEWEST_FIRST = paging.Order(F("id"), paging.whole, descending=True)


@require(Can.SEE_HISTORY)
def index(request, pk):
    customer = customer_of(request, pk)
    ids = Customer.ever.trail_ids(pk)
    entries = AuditEntry.objects.filter(customer_id__in=ids)
    entries = entries.filter(kind__startswith="customers.")
    page = paging.page(
        entries.select_related("actor"), NEWEST_FIRST, lists.cursor(request.GET)
    )
    context = {
        "customer": customer,
        "tab": "history",
        "deeds": [told(entry) for entry in page.rows],
    }
    return render(request, "customers/history.html", context | lists.beside(page))
