"""Which lead a page is about, and who steers who gets leads."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from accounts.choices import Scope
from accounts.models import Branch
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import scope_of
from customers.models import Lead


def lead_of(request: HttpRequest, pk: int) -> Lead:
    """Return the lead, or answer 404 where it is not the reader's to `can`."""
    visible = Lead.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), pk=pk)


def back_to(request: HttpRequest, lead: Lead) -> HttpResponse:
    """Lead on to the lead, or to the list where the reader no longer sees it."""
    seen = Lead.objects.for_user(request.user, Can.SEE_LEADS)
    is_seen = seen.filter(pk=lead.pk).exists()
    return redirect(lead if is_seen else "leads:index")


def steers(user) -> bool:
    """Say whether the user decides who gets leads: of a team, of a branch, of all."""
    return scope_of(user, Can.ASSIGN_LEADS) >= Scope.TEAM


def steering(view: Callable) -> Callable:
    """Refuse with 403 whoever may hand over only his own leads."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not steers(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return require(Can.ASSIGN_LEADS)(guarded)


def branches_of(user):
    """Return the branches whose leads the user distributes."""
    if scope_of(user, Can.ASSIGN_LEADS) is Scope.ALL:
        return Branch.objects.order_by("code")
    return Branch.objects.filter(pk=user.branch_id)
