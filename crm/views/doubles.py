"""A customer leaves the archive: merged into another, removed, and brought back."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from crm.services import merging, removing
from customers import differences
from customers.forms.doubles import MergeForm, ReasonForm
from customers.models import Customer, Merge
from customers.views.door import customer_of


@require(Can.MERGE_CUSTOMERS)
def merge(request, pk):
    """Show two customers beside each other, and make them one."""
    winner, loser = _pair(request, pk)
    form = MergeForm(request.POST or None, initial=_shown(winner, loser))
    if form.is_valid():
        try:
            merging.merge(
                winner, loser, actor=request.user, choices=form.choices,
                versions=form.versions, at=timezone.now(),
                submission_key=form.cleaned_data["submission_key"],
            )  # fmt: skip
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(request.get_full_path())
        said = _("%(name)s is one customer now.") % {"name": winner}
        messages.success(request, said)
        return redirect(winner)
    return render(request, "doubles/merge.html", _beside(winner, loser, form))


def _pair(request, pk: int) -> tuple[Customer, Customer]:
    """Return the customer who stays and the one who becomes part of him."""
    other = pk_of(request.GET.get("with", ""))
    if other is None or other == pk:
        raise Http404
    mine = Customer.objects.for_user(request.user, request.can).for_page()
    found = mine.in_bulk([pk, other])
    if len(found) == 2:
        return found[pk], found[other]
    return customer_of(request, pk), customer_of(request, other)


def _shown(winner: Customer, loser: Customer) -> dict:
    return {"winner_version": winner.version, "loser_version": loser.version}


def _beside(winner: Customer, loser: Customer, form: MergeForm) -> dict:
    lines = differences.lines(winner, loser)
    address = reverse("customer_merge", args=[loser.pk])
    return {
        "customer": winner,
        "loser": loser,
        "form": form,
        "different": [line for line in lines if not line.is_same],
        "same": [line for line in lines if line.is_same],
        "warnings": differences.warnings(winner, loser),
        "moving": merging.preview(winner, loser),
        "swap_url": f"{address}?with={winner.pk}",
    }


@require_POST
@require(Can.MERGE_CUSTOMERS)
def undo_merge(request, pk):
    mine = Merge.objects.for_user(request.user, request.can).standing()
    merge = get_object_or_404(mine, pk=pk)
    try:
        merging.undo(merge, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("They are two customers again."))
    return redirect(f"{reverse('customers:doubles')}?state=merged")


@require(Can.REMOVE_CUSTOMERS)
def remove(request, pk):
    """Ask why, and put a customer into the recycle bin."""
    customer = customer_of(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            removing.remove(
                customer, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The customer is in the recycle bin."))
            return redirect("customers:bin")
    context = {"customer": customer, "tab": "profile", "form": form}
    return render(request, "doubles/remove.html", context)


@require_POST
@require(Can.REMOVE_CUSTOMERS)
def restore(request, pk):
    away = Customer.ever.binned().for_user(request.user, request.can)
    customer = get_object_or_404(away.for_page(), pk=pk)
    try:
        removing.restore(customer, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("customers:bin")
    messages.success(request, _("%(name)s is back.") % {"name": customer})
    return redirect(customer)
