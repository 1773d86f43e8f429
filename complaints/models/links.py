"""The addresses under which customers see how their complaints stand."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import Door
from complaints.models.complaints import Complaint
from complaints.querysets.tellings import KnockQuerySet, LinkQuerySet


class StatusLink(models.Model):
    """One address of the status page; only the digest of its secret part is known."""

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="links")
    # SHA-256 in hexadecimal of 256 random bits.
    digest = models.CharField(max_length=64, unique=True)
    # None: a mail made it as it went out.
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("valid until"))
    revoked_at = models.DateTimeField(null=True)
    last_opened_at = models.DateTimeField(_("last opened"), null=True)
    opened_count = models.PositiveIntegerField(_("opened"), default=0)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("status link"), _("status links")
        constraints = [
            models.CheckConstraint(
                name="statuslink_expires", condition=Q(expires_at__gt=F("created_at"))
            ),
            models.CheckConstraint(
                name="statuslink_digest_is_whole",
                condition=Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.created_at:%F}"


class Knock(models.Model):
    """One try at a door strangers come to, from one address."""

    door = models.CharField(max_length=4, choices=Door, default=Door.LINK)
    address = models.GenericIPAddressField()
    at = models.DateTimeField()

    objects = KnockQuerySet.as_manager()

    class Meta:
        verbose_name = _("try of a stranger")
        verbose_name_plural = _("tries of strangers")
        indexes = [models.Index(fields=["address", "-at"], name="knock_lately")]

    def __str__(self) -> str:
        return f"{self.address} {self.at:%F %T}"
