"""Writing a visit down, taking that back, correcting it: one screen."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.models import Customer
from visits.forms.logs import EditForm, LogForm, NewForm, as_told, as_typed
from visits.forms.plans import WithdrawForm
from visits.models import Visit
from visits.services import amendments, logs
from visits.views import screen


@require(Can.LOG_VISITS)
def log(request, pk):
    visit = _visit(request, pk)
    if request.method != "POST":
        if not visit.is_loggable_by(request.user):
            return redirect(visit)
        form = LogForm(at=timezone.now(), visit=visit, initial=as_told(visit))
        return screen.ask(request, form, visit.customer, visit)
    files = {"photos": _files(request)}
    form = LogForm(request.POST, files, at=timezone.now(), visit=visit)
    return _save(request, form, visit.customer, visit, logs.log_planned)


@require(Can.LOG_VISITS)
def create(request):
    return _new(request, _customer(request, request.GET.get("customer", "")))


@require(Can.LOG_VISITS)
def create_for(request, customer_pk):
    rows = Customer.objects.for_user(request.user, request.can)
    return _new(request, get_object_or_404(rows, pk=customer_pk))


@require(Can.LOG_VISITS)
def edit(request, pk):
    visit = _visit(request, pk)
    if not visit.is_amendable_by(request.user, timezone.now()):
        return screen.refuse(request, visit)
    if request.method != "POST":
        form = EditForm(at=timezone.now(), visit=visit, initial=as_told(visit))
        more = {"withdraw_form": WithdrawForm()}
        return screen.ask(request, form, visit.customer, visit, **more)
    files = {"photos": _files(request)}
    form = EditForm(request.POST, files, at=timezone.now(), visit=visit)
    return _save(request, form, visit.customer, visit, _amend)


@require_POST
@require(Can.LOG_VISITS)
def undo(request, pk):
    visit = _visit(request, pk)
    try:
        visit = amendments.undo(visit, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(visit)
    return screen.undone(request, visit)


@require_POST
@require(Can.LOG_VISITS)
def discard(request, pk):
    visit = _visit(request, pk)
    try:
        amendments.discard(visit, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(visit)
    messages.success(request, _("Discarded. Nothing of it is kept."))
    if visit.is_planned:
        return redirect("visits:log", visit.pk)
    return redirect("visits:create_for", visit.customer_id)


@require_POST
@require(Can.LOG_VISITS)
def withdraw(request, pk):
    visit, form = _visit(request, pk), WithdrawForm(request.POST)
    shown = {"said": _("The visit is withdrawn."), "asked": "visits/_withdraw.html"}
    return screen.act(request, visit, form, amendments.withdraw, **shown)


@require_POST
@require(Can.LOG_VISITS)
def take(request, pk):
    """Show a plan's form with what was typed for a new visit; nothing is written."""
    visit = _visit(request, pk)
    if not visit.is_loggable_by(request.user):
        # Beside Save, so that the form and its words stay where they are.
        raise Http404
    said = as_told(visit) | as_typed(request.POST)
    form = LogForm(at=timezone.now(), visit=visit, initial=said)
    return screen.ask_instead(request, form, visit)


@require(Can.LOG_VISITS)
def offer(request):
    """Show the plan a customer has already, once the customer is chosen.

    A part of the form: opened as a page it leads there.
    """
    if not request.htmx:
        return redirect("visits:create")
    customer = _customer(request, request.GET.get("customer", ""))
    return screen.offer(request, customer)


def _new(request: HttpRequest, customer: Customer | None) -> HttpResponse:
    known = {"at": timezone.now(), "customer": customer}
    if customer is None:
        mine = Customer.objects.for_user(request.user, request.can)
        known["customers"] = mine
    if request.method != "POST":
        kept = customer and _taken_back(request, customer)
        if kept:
            return redirect("visits:log", kept.pk)
        form = NewForm(**known)
        return screen.ask(request, form, customer)
    form = NewForm(request.POST, {"photos": _files(request)}, **known)
    if form.is_valid():
        customer = customer or form.cleaned_data["customer"]
    return _save(request, form, customer, None, logs.log_unplanned)


def _save(request, form, customer, visit, write) -> HttpResponse:
    """Write what was told; whatever is refused comes back with every word typed."""
    if not form.is_valid():
        return screen.ask(request, form, customer, visit, status=422)
    write = partial(write, visit or customer, actor=request.user, told=form.told)
    try:
        if "seen_at" in form.fields:
            visit = write(seen_at=form.cleaned_data["seen_at"], at=form.at)
        else:
            visit = write(key=form.cleaned_data["submission_key"], at=form.at)
    except logs.AlreadyLogged as refusal:
        return screen.compare(request, refusal)
    except Refused as refusal:
        tell(form, refusal)
        return screen.ask(request, form, customer, visit, status=409)
    return screen.saved(request, visit)


def _amend(visit: Visit, **what) -> Visit:
    amendments.amend(visit, **what)
    return visit


def _visit(request: HttpRequest, pk: int) -> Visit:
    rows = Visit.objects.for_user(request.user, request.can)
    return get_object_or_404(rows.for_log(), pk=pk)


def _customer(request: HttpRequest, pk: str) -> Customer | None:
    rows = Customer.objects.for_user(request.user, request.can)
    return rows.filter(pk=pk_of(pk)).first()


def _taken_back(request: HttpRequest, customer: Customer) -> Visit | None:
    """Return the visit to this customer that was taken back and still waits."""
    rows = Visit.objects.for_user(request.user, request.can)
    return rows.taken_back_by(request.user).filter(customer=customer).first()


def _files(request: HttpRequest) -> list:
    return request.FILES.getlist("photos")
