"""Questions about the prospecting plan: how many new prospects one is to win."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef


class FoundQuerySet(models.QuerySet):
    """Who found whom, and when; a part of the questions about leads and customers."""

    def found_by(self, people: Iterable[int], first: datetime, end: datetime) -> Self:
        """Return what these people registered from `first` on, before `end`."""
        rows = self.filter(created_at__gte=first, created_at__lt=end)
        return rows.filter(created_by__in=list(people))

    def without(self, name: str) -> Self:
        """Leave out what rows of `name` point to."""
        model = self.model._meta.get_field(name).related_model
        rows = model._base_manager.filter(customer=OuterRef("pk"))
        return self.filter(~Exists(rows))

    def by_finder(self) -> dict[int, int]:
        """Map each person to how many he registered; one query."""
        rows = self.order_by().values_list("created_by")
        return dict(rows.annotate(Count("pk")))


class ProspectTargetQuerySet(models.QuerySet):
    def standing(self, people: Iterable[int], month: date) -> dict[int, int]:
        """Map each of these people to his target in a month; one query.

        A target stands from its month on until another follows.
        """
        rows = self.filter(user_id__in=list(people), from_month__lte=month)
        last = rows.order_by("user", "-from_month").distinct("user")
        return {row.user_id: row.count for row in last}
