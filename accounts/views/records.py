"""What was recorded: the trail of people, roles and sign-ins."""

from django.db.models import F
from django.shortcuts import render

from accounts import lists, paging
from accounts.forms.records import TrailForm
from accounts.models import AuditEntry, Role
from accounts.permissions.actions import Can
from accounts.permissions.doors import require

NEWEST_FIRST = paging.Order(F("pk"), int, descending=True)


@require(Can.SEE_AUDIT)
def audit_trail(request):
    """Show who changed people and roles, and who came in; no customer content."""
    form = TrailForm(request.GET)
    entries = AuditEntry.objects.about_settings().for_history()
    filters = form.filters()
    found = entries.filter(**filters)
    page = paging.page(found, NEWEST_FIRST, lists.cursor(request.GET))
    context = {"form": form, "page": page, "is_filtered": bool(filters)}
    context["role_names"] = Role.objects.names()
    context["role_labels"] = {role.pk: str(role) for role in Role.objects.all()}
    query = lists.state(request.GET)
    context |= {"query": query.urlencode()} | lists.beside(page, query)
    return render(request, "accounts/audit.html", context)
