"""Compensation: proposed, what waits for a decision, one of them and its deeds."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Conflict, Refused
from complaints.forms.offers import (
    DecideForm,
    GiveForm,
    NewOfferForm,
    ReviseForm,
    VersionForm,
)
from complaints.models import Compensation, Complaint, Line
from complaints.services import lines, offers

OLDEST = paging.Order(F("proposed_at"), paging.moment)


@require(Can.DECIDE_COMPENSATION)
def index(request):
    """Show what waits for the reader's decision."""
    rows = Compensation.objects.waiting_for(request.user)
    page = paging.page(rows.for_list(), OLDEST, lists.cursor(request.GET))
    return render(
        request, "complaints/offers.html", {"page": page} | lists.beside(page)
    )


@require(Can.HANDLE_COMPLAINTS)
def create(request, code):
    complaint = _complaint(request, code)
    data = request.POST if request.method == "POST" else None
    form = NewOfferForm(data, complaint=complaint)
    if form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        try:
            offer = offers.propose(complaint, actor=request.user, at=at, **said)
        except lines.Stale as stale:
            return _stale(request, form, stale)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Proposed. A second person decides."))
            return redirect(offer)
    return _form_page(request, complaint, form)


@require(Can.SEE_COMPLAINTS)
def detail(request, pk):
    return _show(request, _offer(request, pk))


@require(Can.HANDLE_COMPLAINTS)
def revise(request, pk):
    offer = _offer(request, pk)
    form = ReviseForm(request.POST if request.method == "POST" else None, offer=offer)
    if form.is_valid() and _done(request, offer, form, offers.revise):
        messages.success(request, _("Proposed again."))
        return redirect(offer)
    return _form_page(request, offer.complaint, form, offer=offer)


@require_POST
@require(Can.DECIDE_COMPENSATION)
def decide(request, pk):
    offer = _offer(request, pk)
    form = DecideForm(request.POST, offer=offer)
    return _act(request, offer, "decide_form", form, offers.decide, _("Decided."))


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def withdraw(request, pk):
    offer = _offer(request, pk)
    form = VersionForm(request.POST, offer=offer)
    return _act(request, offer, "version_form", form, offers.withdraw, _("Withdrawn."))


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def give(request, pk):
    offer = _offer(request, pk)
    form = GiveForm(request.POST, offer=offer)
    return _act(request, offer, "give_form", form, offers.give, _("Recorded."))


def _act(
    request: HttpRequest, offer: Compensation, name: str, form: forms.Form,
    verb: Callable, said: str,
) -> HttpResponse:  # fmt: skip
    """Do it and lead back; show the page again where something is wrong."""
    if form.is_valid() and _done(request, offer, form, verb):
        messages.success(request, said)
        return redirect(offer)
    return _show(request, _offer(request, offer.pk), {name: form}, status=422)


def _done(request, offer: Compensation, form: forms.Form, verb: Callable) -> bool:
    at = timezone.now()
    try:
        verb(offer, actor=request.user, at=at, **form.cleaned_data)
    except Refused as refusal:
        tell(form, refusal)
        if isinstance(refusal, Conflict):
            offer.refresh_from_db()
            form.data = form.data.copy()
            form.data["version"] = offer.version
        return False
    return True


def _stale(request, form: NewOfferForm, stale: lines.Stale) -> HttpResponse:
    """Show what is new above what was typed, which is sent again from there."""
    seen = form.cleaned_data["standing"].partition(":")[2]
    tell(form, stale)
    form.data = form.data.copy()
    form.data["standing"] = stale.complaint.standing
    news = stale.complaint.lines.after(int(seen) if seen.isdecimal() else 0)
    return _form_page(request, stale.complaint, form, news=news.for_page())


def _show(request, offer: Compensation, told: dict | None = None, status: int = 200):
    user, complaint = request.user, offer.complaint
    his = Compensation.objects.waiting_for(user).filter(pk=offer.pk)
    summed = Compensation.objects.with_allowed_before().get(pk=offer.pk)
    handles = not user.seen_by and may_apply(user, Can.HANDLE_COMPLAINTS, complaint)
    context = {
        "offer": offer,
        "complaint": complaint,
        "lines": Line.objects.of_offer(offer).for_page(),
        "is_above": summed.is_above,
        "before": summed.allowed_before,
        "may_decide": not user.seen_by and his.exists(),
        "may_handle": handles,
        "is_mine": offer.proposed_by_id == user.pk,
        "decide_form": DecideForm(offer=offer),
        "give_form": GiveForm(offer=offer),
        "version_form": VersionForm(offer=offer),
    }
    context |= told or {}
    return render(request, "complaints/offer.html", context, status=status)


def _form_page(request, complaint: Complaint, form, **told) -> HttpResponse:
    context = {"complaint": complaint, "form": form} | told
    context["allowed"] = complaint.offers.allowed().total()
    status = 422 if form.errors else 200
    return render(request, "complaints/offer_form.html", context, status=status)


def _complaint(request, code: str) -> Complaint:
    visible = Complaint.objects.for_user(request.user, request.can).for_page()
    return get_object_or_404(visible, code=code)


def _offer(request, pk: int) -> Compensation:
    visible = Compensation.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), pk=pk)
