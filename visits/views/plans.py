"""My week: what is planned, and planning more."""

from datetime import datetime, time, timedelta
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.permissions import Can, require
from accounts.refused import Refused
from customers.models import Customer
from visits import cadence
from visits.forms.plans import PlanForm
from visits.models import Visit
from visits.services import plans
from visits.views import screen

DAYS_AHEAD = 7
SUGGESTED = 5


@require(Can.LOG_VISITS)
def plan(request):
    close = ()
    form = _form(request)
    if form.is_valid():
        close = _close(request, form)
        if not close or form.cleaned_data["anyway"]:
            visit = _planned(request, form)
            if visit:
                # Back to the customer's page, if one came from there.
                came = "customer" in request.GET
                return redirect(visit.customer if came else "visits:plan")
    at = timezone.now()
    customer = _chosen(request)
    context = {
        "form": form,
        "close": close,
        "customer": customer,
        "is_asked": bool(customer or form.is_bound),
        "overdue": _overdue(request, at),
        "days": _week(request, at),
        "due": _due(request, at),
        "suggested": screen.suggested(request),
    }
    status = 422 if form.is_bound else 200
    page = "visits/_week.html" if request.htmx else "visits/plan.html"
    return render(request, page, context, status=status)


def _form(request: HttpRequest) -> PlanForm:
    tomorrow = timezone.localdate() + timedelta(days=1)
    initial = {
        "customer": request.GET.get("customer"),
        "day": tomorrow,
        "time": time(10),
    }
    return PlanForm(request.POST or None, user=request.user, initial=initial)


def _planned(request: HttpRequest, form: PlanForm) -> Visit | None:
    customer = form.cleaned_data["customer"]
    what = form.facts() | {"actor": request.user, "at": timezone.now()}
    try:
        visit = plans.plan(customer, **what)
    except Refused as refusal:
        tell(form, refusal)
        return None
    messages.success(request, _("Visit planned."))
    return visit


def _close(request: HttpRequest, form: PlanForm) -> list[Visit]:
    """Return the visits of the same person within an hour of the one asked for.

    All count; only those that `may_see_visits` say whom they are with.
    """
    owner = form.cleaned_data.get("owner") or request.user
    key = form.cleaned_data["submission_key"]
    mine = Visit.objects.made_by(owner).around(form.planned_at())
    mine = mine.exclude(submission_key=key).with_may(request.user, Can.SEE_VISITS)
    return list(mine.select_related("customer").order_by("planned_at", "pk")[:3])


def _chosen(request: HttpRequest) -> Customer | None:
    pk = str(request.POST.get("customer") or request.GET.get("customer") or "")
    rows = Customer.objects.for_user(request.user, request.can)
    return rows.filter(pk=pk_of(pk)).first()


def _overdue(request: HttpRequest, at: datetime) -> list[Visit]:
    return list(Visit.objects.for_today(request.user, at)[:50])


def _week(request: HttpRequest, at: datetime) -> list[tuple]:
    """Return (day, visits) for what is planned from now on."""
    zone = timezone.get_current_timezone()
    last = cadence.day_of(at) + timedelta(days=DAYS_AHEAD)
    end = datetime.combine(last, time.max, tzinfo=zone)
    rows = Visit.objects.for_today(request.user, end).since(at)[:200]
    by_day = groupby(rows, key=lambda visit: cadence.day_of(visit.planned_at))
    return [(day, list(visits)) for day, visits in by_day]


def _due(request: HttpRequest, at: datetime):
    """Return customers due, for whoever has nothing planned."""
    mine = Customer.objects.for_user(request.user, request.can)
    mine = mine.filter(owner=request.user).due(cadence.day_of(at))
    return mine.order_by("next_contact_on", "pk")[:SUGGESTED]
