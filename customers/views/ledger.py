"""The ledger by hand: a purchase entered, given back, voided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.forms.purchases import PurchaseForm, RefundForm, VoidForm
from customers.models import Purchase
from customers.services import ledger
from customers.views.door import customer_of


@require(Can.EDIT_CUSTOMERS)
def create(request, pk):
    customer = customer_of(request, pk)
    form = PurchaseForm(_data(request), customer=customer, today=timezone.localdate())
    if form.is_valid() and _done(request, form, ledger.enter, customer):
        messages.success(request, _("Purchase entered."))
        return redirect("customers:purchases", pk)
    context = {"customer": customer, "tab": "purchases", "form": form}
    return render(request, "customers/purchase_form.html", context)


@require(Can.EDIT_CUSTOMERS)
def refund(request, pk, purchase_pk):
    customer, head = _head(request, pk, purchase_pk)
    left = ledger.left(head)
    form = RefundForm(_data(request), left=left, today=timezone.localdate())
    if form.is_valid() and _done(request, form, ledger.refund, head):
        messages.success(request, _("Refund entered."))
        return redirect("customers:purchases", pk)
    context = {"customer": customer, "tab": "purchases", "form": form}
    context |= {"head": head, "left": left}
    return render(request, "customers/refund.html", context)


@require(Can.EDIT_CUSTOMERS)
def void(request, pk, purchase_pk):
    customer, head = _head(request, pk, purchase_pk)
    form = VoidForm(_data(request))
    if form.is_valid() and _done(request, form, ledger.void, head):
        messages.success(request, _("The entry was voided."))
        return redirect("customers:purchases", pk)
    context = {"customer": customer, "tab": "purchases", "form": form, "head": head}
    return render(request, "customers/void.html", context)


def _data(request):
    return request.POST if request.method == "POST" else None


def _head(request, pk: int, purchase_pk: int):
    customer = customer_of(request, pk)
    heads = Purchase.objects.filter(customer=customer).heads()
    return customer, get_object_or_404(heads, pk=purchase_pk)


def _done(request, form, verb, subject) -> bool:
    """Do what the form asks, or say in it why not."""
    try:
        verb(subject, actor=request.user, at=timezone.now(), **form.cleaned_data)
    except Refused as refusal:
        tell(form, refusal)
        return False
    return True
