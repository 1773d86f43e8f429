"""Letting somebody go: what he still has, who gets it, then the account closes."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.models import User
from accounts.permissions import Can, require
from accounts.refused import Refused
from crm.forms.handover import HandoverForm
from crm.services import handover
from customers.models import Customer
from visits.models import Visit


@require(Can.MANAGE_USERS)
def let_go(request, pk):
    leaving = get_object_or_404(User.objects.for_user(request.user, request.can), pk=pk)
    form = HandoverForm(
        request.POST if request.method == "POST" else None, leaving=leaving
    )
    if form.is_valid():
        try:
            moved = handover.let_go(
                leaving, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            said = _("%(user)s is deactivated; customers moved: %(count)s.")
            messages.success(request, said % {"user": leaving, "count": moved})
            return redirect("admin:accounts_user_changelist")
    context = {"leaving": leaving, "form": form, **_left_behind(leaving)}
    return render(request, "people/handover.html", context)


def _left_behind(user: User) -> dict:
    """Return how much still hangs on the user; numbers only, no customer is named."""
    return {
        "customer_count": Customer.objects.filter(owner=user).count(),
        "visit_count": Visit.objects.planned().filter(owner=user).count(),
        "led_teams": user.led_teams.order_by("path"),
    }
