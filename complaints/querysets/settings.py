"""Questions about what a company decided for its complaints."""

from datetime import datetime
from typing import Self

from django.db import models


class NamedQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True).in_order()

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class PolicyQuerySet(models.QuerySet):
    def in_force(self, at: datetime):
        """Return the version that holds for what is registered at `at`."""
        begun = self.filter(active_from__lte=at)
        return begun.order_by("-active_from", "-version")[0]

    def for_list(self) -> Self:
        """Load the versions, newest first, with who made them."""
        return self.select_related("made_by").order_by("-version")


class RuleQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_on=True)

    def in_order(self) -> Self:
        """Sort as the page of a version shows them."""
        return self.order_by("metric", "basis", "severity", "tier", "kind", "pk")
