"""What is no longer so of a customer's ways; noting stands with his needs in `crm`."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers.models import Like
from customers.services import likes
from customers.views.door import customer_of


@require_POST
@require(Can.EDIT_CUSTOMERS)
def drop(request, pk, like_pk):
    customer = customer_of(request, pk)
    like = get_object_or_404(Like, pk=like_pk, customer=customer)
    likes.drop(like, actor=request.user, at=timezone.now())
    messages.success(request, _("Taken away. The history keeps it."))
    return redirect("customer_likes", pk)
