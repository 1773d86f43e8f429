"""Questions about tags, own fields, likes and contact checks."""

from typing import Self

from django.db import models
from django.db.models import Case, Value, When

from customers.choices.facts import Concerns, LikeKind, OwnType

# What a list of customers can be narrowed by.
ASKABLE = (OwnType.CHOICE, OwnType.YES_NO, OwnType.DATE, OwnType.NUMBER)
# What one wants to know before one calls.
HABITS = (LikeKind.CHANNEL, LikeKind.CONTACT_TIME, LikeKind.LANGUAGE, LikeKind.TABOO)


class TagQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(archived_at=None).order_by("name", "pk")

    def for_settings(self) -> Self:
        """Load what `facts/tags.html` reads: all of them, archived ones last."""
        return self.order_by(models.F("archived_at").asc(nulls_first=True), "name")


class MarkQuerySet(models.QuerySet):
    def for_chips(self) -> Self:
        """Load what `facts/_tags.html` reads of a customer: his tags in use."""
        return self.filter(tag__archived_at=None).select_related("tag").order_by("tag")


class OwnFieldQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(archived_at=None).order_by("place", "pk")

    def for_kind(self, kind: str) -> Self:
        return self.in_use().filter(concerns__in=[Concerns.BOTH, kind])

    def for_settings(self) -> Self:
        """Load what `facts/own_fields.html` reads: all, archived ones last."""
        last = models.F("archived_at").asc(nulls_first=True)
        return self.order_by(last, "place", "pk")

    def askable(self) -> Self:
        """Return those a list of customers can be narrowed by."""
        return self.in_use().filter(type__in=ASKABLE)


class LikeQuerySet(models.QuerySet):
    def for_panel(self) -> Self:
        """Load what `customer/_likes.html` reads, a kind after the other."""
        order = Case(
            *(When(kind=kind, then=Value(n)) for n, kind in enumerate(LikeKind)),
            output_field=models.IntegerField(),
        )
        return self.select_related("noted_by").order_by(order, "-since", "-pk")

    def habits(self) -> Self:
        """Return what to mind before one calls or goes there."""
        return self.filter(kind__in=HABITS).order_by("-kind", "-since", "-pk")


class CheckQuerySet(models.QuerySet):
    def troubled(self) -> Self:
        return self.exclude(trouble="")

    def for_panel(self) -> Self:
        return self.order_by("pk")
