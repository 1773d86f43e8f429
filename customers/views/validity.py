"""Whether a customer can be reached: verified today, out of reach, to be checked."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.forms.facts import TroubleForm, VerifiedForm
from customers.services import validity
from customers.views.door import customer_of
from customers.views.minding import minding


@require_POST
@require(Can.EDIT_CUSTOMERS)
def verified(request, pk):
    """Note that the archive, or one way to reach him, was verified today."""
    customer = customer_of(request, pk)
    form = VerifiedForm(request.POST)
    channel = form.cleaned_data["channel"] if form.is_valid() else ""
    validity.verify(
        customer,
        actor=request.user,
        channels=[channel] if channel else None,
        at=timezone.now(),
    )
    if request.htmx:
        return _mind(request, pk)
    messages.success(request, _("Verified today."))
    return redirect("customers:profile", pk)


@require(Can.EDIT_CUSTOMERS)
def unreachable(request, pk):
    customer = customer_of(request, pk)
    form = TroubleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()} | form.cleaned_data
        try:
            validity.report(customer, **asked)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect("customers:profile", pk)
    context = {"customer": customer, "tab": "profile", "form": form}
    return render(request, "facts/unreachable.html", context)


@require_POST
@require(Can.EDIT_CUSTOMERS)
def check(request, pk):
    """Ask that he be checked when he comes next, or no longer."""
    customer = customer_of(request, pk)
    is_to_check = request.POST.get("check") == "yes"
    validity.flag(
        customer, actor=request.user, is_to_check=is_to_check, at=timezone.now()
    )
    messages.success(request, _("Saved."))
    return redirect("customers:profile", pk)


def _mind(request, pk: int):
    """Answer what is left to mind, in the place of the button that was tapped."""
    customer = customer_of(request, pk)
    context = {"customer": customer, "is_thanked": True}
    context |= minding(customer, may_edit=True)
    return render(request, "customers/_mind.html", context)
