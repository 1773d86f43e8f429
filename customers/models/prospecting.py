"""The prospecting plan: how many new prospects a person is to win in a month."""

import pghistory
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.querysets.prospecting import ProspectTargetQuerySet

MOST = 999


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class ProspectTarget(models.Model):
    """So many new prospects a month, from one month on; 0 is no target any more."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="prospect_targets",
        db_index=False,
    )  # fmt: skip
    # The first day of the month it begins with.
    from_month = models.DateField()
    count = models.PositiveSmallIntegerField(
        _("new prospects a month"), validators=[MaxValueValidator(MOST)]
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    set_at = models.DateTimeField()

    objects = ProspectTargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("prospecting target")
        verbose_name_plural = _("prospecting targets")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "from_month"], name="prospecttarget_one_a_month"
            ),
            models.CheckConstraint(
                name="prospecttarget_from_the_first",
                condition=Q(from_month__day=1),
            ),
            models.CheckConstraint(
                name="prospecttarget_sound", condition=Q(count__lte=MOST)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.from_month} {self.count}"
