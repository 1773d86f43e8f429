"""Taking in what a customer says: the form, what it will come to, the number given."""

from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import SPOKEN, State
from complaints.forms.registers import RegisterForm
from complaints.models import Complaint
from complaints.services import intake, pickup, steps
from complaints.views import screen
from customers.models import Customer
from visits.models import FeedbackItem, Visit


@require(Can.REGISTER_COMPLAINTS)
def create(request):
    customer = screen.customers(request).filter(
        pk=pk_of(request.GET.get("customer", ""))
    )
    return _take_in(request, customer.first())


@require(Can.REGISTER_COMPLAINTS)
def create_for(request, customer_pk):
    rows = screen.customers(request)
    return _take_in(request, get_object_or_404(rows, pk=customer_pk))


@require_POST
@require(Can.REGISTER_COMPLAINTS)
def live(request):
    """Show what the half-filled form would come to. Nothing is written.

    A part of the form: what a customer says stands in no address and no log.
    """
    rows = screen.customers(request)
    customer = rows.filter(pk=pk_of(request.POST.get("customer", ""))).first()
    context = screen.coming(request, request.POST, customer)
    return render(request, "complaints/_live.html", context)


@require(Can.REGISTER_COMPLAINTS)
def registered(request, code):
    """Show the number, big, to whoever took the complaint in."""
    complaint = _taken_in(request, code)
    context = {
        "complaint": complaint,
        "may_open": may_apply(request.user, Can.SEE_COMPLAINTS, complaint),
        "is_new": complaint.state == State.REGISTERED,
        "clocks": complaint.clocks.in_order(),
        "promised_at": _next_word(complaint, timezone.now()),
    }
    return render(request, "complaints/registered.html", context)


def _next_word(complaint: Complaint, at: datetime) -> datetime | None:
    """Return by when the customer hears from us; None where that is over already."""
    promised = complaint.clocks.promised().first()
    return promised.promised_at if promised and promised.promised_at > at else None


@require_POST
@require(Can.REGISTER_COMPLAINTS)
def receipt(request, code):
    """Record that whoever took it in confirmed the receipt to the customer there."""
    complaint = _taken_in(request, code)
    if complaint.state == State.REGISTERED:
        steps.acknowledge(
            complaint, actor=request.user, at=timezone.now(),
            standing=request.POST.get("standing", ""),
            channel=_spoken(complaint),
        )  # fmt: skip
        messages.success(request, _("Receipt confirmed."))
    return redirect("complaints:registered", complaint.code)


def _spoken(complaint: Complaint) -> str:
    """Return how he hears it who is there or on the phone, "" where nobody is."""
    return complaint.channel if complaint.channel in SPOKEN else ""


@require_POST
@require(Can.REGISTER_COMPLAINTS)
def from_feedback(request, pk):
    """Register what was said in a visit, in one step, with nothing typed again."""
    seen = FeedbackItem.objects.for_user(request.user, Can.SEE_VISITS)
    item = get_object_or_404(seen.select_related("visit"), pk=pk)
    register = partial(pickup.from_feedback, item)
    return _in_one_step(request, item.visit, item.customer_id, register)


@require_POST
@require(Can.REGISTER_COMPLAINTS)
def from_visit(request, pk):
    """Register the note of a visit that met a problem, in one step."""
    seen = Visit.objects.for_user(request.user, Can.SEE_VISITS)
    visit = get_object_or_404(seen, pk=pk)
    register = partial(pickup.from_visit, visit)
    return _in_one_step(request, visit, visit.customer_id, register)


def _in_one_step(request, visit: Visit, customer_pk: int, register) -> HttpResponse:
    get_object_or_404(screen.customers(request), pk=customer_pk)
    try:
        complaint = register(actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(visit)
    if complaint.registered_by_id == request.user.pk:
        return redirect("complaints:registered", complaint.code)
    said = _("It was registered already: %(code)s.")
    messages.warning(request, said % {"code": complaint.code})
    return redirect(visit)


def _take_in(request: HttpRequest, customer: Customer | None) -> HttpResponse:
    visit = _visit(request, customer)
    known = screen.known(request, customer)
    if request.method != "POST":
        form = RegisterForm(initial=screen.initial(visit), **known)
        return screen.ask(request, form, customer)
    form = RegisterForm(request.POST, request.FILES, **known)
    register = partial(intake.register, visit=visit) if visit else intake.register
    return screen.take_in(request, form, customer, register, intake.add)


def _visit(request: HttpRequest, customer: Customer | None) -> Visit | None:
    """Return the visit in which it was said, of those he sees and of this customer."""
    pk = pk_of(request.GET.get("visit", ""))
    if customer is None or pk is None:
        return None
    seen = Visit.objects.for_user(request.user, Can.SEE_VISITS).of(customer)
    return seen.filter(pk=pk).first()


def _taken_in(request: HttpRequest, code: str) -> Complaint:
    mine = Complaint.objects.taken_in_by(request.user)
    return get_object_or_404(mine.for_row(), code=code)
