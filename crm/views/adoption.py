"""Who uses the product, and how; a kind word to whoever does not."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.views.sign_in import is_ours
from crm import adoption
from crm.services import adoption as services

BY_NAME = paging.Order(F("name_key"), paging.text)


@require(Can.SEE_ADOPTION)
def index(request):
    """Show how each person and each team used the product."""
    at, user = timezone.localtime(), request.user
    query = lists.state(request.GET)
    is_unused = adoption.is_unused_asked(query)
    rows = adoption.shown(user, query, at).select_related("team")
    page = paging.page(rows, BY_NAME, lists.cursor(request.GET))
    context = {
        "tabs": [
            (_("All"), "?only=", not is_unused, None),
            (_("Unused accounts"), f"?only={adoption.UNUSED}", is_unused, None),
        ],
        "page": page,
        "is_unused": is_unused,
        "query": query.urlencode(),
        "uses": adoption.of_people(page.rows, at, reader=user),
        "teams": adoption.of_teams(user, at) if adoption.may_remind(user) else [],
        "may_remind": adoption.may_remind(user) and not user.seen_by,
        "days": adoption.LOOKED_BACK,
    }
    context |= lists.beside(page, query)
    return render(request, "quality/adoption.html", context)


@require_POST
@require(Can.SEE_ADOPTION)
def remind(request, pk):
    """Remind somebody of the product, and go back to where the button stood."""
    if not adoption.may_remind(request.user):
        raise PermissionDenied
    person = get_object_or_404(adoption.watched(request.user), pk=pk)
    try:
        services.remind(person, actor=request.user, at=timezone.localtime())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s was reminded.") % {"name": person})
    back = request.POST.get("back", "")
    return redirect(back if is_ours(back) else "adoption")
