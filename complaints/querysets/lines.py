"""Questions about the lines of a complaint's history."""

from typing import Self

from django.db import models

from complaints.choices import Deed


class LineQuerySet(models.QuerySet):
    def daily(self) -> Self:
        """Return the daily notes of major complaints."""
        return self.filter(deed=Deed.NOTED, told__daily=True)

    def in_order(self) -> Self:
        return self.order_by("place")

    def told(self) -> Self:
        """Return when the customer was told something."""
        return self.filter(deed__in=[Deed.ACKNOWLEDGED, Deed.PROGRESS, Deed.TOLD])

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
