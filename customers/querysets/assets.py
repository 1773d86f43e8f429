"""Questions about what customers own."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Q

from customers.choices.assets import AssetState, Falls


class AssetQuerySet(models.QuerySet):
    def in_use(self) -> Self:
        return self.filter(state=AssetState.IN_USE)

    def due(self, kind: Falls | str, within: int, *, today: date) -> Self:
        """Return the assets in use whose day of `kind` is past or in `within` days."""
        last = today + timedelta(days=within)
        return self.in_use().filter(**{f"{Falls(kind)}__lte": last})

    def numbered(self, plate: str, vin: str) -> Self:
        """Return the assets in use that have this plate or this VIN."""
        same = Q(pk__in=[])
        if plate:
            same |= Q(plate=plate)
        if vin:
            same |= Q(vin=vin)
        return self.in_use().filter(same)

    def for_list(self) -> Self:
        """Load what `customers/assets.html` reads: those in use first, newest first."""
        is_gone = models.Case(models.When(state=AssetState.IN_USE, then=0), default=1)
        return self.select_related("sold_by").order_by(is_gone, "-pk")


class ReadingQuerySet(models.QuerySet):
    def latest_first(self) -> Self:
        return self.select_related("entered_by").order_by("-read_on", "-pk")
