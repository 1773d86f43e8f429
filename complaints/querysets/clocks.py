"""Questions about the clocks of complaints and the times they stood still."""

from typing import Self

from django.db import models


class ClockQuerySet(models.QuerySet):
    def running(self) -> Self:
        return self.filter(ended_at=None)

    def in_order(self) -> Self:
        """Sort as a page shows them: as they began."""
        return self.order_by("started_at", "pk")


class PauseQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("started_at", "pk")
