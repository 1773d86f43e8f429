"""The board of improvements: how many of each department, and the list below."""

from django.db.models import F
from django.http import QueryDict
from django.shortcuts import render
from django.utils import timezone

from accounts import lists, paging
from accounts.models import Department
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.improvement_filters import STATES, ImprovementFilter, Tab, sentences
from complaints.models import Improvement
from complaints.outcomes import ImprovementState

SOONEST = paging.Order(F("due_on"), paging.day)
# What the board counts; what was dropped is asked for in the list.
COLUMNS = (
    ImprovementState.OPEN,
    ImprovementState.IN_WORK,
    ImprovementState.DONE,
    ImprovementState.CHECKED,
)
TAB_OF = {state: tab for tab, states in STATES.items() if tab != Tab.ALL
          for state in states}  # fmt: skip


@require(Can.SEE_IMPROVEMENTS)
def index(request):
    asked = request.GET.copy()
    asked.setdefault("tab", Tab.TO_DO)
    query, today = lists.state(asked), timezone.localdate()
    rows = Improvement.objects.for_user(request.user, request.can)
    narrowed = ImprovementFilter(asked, rows, user=request.user, today=today)
    page = paging.page(narrowed.qs.for_row(), SOONEST, lists.cursor(request.GET))
    counts = _counts(rows)
    context = {
        "page": page,
        "filter": narrowed,
        "filters": list(sentences(narrowed, query)),
        "tabs": _tabs(query, counts),
        "tab": asked["tab"],
        "columns": [state.label for state in COLUMNS],
        "board": _board(counts),
        "today": today,
        "text": lists.shown_of(page, narrowed.qs) if page.older or page.newer else "",
        "clear_url": f"?tab={asked['tab']}",
    }
    context |= lists.beside(page, query)
    return render(request, "improvements/index.html", context)


def _counts(rows) -> dict[tuple[int, str], int]:
    counted = rows.by_department()
    return {(department, state): count for department, state, count in counted}


def _tabs(query: QueryDict, counts: dict) -> list[tuple]:
    """Return (label, url, is here, how many) of each tab."""
    asked, tabs = query.copy(), []
    for tab in Tab:
        asked["tab"] = tab
        count = sum(
            many for (_of, state), many in counts.items() if state in STATES[tab]
        )
        tabs.append((tab.label, f"?{asked.urlencode()}", query["tab"] == tab, count))
    return tabs


def _board(counts: dict) -> list[tuple]:
    """Return (department, a cell for each of COLUMNS: (how many, address, label))."""
    shown = {department for department, state in counts if state in COLUMNS}
    names = Department.objects.in_bulk(shown)
    return [
        (
            names[pk],
            [
                (counts.get((pk, state), 0),
                 f"?tab={TAB_OF[state]}&department={pk}", state.label)
                for state in COLUMNS
            ],
        )
        for pk in sorted(shown)
    ]  # fmt: skip
