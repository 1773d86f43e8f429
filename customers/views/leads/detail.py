"""The page of one lead: how it stands, what to do next, what happened so far."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Conflict, Refused
from customers.choices.leads import LeadState
from customers.forms.lead_deeds import (
    AssignLeadForm,
    HandOverForm,
    LoseForm,
    ReasonForm,
    TouchForm,
    WinForm,
)
from customers.forms.leads import EditForm
from customers.models import Lead, LeadHandover
from customers.services.leads import people, register
from customers.views.clashes import tell_theirs
from customers.views.leads.door import back_to, lead_of

# The way a lead goes, as the steps on its page.
WAY = (
    LeadState.NEW,
    LeadState.CONTACTED,
    LeadState.QUALIFIED,
    LeadState.HANDED_OVER,
    LeadState.WON,
)
LONGEST_STORY = 60


@require(Can.SEE_LEADS)
def detail(request, pk):
    return page(request, lead_of(request, pk))


@require(Can.EDIT_LEADS)
def edit(request, pk):
    lead = lead_of(request, pk)
    data = request.POST if request.method == "POST" else None
    asked = {"user": request.user, "today": timezone.localdate()}
    form = EditForm(data, lead=lead, **asked)
    if form.is_valid():
        told = {"fields": form.said(), "version": form.cleaned_data["version"]}
        try:
            register.correct(lead, actor=request.user, at=timezone.now(), **told)
        except Conflict as conflict:
            tell_theirs(form, conflict, lead)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(lead)
    status = 422 if form.is_bound else 200
    context = {"lead": lead, "form": form}
    return render(request, "leads/edit.html", context, status=status)


def page(request: HttpRequest, lead: Lead, forms: dict | None = None) -> HttpResponse:
    """Answer with the page of a lead; `forms` take the place of blank ones."""
    user = request.user
    context = {
        "lead": lead,
        "steps": _steps(lead),
        "story": list(lead.deeds.for_story()[:LONGEST_STORY]),
        "handover": LeadHandover.objects.open().filter(lead=lead).first(),
        "may_edit": may_apply(user, Can.EDIT_LEADS, lead) and not user.seen_by,
        "may_assign": may_apply(user, Can.ASSIGN_LEADS, lead) and not user.seen_by,
        "is_taker": lead.is_handed_over and lead.taker_id == user.pk,
        "may_claim": Lead.objects.pool_for(user).filter(pk=lead.pk).exists(),
        "today": timezone.localdate(),
    }
    context |= _forms(lead) | (forms or {})
    return render(request, "leads/detail.html", context, status=422 if forms else 200)


def _forms(lead: Lead) -> dict:
    """Return the blank forms of the page, by the names templates read."""
    workers = people.workers(lead.branch_id)
    return {
        "touch_form": TouchForm(today=timezone.localdate()),
        "win_form": WinForm(lead=lead),
        "lose_form": LoseForm(lead=lead),
        "release_form": ReasonForm(lead=lead),
        "return_form": ReasonForm(lead=lead),
        "assign_form": AssignLeadForm(lead=lead, workers=workers),
        "hand_form": HandOverForm(lead=lead, takers=people.takers(lead.branch_id)),
    }


def _steps(lead: Lead) -> list[tuple]:
    """Return (state, is it here, is it behind) of the way a lead goes.

    What was left out on the way is not behind it: many are handed over unqualified.
    """
    here = WAY.index(lead.state) if lead.state in WAY else -1
    behind = {LeadState.NEW, *lead.deeds.values_list("state", flat=True)}
    if lead.first_contacted_at or LeadState.QUALIFIED in behind:
        behind.add(LeadState.CONTACTED)
    return [
        (state, place == here, place < here and state in behind)
        for place, state in enumerate(WAY)
    ]


def answer(request: HttpRequest, lead: Lead, refusal: Refused) -> HttpResponse:
    """Say on the page of the lead why a deed without a form was refused."""
    messages.error(request, str(refusal))
    return back_to(request, lead)
