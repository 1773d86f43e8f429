"""Questions about what a company decided for its complaints."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce


class NamedQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_active=True).in_order()

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class CategoryQuerySet(NamedQuerySet):
    def for_settings(self) -> Self:
        """Load all with their departments, those in use first."""
        rows = self.select_related("department")
        return rows.order_by("-is_active", "position", "pk")


class CauseQuerySet(NamedQuerySet):
    def for_settings(self) -> Self:
        """Load all as the tree they are: each top one, then what belongs to it."""
        top = Coalesce("parent__position", "position")
        place = Coalesce("parent_id", "pk")
        first_top = F("parent_id").asc(nulls_first=True)
        rows = self.select_related("parent")
        return rows.order_by(top, place, first_top, "position", "pk")


class PolicyQuerySet(models.QuerySet):
    def in_force(self, at: datetime):
        """Return the version that holds for what is registered at `at`."""
        begun = self.filter(active_from__lte=at)
        return begun.order_by("-active_from", "-version")[0]

    def before(self, policy):
        """Return the version that held when this one was made; None of the first."""
        earlier = self.filter(version__lt=policy.version).exclude(active_from=None)
        return earlier.order_by("-version").first()

    def drafts(self) -> Self:
        return self.filter(active_from=None)

    def for_list(self) -> Self:
        """Load the versions, newest first, with who made them."""
        return self.select_related("made_by").order_by("-version")


class RuleQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(is_on=True)

    def in_order(self) -> Self:
        """Sort as the page of a version shows them."""
        return self.order_by("metric", "basis", "severity", "tier", "kind", "pk")
