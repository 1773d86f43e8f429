"""The search page, the list under the search box, and the picker of a customer."""

from django.shortcuts import render
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from crm import finding
from customers import typed
from customers.models import Customer
from customers.services import search

IN_LIST, ON_PAGE, IN_PICKER = 5, 25, 6


@require(Can.USE_PRODUCT)
def index(request):
    q = request.GET.get("q", "")
    if not finding.is_of_complaint(q):
        q = search.note(q, actor=request.user, at=timezone.now())
    found = finding.everything(
        request.user,
        q,
        language=request.LANGUAGE_CODE,
        limit=IN_LIST if request.htmx else ON_PAGE,
        recent=finding.ids(request.GET.get("recent", "")),
    )
    template = "search/_list.html" if request.htmx else "search/index.html"
    return render(request, template, {"found": found, "q": q})


@require(Can.USE_PRODUCT)
def colleagues(request):
    """Answer the colleagues one may mean, as options under a text that names one."""
    q = typed.read(request.GET.get("q", "")).text
    found = finding.colleagues(q) if q else []
    template = "search/_mentions.html" if request.htmx else "search/mentions.html"
    return render(request, template, {"colleagues": found, "q": q})


@require(Can.LOG_VISITS)
def customers(request):
    """Answer the customers one may visit, as choices of a form's field `customer`."""
    return _choices(request)


@require(Can.REGISTER_COMPLAINTS)
def complainants(request):
    """Answer the customers whose complaints one may take in, the same way."""
    return _choices(request)


def _choices(request):
    q = request.GET.get("q", "")
    q = search.note(q, actor=request.user, at=timezone.now())
    found = finding.customers(request.user, q, limit=IN_PICKER, to=request.can)
    if not found.text:
        recent = finding.ids(request.GET.get("recent", ""))
        found.recent = finding.recent_customers(request.user, recent, to=request.can)
    has_anyone = found.size > 0
    if not has_anyone:
        has_anyone = Customer.objects.for_user(request.user, request.can).exists()
    context = {"found": found, "q": q, "has_anyone": has_anyone}
    template = "search/_choices.html" if request.htmx else "search/choices.html"
    return render(request, template, context)
