"""Questions about the clocks of complaints and the times they stood still."""

from datetime import UTC, datetime
from typing import Self

from django.db import models
from django.db.models.functions import Coalesce

from complaints.choices import Metric
from complaints.querysets.figures import TimingQuerySet

# Not the column itself: of that the database knows that nearly all ever were near, and
# would read every one that runs.
WARNED = Coalesce("warn_at", datetime(9999, 1, 1, tzinfo=UTC))


class ClockQuerySet(TimingQuerySet):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def step_due(self, at: datetime) -> Self:
        """Return the running ones of which somebody is to be told by `at`."""
        return self.running().filter(next_step_at__lte=at)

    def near(self, at: datetime) -> Self:
        """Return the running ones of which little time is left, or none."""
        return self.running().alias(warned=WARNED).filter(warned__lte=at)

    def reckoned_otherwise(self, branch_id: int, stamp: str) -> Self:
        """Return the running ones of a branch that another calendar was counted by."""
        running = self.running().filter(complaint__branch_id=branch_id)
        return running.exclude(reckoned_by=stamp)

    def calendars(self) -> set[tuple[int, str]]:
        """Return (branch, calendar) of all that runs; one query."""
        pairs = self.running().values_list("complaint__branch_id", "reckoned_by")
        return set(pairs.distinct())

    def in_order(self) -> Self:
        """Sort as a page shows them: as they began."""
        return self.order_by("started_at", "pk")

    def promised(self) -> Self:
        """Return what the customer waits for, as promised, the next first.

        What the law asks of us is not his to wait for.
        """
        awaited = [Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE]
        mine = self.filter(ended_at=None, metric__in=awaited, promised_at__isnull=False)
        return mine.order_by("promised_at")


class PauseQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("started_at", "pk")
