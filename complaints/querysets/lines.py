"""Questions about the lines of a complaint's history."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from complaints.choices import TELLS, Deed


class LineQuerySet(models.QuerySet):
    def daily(self) -> Self:
        """Return the daily notes of major complaints."""
        return self.filter(deed=Deed.NOTED, told__daily=True)

    def in_order(self) -> Self:
        return self.order_by("place")

    def gradings(self) -> Self:
        """Return what said how grave it is, in order."""
        graded = [Deed.ASSESSED, Deed.REGRADED, Deed.DECLARED]
        return self.filter(deed__in=graded).in_order()

    def told(self) -> Self:
        """Return when the customer was told something, and it was not taken back."""
        return self.filter(deed__in=TELLS).exclude(self._taken_back())

    def with_taken_back(self) -> Self:
        """Annotate `is_taken_back`: what was to be told never left the house."""
        return self.annotate(is_taken_back=Q(deed__in=TELLS) & Q(self._taken_back()))

    def _taken_back(self) -> Exists:
        tellings = self.model._meta.apps.get_model("complaints", "Telling").objects
        place = OuterRef("place")
        mine = tellings.taken_back().filter(complaint=OuterRef("complaint"))
        return Exists(mine.filter(since__lte=place, place__gte=place))

    def last_told(self) -> Self:
        """Narrow the lines of one complaint to those on telling, the latest first."""
        return self.filter(deed=Deed.TOLD).order_by("-place")

    def tries(self) -> Self:
        """Narrow the lines of one complaint to the tries since he was told."""
        told = self.last_told().values("place")[:1]
        return self.filter(deed=Deed.TRIED, place__gt=told)

    def after(self, place: int) -> Self:
        """Load what was written since a page that showed the lines up to `place`."""
        return self.filter(place__gt=place).for_page()

    def of_offer(self, offer) -> Self:
        """Return what was done about one compensation."""
        return self.filter(complaint=offer.complaint_id, told__offer=offer.pk)

    def for_page(self) -> Self:
        """Load the lines of a history with who did them, oldest first."""
        return self.select_related("actor").in_order()
