"""What one does with a lead: each a form of its page, and one call of a service."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers import phones
from customers.forms.lead_deeds import (
    AssignLeadForm,
    HandOverForm,
    LoseForm,
    ReasonForm,
    SeenForm,
    StageForm,
    TouchForm,
    WinForm,
)
from customers.forms.people import NumberForm
from customers.lead_filters import Tab
from customers.models import Lead
from customers.services.leads import handing, numbers, people, pool, work
from customers.views.leads import detail
from customers.views.leads.door import back_to, lead_of


@require_POST
@require(Can.EDIT_LEADS)
def touch(request, pk):
    form = TouchForm(request.POST, today=timezone.localdate())
    return _act(request, pk, "touch_form", form, work.touch, _("Contact logged."))


@require_POST
@require(Can.EDIT_LEADS)
def stage(request, pk):
    form = StageForm(request.POST, lead=lead_of(request, pk))
    return _act(request, pk, "stage_form", form, work.stage, _("Stage changed."))


@require_POST
@require(Can.EDIT_LEADS)
def win(request, pk):
    form = WinForm(request.POST, lead=lead_of(request, pk))
    return _act(request, pk, "win_form", form, work.win, _("Deal reported."))


@require_POST
@require(Can.EDIT_LEADS)
def lose(request, pk):
    form = LoseForm(request.POST, lead=lead_of(request, pk))
    return _act(request, pk, "lose_form", form, work.lose, _("Reported as lost."))


@require_POST
@require(Can.EDIT_LEADS)
def reopen(request, pk):
    form = SeenForm(request.POST, lead=lead_of(request, pk))
    return _act(request, pk, "seen_form", form, work.reopen, _("Open again."))


@require_POST
@require(Can.EDIT_LEADS)
def accept(request, pk):
    return _act(request, pk, "", forms.Form({}), handing.accept, _("Accepted."))


@require_POST
@require(Can.EDIT_LEADS)
def give_back(request, pk):
    form = ReasonForm(request.POST, lead=lead_of(request, pk))
    said = _("No longer handed over.")
    return _act(request, pk, "return_form", form, handing.give_back, said)


@require_POST
@require(Can.EDIT_LEADS)
def release(request, pk):
    form = ReasonForm(request.POST, lead=lead_of(request, pk))
    said = _("Put into the common pool.")
    return _act(request, pk, "release_form", form, pool.release, said)


@require_POST
@require(Can.ASSIGN_LEADS)
def assign(request, pk):
    lead = lead_of(request, pk)
    workers = people.workers(lead.branch_id)
    form = AssignLeadForm(request.POST, lead=lead, workers=workers)
    return _act(request, pk, "assign_form", form, handing.assign, _("Owner changed."))


@require_POST
@require(Can.ASSIGN_LEADS)
def hand_over(request, pk):
    lead = lead_of(request, pk)
    takers = people.takers(lead.branch_id)
    form = HandOverForm(request.POST, lead=lead, takers=takers)
    said = _("Handed over. You are told when it is accepted, and how it ends.")
    return _act(request, pk, "hand_form", form, handing.hand_over, said)


@require_POST
@require(Can.EDIT_LEADS)
def claim(request, pk):
    lead = get_object_or_404(Lead.objects.pool_for(request.user), pk=pk)
    try:
        pool.claim(lead, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(f"{reverse('leads:index')}?tab={Tab.POOL}")
    messages.success(request, _("The lead is yours now."))
    return redirect(lead)


@require_POST
@require(Can.EDIT_LEADS)
def reveal(request, pk):
    return _number(request, pk, "reveal")


@require_POST
@require(Can.EDIT_LEADS)
def dial(request, pk):
    return _number(request, pk, "dial")


def _act(
    request: HttpRequest,
    pk: int,
    name: str,
    form: forms.Form,
    verb: Callable,
    said: str,
) -> HttpResponse:
    """Do it and lead back; show the page again where something is wrong."""
    lead = lead_of(request, pk)
    if form.is_valid():
        told = form.cleaned_data
        try:
            verb(lead, actor=request.user, at=timezone.now(), **told)
        except Refused as refusal:
            if not name or refusal.field is None:
                return detail.answer(request, lead, refusal)
            tell(form, refusal)
        else:
            messages.success(request, said)
            return back_to(request, lead)
    return detail.page(request, lead, {name: form})


def _number(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Answer with the number or with the question why; a page where no htmx is."""
    lead, form = lead_of(request, pk), NumberForm(request.POST)
    form.is_valid()
    field = form.cleaned_data.get("field", "phone")
    asked = {"actor": request.user, "reason": form.cleaned_data.get("reason", "")}
    context = {"lead": lead, "form": form, "verb": verb, "field": field, "status": 200}
    context |= {"number": phones.shown(lead.phone)}
    context |= {"tel": phones.tel(lead.phone, phones.normalise(lead.phone_raw)[1])}
    try:
        if verb == "dial":
            context["value"] = numbers.dial(lead, at=timezone.now(), **asked)
        else:
            asked["field"] = field
            context["value"] = numbers.reveal(lead, at=timezone.now(), **asked)
    except Refused as refusal:
        # Asking why is an answer, not an error.
        status = 200 if refusal.field == "reason" else 422
        context |= {"refusal": refusal, "status": status}
    template = "leads/_number.html" if request.htmx else "leads/number.html"
    return render(request, template, context, status=context["status"])
