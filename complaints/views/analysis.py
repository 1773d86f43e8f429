"""What customers complain about, how fast and how well it is handled."""

from django.shortcuts import render
from django.utils import timezone

from accounts.models import Department
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints import charts, figures, tiles
from complaints.forms.figures import PeriodForm


@require(Can.SEE_COMPLAINT_FIGURES)
def index(request):
    """Show the figures of a period beside those of the one before it."""
    at, today = timezone.now(), timezone.localdate()
    form = PeriodForm(request.GET, user=request.user, today=today)
    asked = form.asked()
    found = figures.rows(request.user, asked)
    context = {"form": form, "asked": asked, "before": asked.before(), "at": at}
    context |= _tiles(request.user, found, asked, at)
    context |= _charts(figures.within(found, asked), asked)
    context["months"] = charts.months(found, asked, today)
    return render(request, "complaints/analysis.html", context)


def _tiles(user, found, asked, at) -> dict:
    now, was = figures.both(user, asked, at)
    count, bands = tiles.backlog(found, asked, timezone.localdate(at))
    return {
        "now": now,
        "how_many": tiles.how_many(asked, now, was),
        "how_fast": tiles.how_fast(asked, now, was),
        "how_well": tiles.how_well(asked, now, was),
        "backlog": count,
        "backlog_url": tiles.open_url(asked, None, None),
        "bands": bands,
    }


def _charts(received, asked) -> dict:
    bars, total, unknown = charts.causes(received, asked)
    departments = {row.pk: str(row) for row in Department.objects.order_by("pk")}
    categories, rows = charts.crossed(received, asked, departments)
    return {
        "bars": bars,
        "with_cause": total,
        "without_cause": unknown,
        "without_url": asked.url(cause=charts.NONE),
        "fewest": charts.FEWEST,
        "categories": categories,
        "rows": rows,
    }
