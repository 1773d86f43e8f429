"""What was recorded: one's own notices, and the trail of people, roles and sign-ins."""

from django.db.models import F
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import lists, paging, services
from accounts.forms.records import TrailForm
from accounts.ids import pk_of
from accounts.models import AuditEntry, Notice, Role
from accounts.permissions.actions import Can
from accounts.permissions.doors import require

NEWEST_FIRST = paging.Order(F("pk"), int, descending=True)


@require(Can.USE_PRODUCT)
def inbox(request):
    mine = Notice.objects.for_user(request.user)
    page = paging.page(mine, NEWEST_FIRST, lists.cursor(request.GET))
    context = {"page": page, "role_names": _role_names()} | lists.beside(page)
    return render(request, "accounts/inbox.html", context)


@require_POST
@require(Can.USE_PRODUCT)
def inbox_read(request):
    up_to = request.POST.get("up_to", "")
    if (last := pk_of(up_to)) is not None:
        services.notices.read_all(request.user, up_to=last, at=timezone.now())
    return redirect("inbox")


@require(Can.SEE_AUDIT)
def audit_trail(request):
    """Show who changed people and roles, and who came in; no customer content."""
    form = TrailForm(request.GET)
    entries = AuditEntry.objects.about_settings().for_history()
    filters = form.filters()
    found = entries.filter(**filters)
    page = paging.page(found, NEWEST_FIRST, lists.cursor(request.GET))
    context = {"form": form, "page": page, "is_filtered": bool(filters)}
    context["role_names"] = _role_names()
    context |= lists.beside(page, lists.state(request.GET))
    return render(request, "accounts/audit.html", context)


def _role_names() -> dict[str, str]:
    """Map the roles' codes to their names in the reader's language; one query."""
    return {role.code: str(role) for role in Role.objects.order_by("pk")}
