"""What a customer likes and needs: what we noted, and what he said he needs."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers.forms.facts import LikeForm
from customers.models import Like
from customers.services import likes
from customers.views.door import customer_of
from visits.models import FeedbackItem

MOST_NEEDS = 30


@require(Can.SEE_CUSTOMERS)
def index(request, pk):
    customer = customer_of(request, pk)
    needs = FeedbackItem.objects.needs(customer, request.user)
    context = {
        "customer": customer,
        "tab": "likes",
        "likes": list(Like.objects.filter(customer=customer).for_panel()),
        "needs": list(needs[:MOST_NEEDS]),
        "may_edit": may_apply(request.user, Can.EDIT_CUSTOMERS, customer),
    }
    return render(request, "customer/likes.html", context)


@require(Can.EDIT_CUSTOMERS)
def create(request, pk):
    customer = customer_of(request, pk)
    data = request.POST if request.method == "POST" else None
    form = LikeForm(data, today=timezone.localdate())
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()} | form.cleaned_data
        try:
            likes.note(customer, **asked)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Noted."))
            return redirect("customer_likes", pk)
    context = {"customer": customer, "tab": "likes", "form": form}
    return render(request, "customer/like_form.html", context)
