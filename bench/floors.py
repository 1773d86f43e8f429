"""The floors: what a page cannot cost less than, on the same server and frame."""

import datetime
import uuid

from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import include, path
from django.utils import timezone

from accounts import audit
from accounts.models import ListState
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.models import Clock, Complaint
from customers.models import Customer, Purchase
from visits.models import Visit


@require(Can.USE_PRODUCT)
def bare_list(request):
    """Twenty-five rows by an index, inside the full navigation."""
    rows = Customer.objects.filter(owner=request.user).order_by("name_key", "pk")[:25]
    return render(request, "floor.html", {"rows": rows})


@require(Can.USE_PRODUCT)
def regions(request, count):
    """One indexed query for each region of a page, inside the full navigation."""
    mine = Visit.objects.filter(owner=request.user, state="PLANNED")
    asked = [
        mine.order_by("-sort_at", "-pk")[start : start + 5] for start in range(count)
    ]
    rows = [visit for visits in asked for visit in visits]
    return render(request, "floor.html", {"rows": rows})


@require(Can.USE_PRODUCT)
def figures(request, days):
    """What was received within so many days, its clocks, orders; all customers.

    Each counted once, as a grouping that nothing is added to; twice the time, for the
    time before it stands beside.
    """
    since = timezone.now() - datetime.timedelta(days=2 * days)
    received = Complaint.objects.filter(received_at__gte=since)
    clocks = Clock.objects.filter(complaint__in=received.values("pk"))
    asked = [
        list(received.values_list("category").annotate(Count("pk"))),
        list(clocks.values_list("metric").annotate(Count("pk"))),
        Purchase.objects.filter(bought_at__gte=since).count(),
        Customer.objects.count(),
    ]
    return render(request, "floor.html", {"rows": asked})


@require(Can.USE_PRODUCT)
def insert(request):
    """One row and its audit row."""
    row = ListState.objects.create(user=request.user, page=uuid.uuid4().hex)
    audit.record(request.user, "floor.inserted", row, at=timezone.now())
    return HttpResponseRedirect("/today/")


urlpatterns = [
    path("floor/list/", bare_list),
    path("floor/regions/<int:count>/", regions),
    path("floor/figures/<int:days>/", figures),
    path("floor/insert/", insert),
    path("", include("crm.urls")),
]
