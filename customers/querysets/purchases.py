"""Questions about purchases."""

from typing import Self

from django.db import models


class PurchaseQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """Load what the purchases page reads, newest first."""
        return self.select_related("branch").order_by("-bought_at", "-pk")
