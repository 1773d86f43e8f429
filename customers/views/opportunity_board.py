"""Opportunities as a board: a column for each stage, moved by a button."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers.choices.opportunities import Progress
from customers.models import Opportunity
from customers.opportunity_filters import OpportunityFilter, Whose

COLUMNS = (
    Progress.INTEREST, Progress.PROPOSAL, Progress.NEGOTIATION, Progress.WON,
)  # fmt: skip
# So many cards of a column; all of them stand in the list.
MOST = 15


@require(Can.SEE_CUSTOMERS)
def board(request):
    whose = _whose(request)
    rows = Opportunity.objects.for_user(request.user, request.can)
    asked = {"user": request.user, "today": timezone.localdate()}
    rows = OpportunityFilter({"whose": whose}, rows, **asked).qs
    counts = rows.by_progress()
    context = {
        "columns": [_column(request, rows, each, whose, counts) for each in COLUMNS],
        "lost": _figures(Progress.LOST, whose, counts),
        "tabs": _tabs(request, whose),
        "whose": whose,
        "today": asked["today"],
        "list_url": _list(whose=whose),
        "is_empty": not counts,
    }
    return render(request, "opportunities/board.html", context)


def _whose(request: HttpRequest) -> str:
    """Return whose board is asked for: a leader's team's unless he says otherwise."""
    asked = request.GET.get("whose", "")
    if asked in Whose.values and (asked != Whose.TEAM or request.user.led_paths()):
        return asked
    if request.user.led_paths():
        return Whose.TEAM
    return Whose.MINE if request.user.customers.exists() else Whose.EVERYONE


def _column(request, rows, progress: Progress, whose: str, counts: dict) -> dict:
    """Return a column: its figures, its first cards, where each can be moved."""
    cards = rows.for_column(progress).with_may(request.user, Can.EDIT_CUSTOMERS)
    place = COLUMNS.index(progress)
    return _figures(progress, whose, counts) | {
        "cards": list(cards[:MOST]),
        "before": COLUMNS[place - 1] if place else None,
        "after": COLUMNS[place + 1] if place + 1 < len(COLUMNS) else None,
    }


def _figures(progress: Progress, whose: str, counts: dict) -> dict:
    count, total = counts.get(progress, (0, 0))
    return {
        "progress": progress,
        "size": count,
        "total": total,
        "more": max(count - MOST, 0),
        "url": _list(whose=whose, progress=progress),
    }


def _list(**asked) -> str:
    return f"{reverse('customers:opportunities')}?{urlencode(asked)}"


def _tabs(request: HttpRequest, here: str) -> list[tuple]:
    """Return (label, url, is here, no count) for whose one may look at."""
    offered = [each for each in Whose if each != Whose.TEAM or request.user.led_paths()]
    return [
        (each.label, f"?{urlencode({'whose': each})}", each == here, None)
        for each in offered
    ]
