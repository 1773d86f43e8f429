"""What may come of a customer: a chance to do business, until it is won or lost."""

import pghistory
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.opportunities import ENDED, LostReason, Progress
from customers.models.archive import Customer
from customers.querysets.archive import NEVER
from customers.querysets.opportunities import OpportunityQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Opportunity(models.Model):
    """One chance with a customer: what, how much, until when, and what is next."""

    customer = models.ForeignKey(Customer, models.PROTECT, related_name="opportunities")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="opportunities",
        verbose_name=_("owner"),
        db_index=False,
    )
    title = models.CharField(_("what it is about"), max_length=80)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    amount = models.DecimalField(
        _("amount (yuan)"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    expected_on = models.DateField(_("expected by"), null=True, blank=True)
    progress = models.CharField(
        _("stage"), max_length=10, choices=Progress, default=Progress.INTEREST
    )
    lost_reason = models.CharField(
        _("why lost"), max_length=10, choices=LostReason, blank=True
    )
    next_step = models.CharField(_("next step"), max_length=120, blank=True)
    next_on = models.DateField(_("on"), null=True, blank=True)
    ended_at = models.DateTimeField(null=True, editable=False)
    # What it was opened from, "visits.feedback:88": the same is taken up once.
    origin = models.CharField(max_length=40, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    objects = OpportunityQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("opportunity"), _("opportunities")
        constraints = [
            models.UniqueConstraint(
                fields=["origin"],
                condition=~Q(origin=""),
                name="opportunity_taken_up_once",
            ),
            models.CheckConstraint(
                name="opportunity_has_title", condition=~Q(title="")
            ),
            models.CheckConstraint(
                name="opportunity_progress_known",
                condition=Q(progress__in=Progress.values),
            ),
            models.CheckConstraint(
                name="opportunity_ended_iff_dated",
                condition=Q(progress__in=ENDED, ended_at__isnull=False)
                | ~Q(progress__in=ENDED) & Q(ended_at=None),
            ),
            models.CheckConstraint(
                name="opportunity_lost_says_why",
                condition=Q(progress=Progress.LOST) & ~Q(lost_reason="")
                | ~Q(progress=Progress.LOST) & Q(lost_reason=""),
            ),
            models.CheckConstraint(
                name="opportunity_amount_not_negative",
                condition=Q(amount=None) | Q(amount__gte=0),
            ),
        ]
        indexes = [
            models.Index(
                "owner",
                Coalesce("next_on", NEVER),
                "id",
                condition=Q(ended_at=None),
                name="opportunity_owner_next",
            ),
            models.Index(
                Coalesce("next_on", NEVER),
                "id",
                name="opportunity_next",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("customers:opportunity", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.progress not in ENDED
