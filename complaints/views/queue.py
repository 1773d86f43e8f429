"""The queue of complaints: what is due first stands first."""

from django.db.models import F
from django.shortcuts import render
from django.utils import timezone

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.models import Complaint

NEWEST = paging.Order(F("received_at"), paging.moment, descending=True)


@require(Can.SEE_COMPLAINTS)
def index(request):
    rows = Complaint.objects.for_user(request.user, request.can)
    query = lists.state(request.GET)
    page = paging.page(rows.for_row(), NEWEST, lists.cursor(request.GET))
    context = {"page": page, "at": timezone.now()} | lists.beside(page, query)
    return render(request, "complaints/index.html", context)
