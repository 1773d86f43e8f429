"""Whether a customer can be reached by what the archive says."""

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.facts import Reachable, Trouble
from customers.models.archive import Customer
from customers.querysets.facts import CheckQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class ContactCheck(models.Model):
    """How far one way to reach a customer can be trusted, as far as anybody tried."""

    customer = models.ForeignKey(
        Customer, models.CASCADE, related_name="checks", db_index=False
    )
    channel = models.CharField(_("what"), max_length=8, choices=Reachable)
    verified_on = models.DateField(_("verified on"), null=True)
    trouble = models.CharField(
        _("what is wrong"), max_length=10, choices=Trouble, blank=True
    )
    trouble_on = models.DateField(null=True)
    # How often nobody answered, of NO_ANSWER.
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("contact check"), _("contact checks")
        constraints = [
            models.UniqueConstraint(fields=["customer", "channel"], name="check_once"),
            models.CheckConstraint(
                name="check_channel_known",
                condition=Q(channel__in=Reachable.values),
            ),
            models.CheckConstraint(
                name="check_trouble_known",
                condition=Q(trouble__in=["", *Trouble.values]),
            ),
            models.CheckConstraint(
                name="check_trouble_iff_dated",
                condition=Q(trouble="", trouble_on=None, tries=0)
                | ~Q(trouble="") & Q(trouble_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.channel}"
