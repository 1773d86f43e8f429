"""How customers stand: figures, moves between tiers, runs, and dry runs of a draft."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.archive import Tier
from customers.choices.tiers import MoveKind, Segment
from customers.models.archive import Customer
from customers.models.tiers import TierCuts, TierPolicy
from customers.querysets.tiers import (
    AssignmentQuerySet,
    MoveQuerySet,
    RunQuerySet,
    StandingQuerySet,
)

CLASS = Q(r_class__range=(1, 5), f_class__range=(1, 5), m_class__range=(1, 5),
          l_class__range=(1, 5), g_class__range=(1, 5))  # fmt: skip


class TierStanding(models.Model):
    """What one customer measures and how he stands, as of the last run.

    Days without an order and months of tenure follow from the dates, so that a row
    changes when the customer does and not with every day.
    """

    customer = models.OneToOneField(
        Customer, models.CASCADE, primary_key=True, related_name="standing"
    )
    policy = models.ForeignKey(TierPolicy, models.PROTECT, db_index=False)
    # The day from which the row has stood like this.
    as_of = models.DateField()
    first_order_on = models.DateField(null=True)
    last_order_on = models.DateField(null=True)
    order_days = models.PositiveSmallIntegerField()
    spend_fen = models.BigIntegerField()
    order_months = models.PositiveSmallIntegerField()
    r_class = models.PositiveSmallIntegerField()
    f_class = models.PositiveSmallIntegerField()
    m_class = models.PositiveSmallIntegerField()
    l_class = models.PositiveSmallIntegerField()
    g_class = models.PositiveSmallIntegerField()
    score = models.DecimalField(max_digits=4, decimal_places=1)
    segment = models.CharField(max_length=10, choices=Segment)
    # Whether a run has ever given him his tier; what he came with is a guess.
    is_scored = models.BooleanField()
    tier_since = models.DateField()
    # Where he was before he was raised last: what returns can take him back to.
    raised_from = models.CharField(max_length=1, choices=Tier, blank=True)
    low_since = models.DateField(null=True)
    low_reviews = models.PositiveSmallIntegerField(default=0)
    reviewed_on = models.DateField(null=True)
    # Like which tier he is cared for at least, being new, and the last day of it.
    welcome_tier = models.CharField(max_length=1, choices=Tier, blank=True)
    welcome_until = models.DateField(null=True)

    objects = StandingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("standing"), _("standings")
        constraints = [
            models.CheckConstraint(name="tierstanding_classes", condition=CLASS),
            models.CheckConstraint(
                name="tierstanding_segment_known",
                condition=Q(segment__in=Segment.values),
            ),
            models.CheckConstraint(
                name="tierstanding_ordered_both_or_neither",
                condition=Q(first_order_on=None, last_order_on=None,
                            segment=Segment.NONE)
                | Q(first_order_on__lte=F("last_order_on"))
                & ~Q(segment=Segment.NONE),
            ),
            models.CheckConstraint(
                name="tierstanding_low_is_dated",
                condition=Q(low_reviews=0, low_since=None, reviewed_on=None)
                | Q(low_reviews__gt=0, low_since__lte=F("reviewed_on")),
            ),
            models.CheckConstraint(
                name="tierstanding_welcome_both_or_neither",
                condition=Q(welcome_tier="", welcome_until=None)
                | Q(welcome_tier__in=Tier.values, welcome_until__isnull=False,
                    welcome_until__gte=F("first_order_on")),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["segment", "customer"], name="tierstanding_segment"),
            models.Index(
                fields=["r_class", "f_class", "customer"], name="tierstanding_cell"
            ),
            models.Index(
                fields=["low_since"],
                condition=Q(low_reviews__gt=0),
                name="tierstanding_low",
            ),
            models.Index(
                fields=["welcome_until"],
                condition=Q(welcome_until__isnull=False),
                name="tierstanding_welcome",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.score}"


class TierAssignment(models.Model):
    """One change of a customer's tier, and the facts it rests on. Never changed."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="tier_assignments", db_index=False
    )
    kind = models.CharField(max_length=8, choices=MoveKind)
    from_tier = models.CharField(max_length=1, choices=Tier)
    to_tier = models.CharField(max_length=1, choices=Tier)
    policy = models.ForeignKey(TierPolicy, models.PROTECT, null=True, db_index=False)
    # What it was measured by: see `customers.tier_words`.
    inputs = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tier change"), _("tier changes")
        indexes = [
            models.Index(fields=["customer", "-at", "-id"], name="tierassignment_of")
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.from_tier}→{self.to_tier}"


class TierRun(models.Model):
    """What the runs of one policy as of one day did together."""

    policy = models.ForeignKey(TierPolicy, models.PROTECT, db_index=False)
    cuts = models.ForeignKey(TierCuts, models.PROTECT, db_index=False)
    as_of = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    finished_at = models.DateTimeField()
    customer_count = models.PositiveIntegerField()
    # Customers by tier and by segment when it ended: {"S": 12, "NEW": 40}.
    counts = models.JSONField(default=dict)
    # Measured for the first time: neither raised nor lowered.
    first_count = models.PositiveIntegerField(default=0)
    raised_count = models.PositiveIntegerField(default=0)
    lowered_count = models.PositiveIntegerField(default=0)
    # Cared for better than their tier asks, being new, when it ended.
    welcome_count = models.PositiveIntegerField(default=0)

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("tier run"), _("tier runs")
        constraints = [
            models.UniqueConstraint(fields=["as_of", "policy"], name="tierrun_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.as_of}"


class TierTrial(models.Model):
    """What a draft would do, as of one day, if it were activated."""

    policy = models.OneToOneField(TierPolicy, models.CASCADE, related_name="trial")
    policy_version = models.PositiveIntegerField()
    as_of = models.DateField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    made_at = models.DateTimeField()
    customer_count = models.PositiveIntegerField()
    # [[from, to, how many]], the highest first.
    counts = models.JSONField(default=list)
    # Of those who would move, the ones measured for the first time.
    first_count = models.PositiveIntegerField(default=0)
    welcome_count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name, verbose_name_plural = _("dry run"), _("dry runs")

    def __str__(self) -> str:
        return f"{self.policy_id} {self.as_of}"


class TierMove(models.Model):
    """One customer who would move, and why."""

    trial = models.ForeignKey(TierTrial, models.CASCADE, related_name="moves")
    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=8, choices=MoveKind)
    from_tier = models.CharField(max_length=1, choices=Tier)
    to_tier = models.CharField(max_length=1, choices=Tier)
    inputs = models.JSONField(default=dict)

    objects = MoveQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("would-be change"), _("would-be changes")

    def __str__(self) -> str:
        return f"{self.customer_id} {self.from_tier}→{self.to_tier}"
