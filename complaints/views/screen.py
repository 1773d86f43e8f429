"""The screen on which a complaint is taken in, wherever what was said comes from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import Kind, Metric, Severity
from complaints.forms.registers import RegisterForm, so_far
from complaints.models import Category, Complaint, Inbound
from complaints.services import intake, pickup
from complaints.suggesting import suggested
from customers import phones
from customers.models import Customer
from visits.models import Visit

SUGGESTED, MOST_ALIKE = 50, 3


def customers(request: HttpRequest):
    """Return the customers whose complaints the reader may take in."""
    return Customer.objects.for_user(request.user, Can.REGISTER_COMPLAINTS)


def known(request: HttpRequest, customer: Customer | None) -> dict:
    """Return what the form is told of the customer it is about."""
    told = {"today": timezone.localdate(), "customer": customer}
    return told if customer else told | {"customers": customers(request)}


def initial(visit: Visit | None) -> dict:
    """Return how the form begins: the channel is that of the visit, else the phone."""
    channel = pickup.CHANNEL_OF[visit.channel] if visit else "PHONE"
    return {"channel": channel, "kind": Kind.COMPLAINT}


def ask(
    request: HttpRequest, form: RegisterForm, customer: Customer | None, *,
    status: int = 200, **more,
) -> HttpResponse:  # fmt: skip
    """Show the form; 422 and 409 say that nothing was saved."""
    chosen = customer or _chosen(request, form)
    stands = form.data if form.is_bound else form.initial
    context = (
        coming(request, stands, chosen)
        | more
        | {
            "form": form,
            "customer": customer,
            "chosen": chosen,
            "suggested_customers": () if customer else _likely(request),
            "files_lost": bool(request.FILES),
        }
    )
    return render(request, "complaints/create.html", context, status=status)


def take_in(
    request: HttpRequest, form: RegisterForm, customer: Customer | None, register, add,
    **more,
) -> HttpResponse:  # fmt: skip
    """Register what the form says, or add it to what is open; else ask again."""
    if not form.is_valid():
        return ask(request, form, customer, status=422, **more)
    at, whose = timezone.now(), form.whose()
    told = form.told() | {"actor": request.user, "at": at}
    try:
        if code := request.POST.get("add_to"):
            return _add(request, code, whose, add, form.said(), told)
        complaint = register(whose, said=form.said(), **told)
    except Refused as refusal:
        tell(form, refusal)
        stands = getattr(refusal, "complaint", None)
        return ask(request, form, customer, status=409, stands=stands, **more)
    return redirect("complaints:registered", complaint.code)


def coming(request: HttpRequest, stands, customer: Customer | None) -> dict:
    """Return what `complaints/_live.html` reads of a form as it stands so far."""
    said = so_far(stands)
    words = stands.get("words") or ""
    hinted = suggested(words, Category.objects.in_use())
    taken = said | {"words": words}
    foreseen = intake.foreseen(
        customer, taker=request.user, said=taken, at=timezone.now()
    )
    return {
        "hinted": hinted,
        "category": said["category"],
        "severity": Severity(said["severity"]),
        "handler": foreseen and foreseen.handler,
        "reply_at": foreseen and foreseen.due.get(Metric.REPLY),
        "resolve_at": foreseen and foreseen.due.get(Metric.RESOLVE),
        "receipt_at": foreseen and foreseen.due.get(Metric.ACKNOWLEDGE),
        "alike": _alike(customer, said["category"] or next(iter(hinted), None)),
    }


def suggested_for(request: HttpRequest, inbound: Inbound) -> Customer | None:
    """Return who most likely wrote, where exactly one customer has what he gave."""
    number = phones.normalise(inbound.phone)[0]
    number = number if phones.is_full(number) else ""
    found = list(customers(request).reached_by(number, inbound.email)[:2])
    return found[0] if len(found) == 1 else None


def _add(request, code: str, whose, add, said: dict, told: dict) -> HttpResponse:
    rows = Complaint.objects.of(whose) if whose else Complaint.objects.none()
    complaint = rows.filter(code=code).first()
    if complaint is None:
        raise Refused(_("This customer has no such complaint. Save it as a new one."))
    del told["branch"]
    add(complaint, text=said["words"], channel=said["channel"], **told)
    messages.success(request, _("Added to %(code)s.") % {"code": complaint.code})
    if may_apply(request.user, Can.SEE_COMPLAINTS, complaint):
        return redirect(complaint)
    return redirect(whose)


def _alike(customer: Customer | None, category: Category | None) -> list[Complaint]:
    if customer is None:
        return []
    return list(Complaint.objects.alike(customer, category)[:MOST_ALIKE])


def _chosen(request: HttpRequest, form: RegisterForm) -> Customer | None:
    """Return the customer a form that comes back, or a message, is about."""
    if not form.is_bound:
        return form.initial.get("customer")
    pk = form["customer"].data or ""
    return customers(request).filter(pk=int(pk)).first() if pk.isdecimal() else None


def _likely(request: HttpRequest):
    """Return the customers most likely meant, for whoever has no picker."""
    mine = customers(request).filter(owner=request.user)
    return mine.order_by("-last_contact_at", "pk")[:SUGGESTED]
