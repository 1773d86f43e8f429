"""The care loop: a report month by month, each figure opening its rows; one loop."""

from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts import lists, paging
from accounts.days import midnight
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from crm import care_loops
from crm.care_loops import PARTS, Part
from customers.lead_figures import months_before

MONTHS = 6
NEWEST = paging.Order(F("heard_at"), paging.moment, descending=True)


@require(Can.SEE_COMPLAINT_FIGURES)
def index(request):
    months = months_before(timezone.localdate(), MONTHS)
    month = _asked(request.GET.get("month", ""), months)
    span = midnight(month), midnight(_next(month))
    open_to = [source for source in care_loops.SOURCES if request.user.may(source.can)]
    source = _named(open_to, request.GET.get("source", ""))
    part = request.GET.get("part", "")
    part = Part(part) if part in Part.values else Part.HEARD
    rows = source.rows(request.user, *span).filter(PARTS[part])
    page = paging.page(rows, NEWEST, lists.cursor(request.GET))
    context = {
        "months": months,
        "month": month,
        "figures": [
            _linked(care_loops.figures(each, request.user, *span), month)
            for each in open_to
        ],
        "source": source,
        "part": part,
        "page": page,
        "rows": page.rows,
        # So long one waits before "came back" says all.
        "is_over": timezone.now() >= span[1] + care_loops.WINDOW,
    }
    context |= lists.beside(page, lists.state(request.GET))
    return render(request, "complaints/loops.html", context)


@require(Can.SEE_COMPLAINTS)
def detail(request, source, pk):
    """Show one loop: what was heard, what was done, by whom, and what proves it."""
    of = next((one for one in care_loops.SOURCES if one.name == source), None)
    if of is None:
        raise Http404
    row = get_object_or_404(of.open_to(request.user), pk=pk)
    if complaint := of.joined(row):
        return redirect("care_loop", "complaints", complaint.pk)
    context = {
        "source": of,
        "row": row,
        "address": of.address(row),
        "loop": of.around(row, timezone.now()),
    }
    return render(request, "complaints/care_loop.html", context)


def _linked(figures: care_loops.Figures, month: date) -> dict:
    """Return the figures with the address of the rows behind each."""
    asked = {"month": f"{month:%Y-%m}", "source": figures.source.name}
    links = {part: f"?{urlencode(asked | {'part': part.value})}#rows" for part in Part}
    return {"of": figures, "counts": figures.counts, "links": links}


def _asked(text: str, months: list[date]) -> date:
    """Return the month an address names, the present one where it names none."""
    return next((one for one in months if one.isoformat()[:7] == text), months[-1])


def _named(sources: list, name: str):
    return next((one for one in sources if one.name == name), sources[0])


def _next(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)
