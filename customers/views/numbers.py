"""A full number, a call, the day of the next contact: the small deeds of a page."""

from datetime import date

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.views.sign_in import is_ours
from customers import phones
from customers.forms.archive import NextContactForm
from customers.forms.people import NumberForm
from customers.models import Asset, Contact, Customer
from customers.services import archive, numbers
from customers.views.door import customer_of


@require_POST
@require(Can.REVEAL_NUMBERS)
def reveal(request, pk):
    return _answer(request, pk, "reveal", numbers.reveal)


@require_POST
@require(Can.REVEAL_NUMBERS)
def dial(request, pk):
    return _answer(request, pk, "dial", _dialled)


@require_POST
@require(Can.EDIT_CUSTOMERS)
def next_contact(request, pk):
    """Plan a day, or none; an undo names in the address the day to be put back."""
    customer = customer_of(request, pk)
    if "on" in request.POST:
        form = NextContactForm(request.POST, today=timezone.localdate())
    else:
        form = NextContactForm(request.GET, today=None)
    if form.is_valid():
        _plan(request, customer, form.cleaned_data["on"])
    elif request.htmx:
        told = {"customer": customer, "form": form}
        return render(request, "customers/_next_contact.html", told, status=422)
    else:
        messages.error(request, form.errors["on"][0])
    back = request.POST.get("next", "")
    address = back if is_ours(back) else customer.get_absolute_url()
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _plan(request, customer: Customer, on: date | None) -> None:
    before = customer.next_contact_on
    archive.set_next_contact(customer, actor=request.user, on=on, at=timezone.now())
    undo = f"undo:{request.path}?on={before or ''}"
    words = _("Next contact planned.") if on else _("Next contact cleared.")
    messages.success(request, words, extra_tags=undo)


def _answer(request, pk, verb: str, ask):
    """Answer with the number or with the question why; a page where no htmx is."""
    customer = customer_of(request, pk)
    form = NumberForm(request.POST)
    if not form.is_valid():
        raise Http404
    said = form.cleaned_data
    subject = _subject(customer, said)
    context = {"customer": customer, "form": form, "verb": verb, "status": 200}
    context |= _told(subject, said["field"])
    try:
        context["value"] = ask(
            subject,
            actor=request.user,
            field=said["field"],
            reason=said["reason"],
            at=timezone.now(),
        )
    except Refused as refusal:
        # Asking why is an answer, not an error.
        status = 200 if refusal.field == "reason" else 422
        context |= {"refusal": refusal, "status": status}
    template = "customers/_number.html" if request.htmx else "customers/number.html"
    return render(request, template, context, status=context["status"])


def _subject(customer: Customer, said: dict) -> Customer | Contact | Asset:
    """Return whose number is asked for: the customer's, a contact's, an asset's."""
    for name, model in (("contact", Contact), ("asset", Asset)):
        if said[name]:
            return get_object_or_404(model, pk=said[name], customer=customer)
    return customer


def _told(subject: Customer | Contact | Asset, field: str) -> dict:
    """Return what `customers/_number.html` reads of whose number it is."""
    told = {"field": field, "stored": getattr(subject, field, "")}
    if isinstance(subject, Asset):
        return told | {"asset": subject}
    told |= {"number": phones.shown(subject.phone), "tel": _tel(subject)}
    return told | {"contact": subject if isinstance(subject, Contact) else None}


def _tel(subject: Customer | Contact) -> str:
    return phones.tel(subject.phone, phones.normalise(subject.phone_raw)[1])


def _dialled(subject, *, actor, field, reason, at) -> str:
    return numbers.dial(subject, actor=actor, reason=reason, at=at)
