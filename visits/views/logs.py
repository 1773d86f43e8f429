"""Writing a visit down, taking that back, correcting it: one screen."""

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions import Can, require
from accounts.refused import Refused
from customers.models import Customer
from visits.choices import State
from visits.forms.logs import EditForm, LogForm, NewForm, as_told
from visits.models import Visit
from visits.services import amendments, logs
from visits.views import screen


@require(Can.LOG_VISITS)
def log(request, pk):
    visit = _visit(request, pk)
    if request.method != "POST":
        if not visit.is_planned:
            return redirect(visit)
        said = as_told(visit) | {"when": "NOW"}
        form = LogForm(at=timezone.now(), visit=visit, initial=said)
        return screen.ask(request, form, visit.customer, visit)
    form = LogForm(request.POST, {"photos": _files(request)}, at=timezone.now())
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
        return screen.ask(request, form, visit.customer, visit)
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


def _new(request: HttpRequest, customer: Customer | None) -> HttpResponse:
    known = {
        "at": timezone.now(),
        "customers": Customer.objects.for_user(request.user, request.can),
        "customer": customer,
    }
    if request.method != "POST":
        form = NewForm(**known, initial=_again(request))
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
        form.add_error(None, str(refusal))
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
    return rows.filter(pk=int(pk)).first() if pk.isdecimal() else None


def _again(request: HttpRequest) -> dict:
    """Return the words of a visit just taken back, so that none are lost."""
    pk = request.GET.get("again", "")
    if not pk.isdecimal():
        return {}
    mine = Visit.objects.for_user(request.user, request.can).made_by(request.user)
    visit = mine.for_log().filter(pk=int(pk), state=State.CANCELLED).first()
    return as_told(visit) if visit else {}


def _files(request: HttpRequest) -> list:
    return request.FILES.getlist("photos")
