"""A lead becomes a customer: shown what is made, then one tap."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers import duplicates
from customers.models import Customer, Lead
from customers.services.leads import conversion
from customers.views.leads.door import lead_of


@require(Can.CREATE_CUSTOMERS)
def convert(request, pk):
    request.can = Can.EDIT_LEADS
    lead = lead_of(request, pk)
    # Ticked as long as nobody has said otherwise.
    opens = request.method != "POST" or "opens" in request.POST
    context = {"lead": lead, "matches": _matches(request, lead), "opens": opens}
    if request.method == "POST":
        try:
            customer = conversion.convert(
                lead, actor=request.user, at=timezone.now(), **_said(request)
            )
        except Refused as refusal:
            context |= {"refusal": refusal, "asks_reason": refusal.field == "phone"}
        else:
            messages.success(request, _("%(name)s is a customer.") % {"name": lead})
            return redirect(customer)
    status = 422 if "refusal" in context else 200
    return render(request, "leads/convert.html", context, status=status)


def _said(request) -> dict:
    """Return what the page was answered; a customer one does not see is none."""
    pk = pk_of(request.POST.get("customer", ""))
    seen = Customer.objects.for_user(request.user, Can.SEE_CUSTOMERS)
    return {
        "customer": seen.filter(pk=pk).first() if pk else None,
        "reason": request.POST.get("reason", "").strip()[:200],
        "opens": "opens" in request.POST,
        "seen": request.POST.get("seen") or None,
    }


def _matches(request, lead: Lead) -> list:
    return duplicates.likely(request.user, phone=lead.phone, name=lead.name)
