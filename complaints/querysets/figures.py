"""What the analysis counts; a list narrowed by the same question holds its rows."""

from datetime import date, datetime
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import (
    Aggregate,
    Count,
    Exists,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce, TruncMonth

from accounts import days
from complaints.choices import (
    VERIFIED,
    Deed,
    Ending,
    Severity,
)
from complaints.querysets.spans import days as days_of


class Percentile(Aggregate):
    """What so large a share of the values does not exceed; without any, nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()


class FigureQuerySet(models.QuerySet):
    def counted(self) -> Self:
        """Return those that count: what was merged into another counts there."""
        return self.exclude(ending=Ending.MERGED)

    def received_from(self, day: date) -> Self:
        return self.filter(received_at__gte=days.midnight(day))

    def received_to(self, day: date) -> Self:
        return self.filter(received_at__lt=days.end_of(day))

    def timed(self, metric: str) -> Self:
        """Return those of which is known how long it took the first time."""
        return self.filter(Exists(self._clocks(metric).measured()))

    def judged(self, metric: str, at: datetime) -> Self:
        """Return those that met a limit of `metric`, or missed it by `at`."""
        return self.filter(Exists(self._clocks(metric).judged(at)))

    def missed(self, metric: str, at: datetime) -> Self:
        """Return those that were late with `metric` once, or are so at `at`."""
        return self.filter(Exists(self._clocks(metric).missed(at)))

    def met(self, metric: str, at: datetime) -> Self:
        """Return those that met every limit of `metric` there was until `at`."""
        missed = Exists(self._clocks(metric).missed(at))
        return self.judged(metric, at).exclude(missed)

    def repeated(self) -> Self:
        """Return those whose customer came with the same category shortly before."""
        return self.filter(self._repeat())

    def reopened(self) -> Self:
        return self.filter(reopened_count__gt=0)

    def asked_again(self) -> Self:
        """Return those whose customer was asked afterwards whether he is content."""
        return self.filter(Q(verified_at__isnull=False) | self._discontent())

    def content(self) -> Self:
        """Return those whose customer was content whenever he was asked."""
        return self.filter(verified_at__isnull=False).exclude(self._discontent())

    def compensated(self) -> Self:
        """Return those of which compensation was allowed."""
        return self.filter(Exists(self._allowed().filter(complaint=OuterRef("pk"))))

    def cost(self) -> dict:
        """Return `cost`, what was allowed of them, and of how many; one query."""
        given = self._allowed().filter(complaint__in=self.order_by().values("pk"))
        return given.order_by().aggregate(
            cost=Coalesce(Sum("amount"), Decimal(0)),
            compensated=Count("complaint", distinct=True),
        )

    def figures(self) -> dict[str, int]:
        """Count by the questions above; one query."""
        asked = Q(verified_at__isnull=False)
        discontent = self._discontent()
        return self.order_by().aggregate(
            complaints=Count("pk"),
            majors=Count("pk", filter=Q(severity=Severity.MAJOR)),
            repeats=Count("pk", filter=self._repeat()),
            reopened=Count("pk", filter=Q(reopened_count__gt=0)),
            asked=Count("pk", filter=asked | discontent),
            content=Count("pk", filter=asked & ~discontent),
        )

    def timings(self, at: datetime) -> dict[str, dict]:
        """Map each metric to how long it took, how many were judged, how many missed.

        Seconds are those of the first time; one query.
        """
        clocks = self.model._meta.apps.get_model("complaints", "Clock").objects
        asked = clocks.filter(complaint__in=self.order_by().values("pk"))
        return {row.pop("metric"): row for row in asked.timings(at)}

    def ages(self, bounds: list[date]) -> list[int]:
        """Count those received since each day and before the one named before it.

        `bounds` are days, the latest first; what is older than the last comes last.
        """
        since = [Q(received_at__gte=days.midnight(day)) for day in bounds]
        bands = [since[0]]
        bands += [
            each & ~before for before, each in zip(since, since[1:], strict=False)
        ]
        bands.append(~since[-1])
        counted = {
            f"band{place}": Count("pk", filter=band) for place, band in enumerate(bands)
        }
        return list(self.order_by().aggregate(**counted).values())

    def causes(self) -> QuerySet:
        """Return rows of cause id and count, the commonest first; None: none found."""
        rows = self.order_by().values_list("cause_id").annotate(count=Count("pk"))
        return rows.order_by("-count", "cause_id")

    def crossed(self) -> QuerySet:
        """Return rows of department id, category id and count."""
        rows = self.order_by().values_list("department_id", "category_id")
        return rows.annotate(count=Count("pk"))

    def months(self) -> dict[date, int]:
        """Map the firsts of months to how many were received in them."""
        rows = self.order_by().values_list(TruncMonth("received_at"))
        return {
            days.day_of(month): count
            for month, count in rows.annotate(count=Count("pk"))
        }

    def _allowed(self) -> QuerySet:
        offers = self.model._meta.apps.get_model("complaints", "Compensation").objects
        return offers.allowed()

    def _clocks(self, metric: str) -> QuerySet:
        clocks = self.model._meta.apps.get_model("complaints", "Clock").objects
        return clocks.filter(complaint=OuterRef("pk"), metric=metric)

    def _repeat(self) -> Q:
        # As the panel and what is major count them: by the policy it began with.
        repeat_days = OuterRef("policy__repeat_days")
        before = self.model.objects.filter(
            customer=OuterRef("customer"),
            category=OuterRef("category"),
            kind__in=VERIFIED,
            received_at__lt=OuterRef("received_at"),
            received_at__gte=OuterRef("received_at") - days_of(repeat_days),
        ).exclude(ending=Ending.MERGED)
        return Q(category__isnull=False) & Q(Exists(before))

    def _discontent(self) -> Q:
        """Say of which the customer was not content when asked: that opens it again."""
        lines = self.model._meta.apps.get_model("complaints", "Line").objects
        said = lines.filter(
            complaint=OuterRef("pk"),
            deed=Deed.REOPENED,
            told__is_discontent=True,
        )
        # Asked of the few that were opened again at all.
        return Q(reopened_count__gt=0) & Q(Exists(said))


class TimingQuerySet(models.QuerySet):
    def measured(self) -> Self:
        return self.filter(_MEASURED)

    def judged(self, at: datetime) -> Self:
        return self.filter(Q(is_met__isnull=False) | _late(at))

    def missed(self, at: datetime) -> Self:
        return self.filter(Q(is_met=False) | _late(at))

    def timings(self, at: datetime) -> QuerySet:
        """Return a row for each metric: seconds of half and of nine in ten, counts."""
        judged, missed = (
            Q(is_met__isnull=False) | _late(at),
            Q(is_met=False) | _late(at),
        )
        return (
            self.order_by()
            .values("metric")
            .annotate(
                timed=Count("pk", filter=_MEASURED),
                median=Percentile("worked_seconds", share=0.5, filter=_MEASURED),
                p90=Percentile("worked_seconds", share=0.9, filter=_MEASURED),
                judged=Count("pk", filter=judged & self._first(judged)),
                missed=Count("pk", filter=missed & self._first(missed)),
            )
        )

    def _first(self, said: Q) -> Q:
        """Say which clocks are the first of their complaint and metric of which so much
        is `said`: few run again, and only those are compared.
        """
        same = {"complaint": OuterRef("complaint"), "metric": OuterRef("metric")}
        before = self.model.objects.filter(said, **same, round__lt=OuterRef("round"))
        return Q(round=0) | ~Exists(before.order_by())


# How long it took the first time; what was opened again counts beside.
_MEASURED = Q(round=0, worked_seconds__isnull=False)


def _late(at: datetime) -> Q:
    return Q(ended_at=None, due_at__lt=at)
