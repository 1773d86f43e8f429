"""Questions about the rhythm of contacts: how long a customer may wait, who waits."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.days import day_of

# What a missing date sorts as: before every past contact.
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)


class RhythmQuerySet(models.QuerySet):
    def untouched_since(self, at: datetime) -> Self:
        """Return the customers nobody has met or called since `at`."""
        last = Coalesce("last_contact_at", LONG_AGO)
        return self.alias(met_at=last).filter(met_at__lt=at)

    def with_interval(self, on: date) -> Self:
        """Add after how many days the next contact is due, as strategies ask.

        `welcomed_as` is the tier like which a new customer is cared for at least, if
        he is one on that day: the shorter interval of both counts.
        """
        welcome = self._standings().welcoming(on).filter(customer=OuterRef("pk"))
        welcomed = self.annotate(welcomed_as=Subquery(welcome.values("welcome_tier")))
        strategies = self.model._meta.apps.get_model("customers", "TierStrategy")
        either = Q(tier=OuterRef("tier")) | Q(tier=OuterRef("welcomed_as"))
        asked = strategies.objects.filter(either).order_by("contact_days")
        return welcomed.annotate(
            interval_days=Subquery(asked.values("contact_days")[:1])
        )

    def rhythm_of(self, customer_id: int, on: date) -> tuple[str, str | None, int]:
        """Return his tier, like which he is welcomed, the days between; one query."""
        rows = self.with_interval(on)
        return rows.values_list("tier", "welcomed_as", "interval_days").get(
            pk=customer_id
        )

    def past_interval(self, at: datetime, days: Mapping[str, int]) -> Self:
        """Return those without contact for longer than their tier or newness allows.

        `days` maps each tier to the days between two contacts. The pool is nobody's.
        """
        if not days:
            return self.none()
        new, late = self._standings().welcoming(day_of(at)), Q()
        for tier, each in days.items():
            since = at - timedelta(days=each)
            late |= Q(tier=tier, met_at__lt=since)
            if each < max(days.values()):
                like = new.filter(welcome_tier=tier).values("customer_id")
                late |= Q(pk__in=like, met_at__lt=since)
        soonest = at - timedelta(days=min(days.values()))
        return self.untouched_since(soonest).filter(late).unpooled()

    def _standings(self):
        return self.model._meta.get_field("standing").related_model.objects
