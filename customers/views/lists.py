"""The list of customers: narrowed, sorted, remembered, paged by keys."""

from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import lists, paging
from accounts.choices import Reach, Scope
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import reaches, scope_of
from accounts.services import list_states
from customers.filters import ORDER_WORDS, ORDERS, QUIET_DAYS, CustomerFilter, sentences
from customers.lack_filters import to_fill
from customers.models import Customer, Segment
from customers.services import search

PAGE = "customers"
# The state that asks for no filter, so that the remembered one is forgotten.
EVERYONE = "whose=all"
# Asks for the filter box with its fields, which most who look at a list never open.


@require(Can.SEE_CUSTOMERS)
def index(request):
    remembered = _remembered(request)
    if remembered:
        return redirect(f"{request.path}?{remembered}")
    rows = Customer.objects.for_user(request.user, request.can)
    asked = request.GET.copy()
    asked["q"] = search.note(asked.get("q", ""), actor=request.user, at=timezone.now())
    narrowed = CustomerFilter(asked, rows, user=request.user, at=timezone.localtime())
    order = request.GET.get("sort", "name")
    order = order if order in ORDERS else "name"
    if request.user.seen_by and order.endswith("name"):
        # Neither the order of veiled names nor where a page of them ends.
        order = "last"
    fill = to_fill(narrowed)
    rows = narrowed.qs.for_row().with_labels()
    rows = rows.with_may(request.user, Can.EDIT_CUSTOMERS) if fill else rows
    page = paging.page(rows, ORDERS[order], lists.cursor(request.GET))
    query = lists.state(request.GET, besides={lists.OPEN})
    context = {
        "page": page,
        "fill": fill,
        "filter": narrowed,
        "filters": [
            (words, f"?{rest.urlencode() or EVERYONE}")
            for words, rest in sentences(narrowed, query)
        ],
        "clear_url": f"?{EVERYONE}",
        "whose_come": _whose_come(request.user),
        "tabs": _tabs(request, query),
        "columns": _columns(query, order),
        "orders": _orders(query, order),
        "order_word": ORDER_WORDS[order],
        "today": timezone.localdate(),
        "text": _text(page, narrowed.qs),
        "query": query.urlencode(),
        "kept": lists.kept(narrowed, query, besides={"q", "sort"}),
        "is_open": bool(request.GET.get(lists.OPEN)) or bool(narrowed.form.errors),
    }
    context |= lists.beside(page, query)
    return render(request, "customers/index.html", context)


def _whose_come(user) -> str:
    """Say whose customers fill an empty list: one's own, or a population's."""
    if scope_of(user, Can.SEE_CUSTOMERS) is not Scope.NONE:
        return _("Customers you look after will stand here.")
    if Reach.MEMBERS in reaches(user, Can.SEE_CUSTOMERS):
        return _("Members of the customer club will stand here once there is a club.")
    return _("Customers will stand here once your department is handed their matters.")


def _remembered(request: HttpRequest) -> str:
    """Return the last state for a visit that asks for none; keep the one that does."""
    if not request.GET:
        return list_states.recall(request.user, PAGE)
    query = lists.state(request.GET, besides={lists.OPEN})
    list_states.remember(request.user, PAGE, query.urlencode())
    return ""


def _tabs(request: HttpRequest, query: QueryDict) -> list[tuple]:
    scope = scope_of(request.user, Can.SEE_CUSTOMERS)
    tabs = [
        (_("All"), {"whose": "all"}, True),
        (_("Mine"), {"whose": "mine"}, scope > Scope.OWN),
        (_("My team"), {"whose": "team"}, bool(request.user.led_paths())),
        (_("No contact for %(days)s days") % {"days": QUIET_DAYS},
         {"untouched": QUIET_DAYS, "sort": "last"}, True),
        (_("Due"), {"next": "due", "sort": "next"}, True),
        (_("Tiers S and A"), {"tier": ["S", "A"], "sort": "-value"}, True),
    ]  # fmt: skip
    here = query.urlencode() or EVERYONE
    pinned = Segment.objects.for_user(request.user, Can.SEE_SEGMENTS)
    for segment in pinned.pinned_by(request.user):
        tabs.append((str(segment), {"segment": segment.pk}, True))
    told = [(label, urlencode(state, doseq=True)) for label, state, ok in tabs if ok]
    return [(label, f"?{state}", state == here, None) for label, state in told]


def _columns(query: QueryDict, order: str) -> dict[str, dict]:
    """Map each sortable column to its link and what `aria-sort` says of it."""
    columns = {}
    for name, first, second in (
        ("name", "name", "-name"),
        ("contacted", "last", "-last"),
        ("planned", "next", "-next"),
        ("value", "-value", "value"),
    ):
        asked = query.copy()
        asked["sort"] = second if order == first else first
        rising = "descending" if order.startswith("-") else "ascending"
        is_here = order in (first, second)
        columns[name] = {
            "url": f"?{asked.urlencode()}",
            "aria": rising if is_here else "none",
            "is_here": is_here,
        }
    return columns


def _orders(query: QueryDict, order: str) -> list[tuple]:
    """Return (words, address, is it in force) of each way to sort, for the phone."""
    asked = query.copy()
    orders = []
    for name, words in ORDER_WORDS.items():
        asked["sort"] = name
        orders.append((words, f"?{asked.urlencode()}", name == order))
    return orders


def _text(page: paging.Page, rows) -> str:
    """Return "25 of about 120,000"; a list on one page counts itself."""
    if page.older or page.newer:
        return lists.shown_of(page, rows)
    return _("%(shown)s customers") % {"shown": f"{len(page.rows):,}"}
