"""What was done and what runs behind: the audit trail, jobs, sign-ins, lists."""

import uuid

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.choices import JobState
from accounts.querysets import (
    ABOUT_SETTINGS,
    AttemptQuerySet,
    AuditQuerySet,
    JobQuerySet,
    UsageQuerySet,
)


class AuditEntry(models.Model):
    """One thing someone did or looked at, written in the transaction that did it.

    `changes` maps a field name to [old, new]; personal numbers stand there masked.
    No application role may change or delete a row.
    """

    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True)
    # Whom the actor looked as, for "see as this user".
    seen_as = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    # The customer it concerns, where it concerns one: what history pages filter by.
    customer_id = models.BigIntegerField(null=True)
    label = models.CharField(max_length=200, blank=True)
    changes = models.JSONField(default=dict)
    reason = models.CharField(max_length=200, blank=True)
    request_id = models.CharField(max_length=36, blank=True)
    ip = models.GenericIPAddressField(null=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("audit entry"), _("audit trail")
        indexes = [
            models.Index(
                fields=["customer_id", "-id"],
                condition=models.Q(customer_id__isnull=False),
                name="audit_customer",
            ),
            models.Index(fields=["actor", "action", "-at"], name="audit_actor"),
            models.Index(
                fields=["-id"], condition=ABOUT_SETTINGS, name="audit_settings"
            ),
            # Rows come in the order of time: a page a range says which hold a day.
            BrinIndex(fields=["at"], name="audit_at"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.label}"


class Job(models.Model):
    """Something long that a worker does: an import, later exports and mailings.

    A waiting row is the order itself: the broker only makes it start sooner.
    """

    kind = models.CharField(_("work"), max_length=40)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("asked by")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=JobState, default=JobState.WAITING
    )
    params = models.JSONField(default=dict)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(null=True)
    result = models.JSONField(default=dict)
    error = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(_("asked"))
    started_at = models.DateTimeField(null=True)
    # Touched while it runs: a running job whose beat is old has lost its worker.
    beat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("background job"), _("background jobs")
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=["WAITING", "RUNNING"]),
                name="job_open",
            ),
            models.Index(fields=["owner", "-id"], name="job_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                name="job_finished_iff_dated",
                condition=models.Q(state__in=["WAITING", "RUNNING"], finished_at=None)
                | models.Q(
                    state__in=["DONE", "FAILED", "CANCELLED"],
                    finished_at__isnull=False,
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("jobs:detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in {JobState.WAITING, JobState.RUNNING}


class SignInAttempt(models.Model):
    """One try to sign in, kept thirty days: the throttle counts the failed ones."""

    username = models.CharField(_("user name"), max_length=60)
    ip = models.GenericIPAddressField(_("address"), null=True)
    at = models.DateTimeField(_("time"))
    succeeded = models.BooleanField(_("succeeded"))
    # An administrator's unlock, or a success, clears the failures before it.
    cleared = models.BooleanField(default=False)

    objects = AttemptQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("sign-in"), _("sign-ins")
        indexes = [
            models.Index(fields=["username", "-at"], name="attempt_username"),
            models.Index(fields=["ip", "-at"], name="attempt_ip"),
        ]

    def __str__(self) -> str:
        return f"{self.username} {self.at:%F %T}"


class UsageDay(models.Model):
    """What one user did on one day, as the trail tells it: rolled up every night."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="usage", db_index=False
    )
    day = models.DateField()
    # Each kind of deed once, "visit.logged", and how many deeds there were.
    actions = ArrayField(models.CharField(max_length=60))
    deeds = models.PositiveIntegerField()

    objects = UsageQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("day of use"), _("days of use")
        constraints = [
            models.UniqueConstraint(fields=["user", "day"], name="usage_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"


class ListState(models.Model):
    """The filters and order someone last used on one list."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    page = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "page"], name="list_state_once")
        ]

    def __str__(self) -> str:
        return f"{self.page}?{self.query}"


def submission_key() -> uuid.UUID:
    """Return the key a blank form carries, so that sending it twice has one effect."""
    return uuid.uuid4()
