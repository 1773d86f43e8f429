"""Questions about the prospecting plan: how many new prospects one is to win."""

from collections.abc import Iterable
from datetime import date

from django.db import models


class ProspectTargetQuerySet(models.QuerySet):
    def standing(self, people: Iterable[int], month: date) -> dict[int, int]:
        """Map each of these people to his target in a month; one query.

        A target stands from its month on until another follows.
        """
        rows = self.filter(user_id__in=list(people), from_month__lte=month)
        last = rows.order_by("user", "-from_month").distinct("user")
        return {row.user_id: row.count for row in last}
