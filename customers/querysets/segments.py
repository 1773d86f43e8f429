"""Questions about segments."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from accounts.permissions.actions import Can
from customers.choices.segments import Shared

MOST_PINNED = 5


class SegmentQuerySet(models.QuerySet):
    def for_user(self, user, can: Can) -> Self:
        """Return those `user` finds: his own, and what is shared with everybody."""
        if not user.may(can):
            return self.none()
        return self.filter(Q(owner_id=user.pk) | Q(shared=Shared.ALL))

    def in_use(self) -> Self:
        return self.filter(archived_at=None)

    def uncounted(self, on) -> Self:
        """Return those in use that have not been counted on this day."""
        counts = self.model._meta.get_field("counts").related_model.objects
        counted = counts.filter(segment=OuterRef("pk"), on=on)
        return self.in_use().filter(~Exists(counted))

    def for_list(self, user) -> Self:
        """Load what `segments/index.html` reads; adds `is_pinned`. Archived last."""
        pins = self.model._meta.get_field("pins").related_model.objects
        pinned = pins.filter(segment=OuterRef("pk"), user=user)
        rows = self.select_related("owner").annotate(is_pinned=Exists(pinned))
        return rows.order_by(F("archived_at").asc(nulls_first=True), "name", "pk")

    def pinned_by(self, user) -> Self:
        """Return those in use that `user` pinned, in the order he pinned them."""
        rows = self.in_use().filter(pins__user=user).order_by("pins__pk")
        return rows[:MOST_PINNED]


class CountQuerySet(models.QuerySet):
    def latest(self, segment) -> list:
        """Return the last two counts of a segment, the newest first."""
        return list(self.filter(segment=segment).order_by("-on")[:2])
