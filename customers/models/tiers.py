"""The rules by which customers are ranked: policies and their cut points."""

import pghistory
import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers import rfm, tiering
from customers.choices.archive import Tier
from customers.choices.tiers import CutSource, PolicyState
from customers.querysets.tiers import CutsQuerySet, PolicyQuerySet


def _maker(**more) -> models.ForeignKey:
    """A user, nobody behind what was shipped. No constraint: users are never deleted,
    and shipped rows must not hang on a table that a company begins without.
    """
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        db_constraint=False, db_index=False, editable=False, **more,
    )  # fmt: skip


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class TierPolicy(models.Model):
    """One version of the rules: a draft, the one in force, or one that was."""

    number = models.PositiveIntegerField(unique=True, editable=False)
    state = models.CharField(
        _("state"), max_length=10, choices=PolicyState, default=PolicyState.DRAFT
    )
    weight_m = models.PositiveSmallIntegerField(_("spend"), default=35)
    weight_f = models.PositiveSmallIntegerField(_("frequency"), default=25)
    weight_r = models.PositiveSmallIntegerField(_("recency"), default=15)
    weight_l = models.PositiveSmallIntegerField(_("tenure"), default=15)
    weight_g = models.PositiveSmallIntegerField(_("loyalty"), default=10)
    floor_s = models.PositiveSmallIntegerField(_("S from"), default=88)
    floor_a = models.PositiveSmallIntegerField(_("A from"), default=72)
    floor_b = models.PositiveSmallIntegerField(_("B from"), default=52)
    floor_c = models.PositiveSmallIntegerField(_("C from"), default=34)
    keep_percent = models.PositiveSmallIntegerField(
        _("lowered below so many percent of the threshold"), default=80
    )
    review_count = models.PositiveSmallIntegerField(
        _("on so many monthly reviews in a row"), default=2
    )
    valid_days = models.PositiveSmallIntegerField(
        _("a tier holds at least so many days"), default=90
    )
    notice_days = models.PositiveSmallIntegerField(
        _("the owner is told so many days before"), default=30
    )
    new_days = models.PositiveSmallIntegerField(
        _("a customer is new for so many days after the first order"), default=60
    )
    dormant_days = models.PositiveSmallIntegerField(
        _("dormant after so many days without an order"), default=365
    )
    lost_days = models.PositiveSmallIntegerField(
        _("lost after so many days without an order"), default=730
    )
    welcome_tier = models.CharField(
        _("a new customer is cared for at least like tier"),
        max_length=1, choices=Tier, default=Tier.A,
    )  # fmt: skip
    welcome_days = models.PositiveSmallIntegerField(
        _("for so many days after the first order; 0: not at all"), default=90
    )
    note = models.CharField(_("why it was changed"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    made_by = _maker()
    made_at = models.DateTimeField(editable=False)
    activated_by = _maker()
    activated_at = models.DateTimeField(null=True, editable=False)
    superseded_at = models.DateTimeField(null=True, editable=False)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tier policy"), _("tier policies")
        constraints = [
            models.UniqueConstraint(
                fields=["state"],
                condition=Q(state=PolicyState.ACTIVE),
                name="tierpolicy_one_in_force",
            ),
            models.CheckConstraint(
                name="tierpolicy_dated_as_its_state",
                condition=Q(state=PolicyState.DRAFT, activated_at=None)
                | Q(state=PolicyState.ACTIVE, activated_at__isnull=False,
                    superseded_at=None)
                | Q(state=PolicyState.SUPERSEDED, superseded_at__isnull=False),
            ),
            models.CheckConstraint(
                name="tierpolicy_weights_make_100",
                condition=Q(
                    weight_m=100 - F("weight_f") - F("weight_r") - F("weight_l")
                    - F("weight_g")
                ),
            ),
            models.CheckConstraint(
                name="tierpolicy_floors_fall",
                condition=Q(floor_s__lte=100, floor_s__gt=F("floor_a"),
                            floor_a__gt=F("floor_b"), floor_b__gt=F("floor_c"),
                            floor_c__gt=0),
            ),
            models.CheckConstraint(
                name="tierpolicy_grace_known",
                condition=Q(keep_percent__range=(1, 100), review_count__range=(1, 12)),
            ),
            models.CheckConstraint(
                name="tierpolicy_segments_follow",
                condition=Q(new_days__lt=F("dormant_days"),
                            dormant_days__lt=F("lost_days")),
            ),
            models.CheckConstraint(
                name="tierpolicy_welcome_known",
                condition=Q(welcome_tier__in=Tier.values, welcome_days__lte=3650),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.number)

    def get_absolute_url(self) -> str:
        return reverse("customers:tier_policy", args=[self.number])

    @property
    def is_draft(self) -> bool:
        return self.state == PolicyState.DRAFT

    @property
    def is_active(self) -> bool:
        return self.state == PolicyState.ACTIVE

    @property
    def rules(self) -> tiering.Rules:
        """What the arithmetic needs of it."""
        return tiering.Rules(
            weights=(self.weight_r, self.weight_f, self.weight_m, self.weight_l,
                     self.weight_g),
            floors=(self.floor_c, self.floor_b, self.floor_a, self.floor_s),
            keep_percent=self.keep_percent, review_count=self.review_count,
            valid_days=self.valid_days, notice_days=self.notice_days,
            welcome_tier=self.welcome_tier, welcome_days=self.welcome_days,
        )  # fmt: skip


class TierCuts(models.Model):
    """Where the classes of a policy are cut, from one day on; the newest row rules."""

    policy = models.ForeignKey(TierPolicy, models.PROTECT, related_name="cuts")
    source = models.CharField(max_length=8, choices=CutSource)
    as_of = models.DateField()
    # Days, order days, fen, months, months: class 1 reaches to the first, and so on.
    r = ArrayField(models.BigIntegerField(), size=4)
    f = ArrayField(models.BigIntegerField(), size=4)
    m = ArrayField(models.BigIntegerField(), size=4)
    l = ArrayField(models.BigIntegerField(), size=4)  # noqa: E741 (as in RFM-LG)
    g = ArrayField(models.BigIntegerField(), size=4)
    customer_count = models.PositiveIntegerField(default=0)
    made_by = _maker()
    made_at = models.DateTimeField()

    objects = CutsQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("cut points"), _("cut points")
        indexes = [models.Index(fields=["policy", "-id"], name="tiercuts_newest")]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.policy_id} {self.as_of}"

    @property
    def points(self) -> rfm.Cuts:
        return rfm.Cuts(*(tuple(getattr(self, name)) for name in rfm.Cuts._fields))
