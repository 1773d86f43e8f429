"""What a customer likes, needs and cannot stand."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from customers.choices.facts import LikeKind
from customers.models.archive import Customer
from customers.querysets.facts import LikeQuerySet


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Like(models.Model):
    """One thing we know of a customer's ways, and from whom."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="likes")
    kind = models.CharField(_("about"), max_length=8, choices=LikeKind)
    text = models.CharField(_("what we know"), max_length=200)
    since = models.DateField(_("known since"))
    told_by = models.CharField(_("who said so"), max_length=40, blank=True)
    # What it came from, "visits.visit:88", where it came from something.
    origin = models.CharField(max_length=40, blank=True, editable=False)
    submission_key = models.UUIDField(null=True, unique=True, editable=False)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    objects = LikeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("preference"), _("preferences")
        constraints = [
            models.CheckConstraint(name="like_has_text", condition=~models.Q(text="")),
            models.CheckConstraint(
                name="like_kind_known", condition=models.Q(kind__in=LikeKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
