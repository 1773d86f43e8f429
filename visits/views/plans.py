"""My week: what is planned, planning more, moving a plan."""

from datetime import datetime, time, timedelta
from itertools import groupby

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.templatetags.formats import list_moment
from customers.models import Customer
from visits import cadence
from visits.forms.plans import PlanForm, RescheduleForm
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
        said = form.cleaned_data
        others = Visit.objects.made_by(said.get("owner") or request.user)
        others = others.exclude(submission_key=said["submission_key"])
        close = _close(request, others, form.planned_at())
        if not close or said["anyway"]:
            visit = _planned(request, form)
            if visit:
                came = request.GET.get("back") == "customer"
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


@require_POST
@require(Can.LOG_VISITS)
def reschedule(request, pk):
    rows = Visit.objects.for_user(request.user, request.can)
    visit = get_object_or_404(rows.select_related("customer", "owner"), pk=pk)
    form = RescheduleForm(request.POST)
    shown = {"asked": "visits/_reschedule.html"}
    if form.is_valid() and not form.is_certain:
        others = Visit.objects.made_by(visit.owner).exclude(pk=visit.pk)
        close = _close(request, others, form.cleaned_data["planned_at"])
        if close:
            return screen.again(request, visit, form, **shown, close=close)
    shown["said"] = _("Visit rescheduled.")
    return screen.act(request, visit, form, plans.reschedule, **shown)


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
    messages.success(request, _said_of(request, visit))
    return visit


def _said_of(request: HttpRequest, visit: Visit) -> str:
    """Say that a visit is planned; of one that one's own week does not show, all."""
    if visit.owner == request.user:
        return _("Visit planned.")
    told = _("Planned for %(owner)s: %(customer)s, %(moment)s.")
    moment = list_moment(visit.planned_at)
    names = {"owner": visit.owner, "customer": visit.customer, "moment": moment}
    return told % names


def _close(request: HttpRequest, visits: QuerySet, moment: datetime) -> list[Visit]:
    """Return those of one person's `visits` that are planned within an hour of it.

    All count; only those that `may_see_visits` say whom they are with.
    """
    found = visits.around(moment).with_may(request.user, Can.SEE_VISITS)
    return list(found.select_related("customer").order_by("planned_at", "pk")[:3])


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
