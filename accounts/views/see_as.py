"""Looking at the product through another user's eyes, read-only and recorded."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import services
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.permissions.doors import of_everybody, require
from accounts.refused import Refused


@require_POST
@require(Can.SEE_AS)
def start(request, pk):
    target = get_object_or_404(User.objects.for_user(request.user, request.can), pk=pk)
    at = timezone.now()
    try:
        services.see_as.start(target, actor=request.user, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:accounts_user_change", pk)
    request.session[services.see_as.KEY] = target.pk
    request.session[services.see_as.SINCE] = at.isoformat()
    return redirect("today")


@require_POST
@of_everybody
def end(request):
    """Look with one's own eyes again; open to whoever one looks as."""
    target = request.user
    if target.seen_by is None:
        return redirect("today")
    services.see_as.end(target, actor=target.seen_by, at=timezone.now())
    request.session.pop(services.see_as.KEY, None)
    request.session.pop(services.see_as.SINCE, None)
    return redirect("admin:accounts_user_change", target.pk)
