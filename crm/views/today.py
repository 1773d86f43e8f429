"""The first page of the day: what to do next, for each role."""

from datetime import date

from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.models import Notice, Role, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.permissions.shipped import today_of
from accounts.services import profile
from accounts.working_time import Hours, is_working_day
from crm import finding
from crm.panels import archive, leads, own, settings, watched, words

PANELS = {
    "own": own.panel,
    "watched": watched.panel,
    "archive": archive.panel,
    "settings": settings.panel,
    "members": words.panel,
    "routed": leads.panel,
}
MOST_NOTICES = 5


@require(Can.USE_PRODUCT)
def home(request):
    """Send whoever typed the bare address to his day."""
    return redirect("today")


@require(Can.USE_PRODUCT)
def index(request):
    """Show the day of one of the reader's roles, the last one he looked at."""
    user, at = request.user, timezone.now()
    if request.htmx and "recent" in request.GET:
        return _recent(request)
    tabs = _tabs(user)
    role = _chosen(tabs, request.GET.get("role"), user.last_role)
    if len(tabs) > 1 and role.code != user.last_role and not user.seen_by:
        profile.remember_role(user, role)
    name = today_of(role.code) if role else "nothing"
    told = PANELS.get(name, words.panel)(user, at)
    context = told | {
        "tiles": [tile for tile in told["tiles"] if tile],
        "tabs": tabs,
        "role": role,
        "panel": f"today/_{name}.html",
        "hour": timezone.localtime(at).hour,
        "special": _special(told.get("hours"), user, timezone.localdate(at)),
        "notices": list(
            Notice.objects.for_user(user).unread().order_by("-pk")[:MOST_NOTICES]
        ),
    }
    return render(request, "today/index.html", context)


def _recent(request):
    """Answer the customers whose pages this browser remembers, with today's rights."""
    ids = finding.ids(request.GET["recent"])
    hits = finding.recent_customers(request.user, ids) if ids else []
    return render(request, "today/_recent.html", {"hits": hits})


def _special(hours: Hours | None, user, day: date) -> str:
    """Say "off" or "made_up" of a day that is other than its weekday.

    Two queries, where no panel asked for the `hours` before.
    """
    hours = hours or WorkingCalendar.objects.hours_for(user.branch_id)
    if day not in hours.days:
        return ""
    return "made_up" if is_working_day(hours, day) else "off"


def _tabs(user) -> list[Role]:
    """Return the user's roles, one for each panel they open."""
    found: dict[str, Role] = {}
    for role in Role.objects.filter(holders=user).order_by("pk"):
        found.setdefault(today_of(role.code), role)
    return list(found.values())


def _chosen(tabs: list[Role], *wanted: str | None) -> Role | None:
    """Return the first wanted role that is held, otherwise the first held."""
    held = {role.code: role for role in tabs}
    for code in wanted:
        if code in held:
            return held[code]
    return tabs[0] if tabs else None
