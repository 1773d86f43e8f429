"""What each channel brings, month by month; every figure leads to its rows."""

from datetime import date

from django.shortcuts import render
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers import lead_figures
from customers.models import Campaign, Lead

MONTHS = 6


@require(Can.SEE_LEADS)
def analysis(request):
    leads = Lead.objects.for_user(request.user, request.can)
    months = lead_figures.months_before(timezone.localdate(), MONTHS)
    month = _asked(request.GET.get("month", ""), months)
    context = {
        "months": months,
        "month": month,
        "channels": lead_figures.of_channels(leads, month),
        "trend": lead_figures.of_months(leads, months),
        "reasons": lead_figures.of_losses(leads, month),
        "campaigns": lead_figures.of_campaigns(leads, Campaign.objects.for_list()),
    }
    return render(request, "leads/analysis.html", context)


def _asked(text: str, months: list[date]) -> date:
    """Return the month an address names, the present one where it names none."""
    return next((one for one in months if one.isoformat()[:7] == text), months[-1])
