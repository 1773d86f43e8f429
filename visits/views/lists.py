"""The list of visits: narrowed, remembered, paged by keys."""

from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.services import list_states
from visits.choices import State
from visits.filters import Review, VisitFilter, Whose, sentences
from visits.models import Visit

PAGE = "visits"
NEWEST = paging.Order(F("sort_at"), paging.moment, descending=True)
SOONEST = paging.Order(F("sort_at"), paging.moment)


@require(Can.SEE_VISITS)
def index(request):
    query = lists.state(request.GET)
    if request.GET:
        list_states.remember(request.user, PAGE, query.urlencode())
    else:
        remembered = list_states.recall(request.user, PAGE) or _first(request)
        return redirect(f"{request.path}?{remembered}")
    rows = Visit.objects.for_user(request.user, request.can)
    narrowed = VisitFilter(request.GET, rows, user=request.user)
    is_planned = query.get("state") == State.PLANNED
    order = SOONEST if is_planned else NEWEST
    page = paging.page(narrowed.qs.for_row(), order, lists.cursor(request.GET))
    context = {
        "page": page,
        "filter": narrowed,
        "filters": list(sentences(narrowed, query)),
        "tabs": _tabs(request, query),
        "at": timezone.now(),
        "text": _text(page),
        "query": query.urlencode(),
        "to_review": query.get("review") == Review.WAITING,
        "clear_url": f"?{_first(request)}",
    }
    context |= lists.beside(page, query)
    return render(request, "visits/index.html", context)


def _first(request: HttpRequest) -> str:
    """Return what the list shows to whoever opens it for the first time."""
    makes = request.user.may(Can.LOG_VISITS) and not request.user.may(Can.REVIEW_VISITS)
    whose = Whose.MINE if makes else Whose.EVERYONE
    return urlencode({"state": State.LOGGED, "whose": whose})


def _tabs(request: HttpRequest, query: QueryDict) -> list[tuple]:
    """Return (label, url, is here, no count) for the views of the list one may open."""
    whose = query.get("whose", Whose.EVERYONE)
    tabs = [
        (_("Logged"), {"state": State.LOGGED, "whose": whose}),
        (_("Planned"), {"state": State.PLANNED, "whose": whose}),
        (_("With what customers said"), {"feedback": "True", "whose": whose}),
    ]
    if request.user.may(Can.REVIEW_VISITS):
        tabs.insert(0, (_("Waiting for review"), {"review": Review.WAITING}))
    return [
        (label, f"?{urlencode(state)}", _is_here(state, query), None)
        for label, state in tabs
    ]


def _is_here(state: dict, query: QueryDict) -> bool:
    names = ("state", "feedback", "review")
    return all(query.get(name, "") == str(state.get(name, "")) for name in names)


def _text(page: paging.Page) -> str:
    count = len(page.rows)
    words = ngettext("%(count)s visit", "%(count)s visits", count)
    if page.older or page.newer:
        words = ngettext("%(count)s visit here", "%(count)s visits here", count)
    return words % {"count": count}
