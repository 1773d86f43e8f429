"""Files that leave the product: asked for, decided on, made, fetched, expired."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.choices import ExportState, FileFormat, JobState
from accounts.models.records import Job
from accounts.querysets import ExportedPersonQuerySet, ExportQuerySet


class Export(models.Model):
    """One list as a file, from the wish to have it until the file is deleted."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="exports",
        verbose_name=_("asked by"),
        db_index=False,
    )
    # Which list of `crm.exports`, with the address of its filters and what they say.
    sheet = models.CharField(_("list"), max_length=20)
    query = models.CharField(max_length=1000, blank=True)
    told = models.JSONField(default=list)
    columns = models.JSONField()
    format = models.CharField(_("format"), max_length=4, choices=FileFormat)
    # What for and by which way, in the words of the app the persons belong to.
    purpose = models.CharField(_("purpose"), max_length=12)
    channel = models.CharField(_("channel"), max_length=8, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    is_full = models.BooleanField(_("full numbers"), default=False)
    language = models.CharField(max_length=8)
    # Counted when it was asked for: rows it is to hold, persons left out by reason.
    counted = models.PositiveIntegerField(_("rows"))
    left_out = models.JSONField(default=dict)
    row_count = models.PositiveIntegerField(null=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ExportState, default=ExportState.ASKED
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("decided by"),
        db_index=False,
    )
    decided_at = models.DateTimeField(null=True)
    remark = models.CharField(max_length=200, blank=True)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+")
    stored_as = models.CharField(max_length=80, blank=True)
    byte_count = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("kept until"), null=True)
    download_count = models.PositiveIntegerField(default=0)
    submission_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField(_("asked"))

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("export"), _("exports")
        constraints = [
            models.CheckConstraint(
                name="export_state_known", condition=Q(state__in=ExportState.values)
            ),
            models.CheckConstraint(
                name="export_decided_by_another", condition=~Q(decided_by=F("owner"))
            ),
            models.CheckConstraint(
                name="export_ready_iff_stored",
                condition=Q(state=ExportState.READY)
                & ~Q(stored_as="")
                & Q(expires_at__isnull=False)
                | ~Q(state=ExportState.READY) & Q(stored_as=""),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-id"], name="export_owner"),
            models.Index(
                fields=["-id"],
                condition=Q(state=ExportState.ASKED),
                name="export_asked",
            ),
            models.Index(
                fields=["expires_at"],
                condition=Q(state=ExportState.READY),
                name="export_ready",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("exports:detail", args=[self.pk])

    @property
    def is_asked(self) -> bool:
        return self.state == ExportState.ASKED

    @property
    def is_broken(self) -> bool:
        """Say whether its making failed; load `job` with it, or this queries."""
        ended = {JobState.FAILED, JobState.CANCELLED}
        making = self.state == ExportState.MAKING and self.job is not None
        return making and self.job.state in ended

    def is_fetchable(self, at: datetime) -> bool:
        return self.state == ExportState.READY and at < self.expires_at


class ExportedPerson(models.Model):
    """One customer whose data stands in one exported file."""

    export = models.ForeignKey(Export, models.CASCADE, related_name="persons")
    # As in the audit trail: customers stand above this app.
    customer_id = models.BigIntegerField()

    objects = ExportedPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["customer_id", "export"], name="exported_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.export_id} {self.customer_id}"
