"""What is done to win leads."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.archive import Source
from customers.choices.leads import CHANNELS
from customers.querysets.leads import CampaignQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Campaign(models.Model):
    """One effort to win leads, with what it costs."""

    name = models.CharField(_("campaign"), max_length=60, unique=True)
    channel = models.CharField(
        _("channel"), max_length=10, choices=CHANNELS, default=Source.ONLINE
    )
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    cost = models.DecimalField(
        _("cost (yuan)"), max_digits=12, decimal_places=2, default=0
    )
    is_archived = models.BooleanField(_("over, offered no more"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    created_at = models.DateTimeField(editable=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("campaign"), _("campaigns")
        constraints = [
            models.CheckConstraint(
                name="campaign_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(
                name="campaign_cost_not_below_zero", condition=Q(cost__gte=0)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("leads:campaign", args=[self.pk])
