"""From a visit to an opportunity: one tap, the customer's words carried over."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.models import Customer
from visits.models import FeedbackItem
from visits.services import opportunities


@require_POST
@require(Can.EDIT_CUSTOMERS)
def take_up(request, pk):
    """Open one; the words are to be seen and their customer to be edited by him."""
    editable = Customer.objects.for_user(request.user, request.can)
    seen = FeedbackItem.objects.for_user(request.user, Can.SEE_VISITS)
    item = get_object_or_404(seen.select_related("visit"), pk=pk)
    get_object_or_404(editable, pk=item.customer_id)
    try:
        made = opportunities.take_up(item, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(item.visit)
    messages.success(request, _("Opportunity opened."))
    return redirect(made)
