"""Handing over: one customer, or all that somebody has who leaves, or has left."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from crm.forms.handover import HandoverForm
from crm.services import handover
from customers.forms.archive import AssignForm
from customers.models import Customer
from customers.views.door import customer_of
from visits.models import Visit


@require(Can.ASSIGN_CUSTOMERS)
def assign(request, pk):
    customer = customer_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, user=request.user, customer=customer)
    if form.is_valid():
        try:
            handover.assign(
                customer, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            told = {"name": customer, "owner": customer.owner}
            messages.success(request, _("%(owner)s now looks after %(name)s.") % told)
            return redirect(customer)
    context = {"customer": customer, "tab": "profile", "form": form}
    return render(request, "customers/assign.html", context)


@require(Can.MANAGE_USERS)
def let_go(request, pk):
    leaving = get_object_or_404(User.objects.for_user(request.user, request.can), pk=pk)
    form = HandoverForm(
        request.POST if request.method == "POST" else None, leaving=leaving
    )
    if form.is_valid():
        verb = handover.let_go if leaving.is_active else handover.hand_over
        try:
            moved = verb(
                leaving, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _done(leaving, moved))
            return redirect("admin:accounts_user_changelist")
    context = {"leaving": leaving, "form": form, **_left_behind(leaving)}
    return render(request, "people/handover.html", context)


def _done(leaving: User, moved: int) -> str:
    """Say what happened; `leaving` as the form showed him, still active or not."""
    said = _("Customers of %(user)s handed over: %(count)s.")
    if leaving.is_active:
        said = _("%(user)s is deactivated; customers moved: %(count)s.")
    return said % {"user": leaving, "count": moved}


def _left_behind(user: User) -> dict:
    """Return how much still hangs on the user; numbers only, no customer is named."""
    return {
        "customer_count": Customer.objects.filter(owner=user).count(),
        "visit_count": Visit.objects.planned().filter(owner=user).count(),
        "led_teams": user.led_teams.order_by("path"),
    }
