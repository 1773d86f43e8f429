"""Campaigns: what runs, what it costs, what comes of it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers import lead_figures
from customers.forms.campaigns import CampaignForm
from customers.models import Campaign, Lead
from customers.services.leads import campaigns
from customers.views.clashes import tell_theirs
from customers.views.leads.door import steering, steers


@require(Can.SEE_LEADS)
def index(request):
    leads = Lead.objects.for_user(request.user, request.can)
    context = {
        "rows": lead_figures.of_campaigns(leads, Campaign.objects.for_list()),
        "steers": steers(request.user),
    }
    return render(request, "leads/campaigns.html", context)


@steering
def create(request):
    return _form(request, None)


@steering
def edit(request, pk):
    return _form(request, get_object_or_404(Campaign, pk=pk))


def _form(request, campaign: Campaign | None):
    data = request.POST if request.method == "POST" else None
    initial = {"version": campaign.version if campaign else 1}
    form = CampaignForm(data, instance=campaign, initial=initial)
    if form.is_valid():
        said, at = form.cleaned_data, timezone.now()
        version = said.pop("version")
        try:
            if campaign:
                told = {"fields": said, "version": version}
                campaigns.correct(campaign, actor=request.user, at=at, **told)
            else:
                campaigns.start(actor=request.user, at=at, **said)
        except Conflict as conflict:
            tell_theirs(form, conflict, campaign)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("leads:campaigns")
    status = 422 if form.is_bound else 200
    context = {"form": form, "campaign": campaign}
    return render(request, "leads/campaign.html", context, status=status)
