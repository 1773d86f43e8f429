"""The prospecting plan: who found how many new prospects of how many, by month."""

from datetime import date

from django.contrib import messages
from django.db.models import F, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.models import User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers import lead_figures, prospects
from customers.choices.prospects import Kind
from customers.forms.prospecting import TargetForm
from customers.models import Customer, Lead
from customers.services.leads import people, prospecting
from customers.views.leads.door import steering, steers

MONTHS = 6
MOST_PEOPLE = 60
NEWEST = paging.Order(F("created_at"), paging.moment, descending=True)


@require(Can.SEE_LEADS)
def plan(request):
    today = timezone.localdate()
    months = lead_figures.months_before(today, MONTHS)
    month = _month(request, months)
    shown = _people(request.user).order_by("name_key", "pk")[:MOST_PEOPLE]
    rows = prospects.of_people(shown, month)
    hours = WorkingCalendar.objects.hours_for(request.user.branch_id)
    context = {
        "rows": sorted(rows, key=lambda row: not row.target),
        "months": months,
        "month": month,
        "is_now": month == months[-1],
        "days_left": prospects.days_left(hours, today),
        "steers": steers(request.user),
        "not_his": people.above(request.user) | {request.user.pk},
    }
    return render(request, "leads/prospecting.html", context)


@require(Can.SEE_LEADS)
def found(request, pk):
    """List what one person found in a month: leads, or customers."""
    person = get_object_or_404(_people(request.user), pk=pk)
    month = _month(request, lead_figures.months_before(timezone.localdate(), MONTHS))
    asked = request.GET.get("kind", "")
    kind = Kind(asked) if asked in Kind.values else Kind.LEADS
    page = paging.page(_rows(kind, pk, month), NEWEST, lists.cursor(request.GET))
    [progress] = prospects.of_people([person], month)
    context = {
        "person": person,
        "month": month,
        "kind": kind.value,
        "progress": progress,
        "page": page,
        "seen": _seen(request.user, kind, page.rows),
        "tabs": [
            (Kind.LEADS.label, progress.leads_url, kind == Kind.LEADS, progress.leads),
            (Kind.CUSTOMERS.label, progress.customers_url, kind == Kind.CUSTOMERS,
             progress.customers),
        ],
    }  # fmt: skip
    context |= lists.beside(page, lists.state(request.GET))
    return render(request, "leads/prospects.html", context)


@require_POST
@steering
def target(request, pk):
    theirs = User.objects.for_user(request.user, request.can).values("pk")
    below = (
        people.able().filter(pk__in=theirs).exclude(pk__in=people.above(request.user))
    )
    person = get_object_or_404(below, pk=pk)
    form = TargetForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["count"]))
        return redirect("leads:prospecting")
    told = {"month": timezone.localdate(), "at": timezone.now()}
    told |= form.cleaned_data
    try:
        prospecting.set_target(person, actor=request.user, **told)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Target of %(name)s saved.") % {"name": person})
    return redirect("leads:prospecting")


def _people(user) -> QuerySet[User]:
    """Return whose plan `user` sees: his own, and of those whose leads he sees."""
    seen = User.objects.for_user(user, Can.SEE_LEADS).values("pk")
    return people.able().filter(pk__in=seen)


def _month(request: HttpRequest, months: list[date]) -> date:
    """Return the month an address names, the present one where it names none."""
    asked = request.GET.get("month", "")
    return next((one for one in months if one.isoformat()[:7] == asked), months[-1])


def _rows(kind: Kind, pk: int, month: date):
    if kind == Kind.LEADS:
        return prospects.leads_of([pk], month).defer("search")
    return prospects.customers_of([pk], month).defer("search")


def _seen(user, kind: Kind, rows: list) -> set[int]:
    """Return which of these rows the reader may open."""
    model, can = (Lead, Can.SEE_LEADS)
    if kind == Kind.CUSTOMERS:
        model, can = (Customer, Can.SEE_CUSTOMERS)
    if not user.may(can):
        return set()
    found = model.objects.for_user(user, can).filter(pk__in=[row.pk for row in rows])
    return set(found.values_list("pk", flat=True))
