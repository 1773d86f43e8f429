"""The queue of complaints: what is due first stands first; the database of all."""

from datetime import datetime
from urllib.parse import urlencode

from django.db.models import F
from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext

from accounts import lists, paging
from accounts.choices import Scope
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import scope_of
from accounts.services import list_states
from complaints import filters, marks
from complaints.filters import ComplaintFilter, Tab
from complaints.models import Complaint, Inbound
from complaints.querysets.complaints import DUE
from customers.services import search

PAGE = "complaints"
NEWEST = paging.Order(F("received_at"), paging.moment, descending=True)
SOONEST = paging.Order(DUE, paging.moment)
# Whose rows wait: where a number says how much is to be done.
COUNTED = (Tab.MINE, Tab.BREACHING, Tab.PARTS, Tab.TELL, Tab.VERIFY, Tab.MAJOR,
           Tab.UNASSIGNED)  # fmt: skip
MOST_COUNTED = 99
# Of fewer open ones than this the ids are asked for.
FEW = 500


@require(Can.SEE_COMPLAINTS)
def index(request):
    query = lists.state(request.GET, besides={lists.OPEN})
    if request.GET:
        list_states.remember(request.user, PAGE, query.urlencode())
    else:
        remembered = list_states.recall(request.user, PAGE) or _first(request)
        return redirect(f"{request.path}?{remembered}")
    at, tab = timezone.now(), filters.tab_of(query)
    rows = Complaint.objects.for_user(request.user, request.can)
    asked = request.GET.copy()
    asked["q"] = search.note(asked.get("q", ""), actor=request.user, at=at)
    kept = ComplaintFilter(asked, rows, user=request.user, at=at)
    order = NEWEST if tab == Tab.ALL else SOONEST
    page = paging.page(kept.qs.for_row(), order, lists.cursor(request.GET))
    context = {
        "page": page,
        "rows": marks.marked(page.rows, at),
        "tab": tab,
        "tabs": _tabs(request, rows, tab, at),
        "text": _text(page),
        "clear_url": f"?{urlencode({'tab': tab})}",
        "query": query.urlencode(),
        "messages_new": _messages(request.user),
    }
    context |= _box(request, kept, query) | lists.beside(page, query)
    return render(request, "complaints/index.html", context)


def _box(request: HttpRequest, kept: ComplaintFilter, query: QueryDict) -> dict:
    """Return what the box of filters reads; most never open it."""
    told = filters.sentences(kept, query)
    return {
        "filter": kept,
        "filters": [(said, f"?{rest}") for said, rest in told],
        "kept": lists.kept(kept, query, besides={"q"}),
        "is_open": bool(request.GET.get(lists.OPEN)) or bool(kept.form.errors),
    }


def _first(request: HttpRequest) -> str:
    """Return what the queue shows to whoever opens it for the first time."""
    own = scope_of(request.user, Can.HANDLE_COMPLAINTS) == Scope.OWN
    return urlencode({"tab": Tab.MINE if own else Tab.OPEN})


def _tabs(request: HttpRequest, rows, here: Tab, at: datetime) -> list[tuple]:
    """Return (label, url, is here, how many up to 99) for the views one may open."""
    works = request.user.may(Can.HANDLE_COMPLAINTS)
    leads = scope_of(request.user, Can.SEE_COMPLAINTS) >= Scope.TEAM
    held = _held(rows)
    offered = dict.fromkeys(Tab, True) | {
        Tab.MINE: works, Tab.PARTS: works, Tab.TELL: works, Tab.VERIFY: works,
        Tab.UNASSIGNED: leads,
    }  # fmt: skip
    return [
        (tab.label, f"?{urlencode({'tab': tab})}", tab == here,
         _counted(filters.narrowed(held, tab, user=request.user, at=at), tab))
        for tab, is_open in offered.items()
        if is_open
    ]  # fmt: skip


def _messages(user: User) -> str | None:
    """Return how many messages wait to be taken in; None for whoever takes in none."""
    if scope_of(user, Can.REGISTER_COMPLAINTS) < Scope.TEAM:
        return None
    return _capped(Inbound.objects.for_user(user, Can.REGISTER_COMPLAINTS).new())


def _held(rows):
    """Return what is open of `rows`: few of them by their ids, looked up once.

    Whose rows they are costs more to say than which, and every view is counted.
    """
    ids = list(rows.open().order_by().values_list("pk", flat=True)[:FEW])
    return Complaint.objects.filter(pk__in=ids) if len(ids) < FEW else rows


def _counted(rows, tab: Tab) -> str | None:
    """Return how many there are; None where nobody need act."""
    return _capped(rows) if tab in COUNTED else None


def _capped(rows) -> str:
    """Count `rows`, "99+" beyond that."""
    count = rows.order_by()[: MOST_COUNTED + 1].count()
    return f"{MOST_COUNTED}+" if count > MOST_COUNTED else str(count)


def _text(page: paging.Page) -> str:
    count = len(page.rows)
    words = ngettext("%(count)s complaint", "%(count)s complaints", count)
    if page.older or page.newer:
        words = ngettext("%(count)s complaint here", "%(count)s complaints here", count)
    return words % {"count": count}
