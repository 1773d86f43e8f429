"""How complete the archive is: by which rules, of each customer, day by day."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.choices.archive import Kind
from customers.choices.completeness import Asked
from customers.models.archive import Customer
from customers.querysets.completeness import QualityDayQuerySet, RuleQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class CompletenessRule(models.Model):
    """What is asked of one kind of customer, how much it counts, how it ages."""

    kind = models.CharField(_("type"), max_length=12, choices=Kind, editable=False)
    field = models.CharField(
        _("what is asked"), max_length=12, choices=Asked, editable=False
    )
    weight = models.PositiveSmallIntegerField(
        _("weight"),
        validators=[MaxValueValidator(100)],
        help_text=_("0: not asked for."),
    )
    # Letters of the tiers it is asked of: "SAB".
    tiers = models.CharField(_("asked of tiers"), max_length=5, default="SABCD")
    # From then on it counts less, after twice as long half; None: it does not age.
    fresh_months = models.PositiveSmallIntegerField(
        _("counts in full for so many months"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Since it was verified last. Empty: it does not age."),
    )

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("completeness rule")
        verbose_name_plural = _("completeness rules")
        constraints = [
            models.UniqueConstraint(fields=["kind", "field"], name="completeness_once"),
            models.CheckConstraint(
                name="completeness_kind_known", condition=Q(kind__in=Kind.values)
            ),
            models.CheckConstraint(
                name="completeness_field_known", condition=Q(field__in=Asked.values)
            ),
            models.CheckConstraint(
                name="completeness_weight_sound", condition=Q(weight__lte=100)
            ),
            models.CheckConstraint(
                name="completeness_tiers_sound",
                condition=Q(tiers__regex="^S?A?B?C?D?$"),
            ),
            models.CheckConstraint(
                name="completeness_months_sound",
                condition=Q(fresh_months=None) | Q(fresh_months__range=(1, 120)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.get_field_display()}"

    def get_absolute_url(self) -> str:
        return reverse("customers:completeness_rule", args=[self.pk])


class Completeness(models.Model):
    """How complete one archive is, out of 100, as it was measured last."""

    customer = models.OneToOneField(
        Customer, models.CASCADE, primary_key=True, related_name="completeness"
    )
    score = models.PositiveSmallIntegerField(_("completeness"))

    class Meta:
        verbose_name, verbose_name_plural = _("completeness"), _("completeness")
        constraints = [
            models.CheckConstraint(
                name="completeness_out_of_100", condition=Q(score__lte=100)
            )
        ]

    def __str__(self) -> str:
        return f"{self.score} %"


class QualityDay(models.Model):
    """How complete one owner's customers of a branch were, on the eve of a day."""

    on = models.DateField()
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", db_index=False)
    customers = models.PositiveIntegerField()
    # The sum of their scores: averages of any group follow from it.
    points = models.PositiveBigIntegerField()

    objects = QualityDayQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("quality of a day"), _("quality by day")
        constraints = [
            models.UniqueConstraint(
                fields=["on", "owner", "branch"], name="quality_day_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.owner_id}"
