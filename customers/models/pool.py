"""The common pool of customers: its rule, and each customer's way into it and out."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.archive import Tier
from customers.models.archive import Customer
from customers.querysets.pool import PoolingQuerySet

PEOPLE = settings.AUTH_USER_MODEL
SHORTEST, LONGEST = 30, 3650


def _days(label) -> models.PositiveSmallIntegerField:
    """Days without anything done for a customer of a tier; None: he stays."""
    limits = [MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    return models.PositiveSmallIntegerField(
        label, null=True, blank=True, validators=limits
    )


def _number(label, most: int) -> models.PositiveSmallIntegerField:
    limits = [MinValueValidator(1), MaxValueValidator(most)]
    return models.PositiveSmallIntegerField(label, validators=limits)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class PoolRule(models.Model):
    """The one rule: who goes into the common pool when, and who may take him out."""

    days_s = _days(_("S: into the pool after so many days (empty: never)"))
    days_a = _days(_("A: into the pool after so many days (empty: never)"))
    days_b = _days(_("B: into the pool after so many days (empty: never)"))
    days_c = _days(_("C: into the pool after so many days (empty: never)"))
    days_d = _days(_("D: into the pool after so many days (empty: never)"))
    warning_days = _number(_("the owner is warned so many days before"), 29)
    claim_count = _number(_("customers one may take"), 1000)
    claim_days = _number(_("within so many days"), 365)
    lock_days = _number(_("days until the previous owner may take him back"), 365)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("pool rule"), _("pool rules")
        constraints = [
            models.CheckConstraint(name="pool_rule_is_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="pool_rule_warns_in_time",
                condition=Q(warning_days__range=(1, SHORTEST - 1)),
            ),
            *(
                models.CheckConstraint(
                    name=f"pool_rule_days_{tier.lower()}_sound",
                    condition=Q(**{f"days_{tier.lower()}": None})
                    | Q(**{f"days_{tier.lower()}__range": (SHORTEST, LONGEST)}),
                )
                for tier in Tier.values
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("customers:pool_rule")

    @property
    def days(self) -> dict[str, int]:
        """Map each tier that is recycled to its days."""
        found = {tier: getattr(self, f"days_{tier.lower()}") for tier in Tier.values}
        return {tier: days for tier, days in found.items() if days}


class Pooling(models.Model):
    """One customer's way through the pool: his owner warned, there, out again."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="poolings", db_index=False
    )
    # Who had him, and in which branch.
    owner = models.ForeignKey(
        PEOPLE, models.PROTECT, related_name="+", db_index=False,
        verbose_name=_("owner"),
    )  # fmt: skip
    branch = models.ForeignKey(Branch, models.PROTECT, db_index=False)
    warned_at = models.DateTimeField()
    # The day on which he goes unless somebody does something for him before.
    due_on = models.DateField()
    pooled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # None: he was cared for in time, or given to somebody by hand.
    claimed_by = models.ForeignKey(
        PEOPLE, models.PROTECT, null=True, related_name="+", db_index=False
    )

    objects = PoolingQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = (
            _("way into the pool"),
            _("ways into the pool"),
        )
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(ended_at=None),
                name="pooling_one_open_way",
            ),
            models.CheckConstraint(
                name="pooling_claimed_from_the_pool",
                condition=Q(claimed_by=None)
                | Q(pooled_at__isnull=False, ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="pooling_warned_before",
                condition=Q(pooled_at=None) | Q(pooled_at__gt=F("warned_at")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["branch", "pooled_at", "id"],
                condition=Q(ended_at=None, pooled_at__isnull=False),
                name="pooling_lying",
            ),
            models.Index(
                fields=["owner", "due_on", "id"],
                condition=Q(ended_at=None, pooled_at=None),
                name="pooling_leaving",
            ),
            models.Index(
                fields=["claimed_by", "ended_at"],
                condition=Q(claimed_by__isnull=False),
                name="pooling_claimed",
            ),
            models.Index(fields=["customer", "-id"], name="pooling_of"),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.due_on}"
