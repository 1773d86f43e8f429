"""Who looks after a customer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions import Can, require
from accounts.refused import Refused
from customers.forms.archive import AssignForm
from customers.services import ownership
from customers.views.door import customer_of


@require(Can.ASSIGN_CUSTOMERS)
def assign(request, pk):
    customer = customer_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, user=request.user, customer=customer)
    if form.is_valid():
        try:
            ownership.assign(
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
