"""The list of leads: narrowed, remembered, paged by keys."""

from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from accounts import lists, paging
from accounts.choices import Scope
from accounts.models import WorkingCalendar
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import scope_of
from accounts.services import list_states
from customers import prospects
from customers.lead_filters import LeadFilter, Tab, sentences, shown, tab_of
from customers.services import search
from customers.services.leads import pool
from customers.views.leads.door import steers

PAGE = "leads"
NEWEST = paging.Order(F("created_at"), paging.moment, descending=True)
LONGEST = paging.Order(F("touched_at"), paging.moment)
# Where what waits longest stands first.
WAITING = (Tab.CALL, Tab.OVERDUE, Tab.UNASSIGNED, Tab.POOL)


@require(Can.SEE_LEADS)
def index(request):
    query = lists.state(request.GET)
    if request.GET:
        list_states.remember(request.user, PAGE, query.urlencode())
    else:
        remembered = list_states.recall(request.user, PAGE) or _first(request)
        return redirect(f"{request.path}?{remembered}")
    tab = tab_of(query)
    asked = request.GET.copy()
    asked["q"] = search.note(asked.get("q", ""), actor=request.user, at=timezone.now())
    rows = shown(query, request.user)
    narrowed = LeadFilter(asked, rows, user=request.user, at=timezone.localtime())
    order = LONGEST if tab in WAITING else NEWEST
    page = paging.page(narrowed.qs.for_row(), order, lists.cursor(request.GET))
    context = {
        "page": page,
        "filter": narrowed,
        "filters": [(words, f"?{rest}") for words, rest in sentences(narrowed, query)],
        "tab": tab,
        "tabs": _tabs(request, query),
        "text": _text(page),
        "clear_url": f"?{urlencode({'tab': tab})}",
        "today": timezone.localdate(),
        "steers": steers(request.user),
        "query": query.urlencode(),
    }
    context |= _plan(request.user)
    if tab == Tab.POOL:
        context["left"] = pool.left_to_claim(request.user, timezone.now())
    return render(request, "leads/index.html", context | lists.beside(page, query))


def _plan(user) -> dict:
    """Return how far the reader is in his plan of this month, where he has one."""
    today = timezone.localdate()
    [progress] = prospects.of_people([user], today.replace(day=1))
    if not progress.target:
        return {}
    hours = WorkingCalendar.objects.hours_for(user.branch_id)
    return {"plan": progress, "days_left": prospects.days_left(hours, today)}


def _first(request: HttpRequest) -> str:
    """Return what the list shows to whoever opens it for the first time."""
    own = scope_of(request.user, Can.SEE_LEADS) <= Scope.OWN
    return urlencode({"tab": Tab.MINE if own else Tab.ALL})


def _tabs(request: HttpRequest, query: QueryDict) -> list[tuple]:
    user, scope = request.user, scope_of(request.user, Can.SEE_LEADS)
    works = user.may(Can.EDIT_LEADS)
    offered = {
        Tab.ALL: True,
        Tab.MINE: works,
        Tab.CALL: works,
        Tab.TEAM: scope >= Scope.TEAM and bool(user.led_paths()),
        Tab.UNASSIGNED: scope >= Scope.TEAM,
        Tab.OVERDUE: True,
        Tab.POOL: scope >= Scope.OWN,
    }
    here = query.get("tab", Tab.ALL)
    return [
        (tab.label, f"?{urlencode({'tab': tab})}", tab == here, None)
        for tab, is_open in offered.items()
        if is_open
    ]


def _text(page: paging.Page) -> str:
    count = len(page.rows)
    words = ngettext("%(count)s lead", "%(count)s leads", count)
    if page.older or page.newer:
        words = ngettext("%(count)s lead here", "%(count)s leads here", count)
    return words % {"count": count}
