"""How a tier steers the work: its strategy, and tiers set by hand for a while."""

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.archive import Tier
from customers.choices.tiers import CaredBy, OverrideState, StrategyChannel
from customers.models.archive import Customer
from customers.querysets.tiers import OverrideQuerySet, StrategyQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class TierStrategy(models.Model):
    """What the customers of one tier get: how often, how fast, by whom, what else."""

    tier = models.CharField(_("tier"), max_length=1, choices=Tier, unique=True)
    contact_days = models.PositiveSmallIntegerField(_("days between two contacts"))
    cared_by = models.CharField(_("kept in touch by"), max_length=10, choices=CaredBy)
    channel = models.CharField(_("channel"), max_length=6, choices=StrategyChannel)
    reply_hours = models.PositiveSmallIntegerField(
        _("first reply to a complaint, working hours")
    )
    resolve_days = models.PositiveSmallIntegerField(
        _("complaint resolved within, working days")
    )
    benefits_zh = models.TextField(_("benefits, Chinese"), max_length=600, blank=True)
    benefits_en = models.TextField(_("benefits, English"), max_length=600, blank=True)
    has_price_effect = models.BooleanField(_("it changes a price"), default=False)
    compliance_note = models.CharField(
        _("why the difference in price is lawful"), max_length=300, blank=True
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StrategyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tier strategy"), _("tier strategies")
        constraints = [
            models.CheckConstraint(
                name="tierstrategy_tier_known", condition=Q(tier__in=Tier.values)
            ),
            models.CheckConstraint(
                name="tierstrategy_limits",
                condition=Q(contact_days__range=(1, 3650), reply_hours__range=(1, 400),
                            resolve_days__range=(1, 400)),
            ),
            models.CheckConstraint(
                name="tierstrategy_price_is_justified",
                condition=Q(has_price_effect=False) | ~Q(compliance_note=""),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.tier

    def get_absolute_url(self) -> str:
        return reverse("customers:tier_strategy", args=[self.tier])

    @property
    def benefits(self) -> str:
        """The benefits in the reader's language, in the other where there are none."""
        chinese = (get_language() or "zh").startswith("zh")
        first, second = self.benefits_zh, self.benefits_en
        return first or second if chinese else second or first


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class TierOverride(models.Model):
    """A tier other than the computed one: proposed by one, decided by another."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="tier_overrides", db_index=False
    )
    tier = models.CharField(_("tier"), max_length=1, choices=Tier)
    reason = models.CharField(_("reason"), max_length=200)
    # The last day on which it holds.
    until = models.DateField(_("holds until"))
    state = models.CharField(
        max_length=8, choices=OverrideState, default=OverrideState.PROPOSED
    )
    # The tier when it was accepted: where he returns to when it ends.
    stood = models.CharField(max_length=1, choices=Tier, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(_("remark"), max_length=200, blank=True)
    submission_key = models.UUIDField(unique=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tier override"), _("tier overrides")
        constraints = [
            models.UniqueConstraint(
                fields=["customer", "state"],
                condition=Q(state__in=["PROPOSED", "ACCEPTED"]),
                name="tieroverride_one_open",
            ),
            models.CheckConstraint(
                name="tieroverride_decided_by_another",
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="tieroverride_decided_as_its_state",
                condition=Q(state="PROPOSED", decided_at=None, decided_by=None)
                | ~Q(state="PROPOSED") & Q(decided_at__isnull=False),
            ),
            models.CheckConstraint(
                name="tieroverride_has_reason", condition=~Q(reason="")
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-id"], name="tieroverride_of"),
            models.Index(
                fields=["until"],
                condition=Q(state="ACCEPTED"),
                name="tieroverride_until",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.tier}"

    @property
    def is_open(self) -> bool:
        return self.state == OverrideState.PROPOSED
