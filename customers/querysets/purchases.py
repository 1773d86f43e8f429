"""Questions about purchases."""

from typing import Self

from django.db import models
from django.db.models import Count, Sum
from django.db.models.functions import Round, TruncMonth
from django.utils import timezone


class PurchaseQuerySet(models.QuerySet):
    def for_list(self) -> Self:
        """Load what the purchases page reads, newest first."""
        return self.select_related("branch").order_by("-bought_at", "-pk")

    def of_source(self, source: str) -> Self:
        return self.filter(source=source)

    def by_month(self) -> Self:
        """Return rows of month, lines, invoices, quantity and revenue, oldest first.

        Months are those of the product's own time zone; revenue is rounded once.
        """
        zone = timezone.get_default_timezone()
        month = TruncMonth("bought_at", tzinfo=zone)
        return (
            self.values(month=month)
            .annotate(
                lines=Count("pk"),
                invoices=Count("invoice", distinct=True),
                quantities=Sum("quantity"),
                revenue=Round(Sum("amount"), precision=2),
            )
            .order_by("month")
        )
