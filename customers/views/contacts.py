"""The people at a customer."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers.forms.people import ContactForm
from customers.models import Contact
from customers.services import contacts
from customers.views.clashes import saved
from customers.views.door import customer_of


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    customer = customer_of(request, pk)
    context = {
        "customer": customer,
        "tab": "contacts",
        "contacts": list(Contact.objects.filter(customer=customer).for_list()),
        "may_edit": may_apply(request.user, Can.EDIT_CUSTOMERS, customer),
        "may_reveal": may_apply(request.user, Can.REVEAL_NUMBERS, customer),
    }
    return render(request, "customers/contacts.html", context)


@require(Can.EDIT_CUSTOMERS)
def create(request, pk):
    customer = customer_of(request, pk)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        asked = {"submission_key": key, "at": timezone.now()} | form.said()
        try:
            contact = contacts.add(customer, actor=request.user, **asked)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s added.") % {"name": contact})
            return redirect("customers:contacts", pk)
    context = {"customer": customer, "tab": "contacts", "form": form}
    return render(request, "customers/contact_form.html", context)


@require(Can.EDIT_CUSTOMERS)
def edit(request, pk, contact_pk):
    customer = customer_of(request, pk)
    contact = get_object_or_404(Contact, pk=contact_pk, customer=customer)
    data = request.POST if request.method == "POST" else None
    form = ContactForm(data, contact=contact)
    write = partial(contacts.edit, contact)
    if form.is_valid() and saved(request, form, contact, write):
        messages.success(request, _("Saved."))
        return redirect("customers:contacts", pk)
    context = {"customer": customer, "tab": "contacts", "form": form}
    return render(
        request, "customers/contact_form.html", context | {"contact": contact}
    )


@require_POST
@require(Can.EDIT_CUSTOMERS)
def remove(request, pk, contact_pk):
    customer = customer_of(request, pk)
    contact = get_object_or_404(Contact, pk=contact_pk, customer=customer)
    contacts.remove(contact, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s removed.") % {"name": contact})
    return redirect("customers:contacts", pk)
