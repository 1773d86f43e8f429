"""Saved questions about the archive: who fits is asked anew each time."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.segments import Shared
from customers.querysets.segments import CountQuerySet, SegmentQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Segment(models.Model):
    """One saved question: a rule over facts, never a list of customers."""

    name = models.CharField(_("name"), max_length=60)
    # What `customers.segmenting.rules` reads and writes.
    rule = models.JSONField(_("rule"))
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="segments",
        verbose_name=_("made by"),
    )
    shared = models.CharField(
        _("found by"), max_length=4, choices=Shared, default=Shared.MINE
    )
    archived_at = models.DateTimeField(null=True, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)

    objects = SegmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("segment"), _("segments")
        constraints = [
            models.CheckConstraint(name="segment_has_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="segment_shared_known", condition=Q(shared__in=Shared.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("customers:segment", args=[self.pk])

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class SegmentCount(models.Model):
    """How many customers its owner found in a segment on one day."""

    segment = models.ForeignKey(
        Segment, models.CASCADE, related_name="counts", db_index=False
    )
    on = models.DateField()
    # None where it could not be counted in the time it had.
    count = models.PositiveIntegerField(null=True)

    objects = CountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["segment", "on"], name="segment_counted_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.segment_id} {self.on} {self.count}"


class SegmentPin(models.Model):
    """That somebody wants a segment as a tab of his list of customers."""

    segment = models.ForeignKey(Segment, models.CASCADE, related_name="pins")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "segment"], name="segment_pinned_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.segment_id}"
