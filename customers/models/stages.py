"""By which numbers the stage of a customer is told."""

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied

DAYS = [MinValueValidator(7), MaxValueValidator(3650)]


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class StageRule(models.Model):
    """The one rule: after how many days what is said of whoever bought."""

    new_days = models.PositiveSmallIntegerField(
        _("days a customer is new"), validators=DAYS
    )
    window_days = models.PositiveSmallIntegerField(
        _("days of a period that is compared with the one before"), validators=DAYS
    )
    drifting_percent = models.PositiveSmallIntegerField(
        _("per cent of the time until lost after which one drifts"),
        validators=[MinValueValidator(10), MaxValueValidator(95)],
    )
    retail_lost_days = models.PositiveSmallIntegerField(
        _("retail: lost after so many days"), validators=DAYS
    )
    lost_days = models.PositiveSmallIntegerField(
        _("vehicles and service: lost after so many days"), validators=DAYS
    )
    won_back_days = models.PositiveSmallIntegerField(
        _("days one counts as won back"), validators=DAYS
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("stage rule"), _("stage rules")
        constraints = [
            models.CheckConstraint(name="stage_rule_is_one", condition=Q(pk=1)),
            models.CheckConstraint(
                name="stage_rule_days_sound",
                condition=Q(
                    new_days__gte=7,
                    window_days__gte=7,
                    retail_lost_days__gte=7,
                    lost_days__gte=7,
                    won_back_days__gte=7,
                    drifting_percent__range=(10, 95),
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    def get_absolute_url(self) -> str:
        return reverse("customers:stages")
