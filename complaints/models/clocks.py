"""The clocks of a complaint: what is due when, when it was met, when it stood still."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.choices import Basis, Metric
from complaints.models.complaints import Complaint
from complaints.querysets.clocks import WARNED, ClockQuerySet, PauseQuerySet


class Clock(models.Model):
    """One limit a complaint runs against, from `started_at` until it is met.

    What is due when is computed by `complaints.clocks` from the start, the pauses, the
    calendar and the limits that fit; it is stored here and can be computed anew.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="clocks", db_index=False
    )
    metric = models.CharField(_("until"), max_length=12, choices=Metric)
    # A clock that runs again, for progress or after a reopening, is another round.
    round = models.PositiveSmallIntegerField(default=0)
    started_at = models.DateTimeField()
    # None while it stands still, or where no limit fits.
    due_at = models.DateTimeField(null=True)
    promised_at = models.DateTimeField(null=True)
    statutory_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=10, choices=Basis, blank=True)
    # Warned of from here on.
    warn_at = models.DateTimeField(null=True)
    # Which calendar that was reckoned by: another one reckons it anew.
    reckoned_by = models.CharField(max_length=16, blank=True)
    # None while it runs. A clock that was never met ends when its complaint does.
    ended_at = models.DateTimeField(null=True)
    is_met = models.BooleanField(null=True)
    # The working time it took until it was met, what the customer owed left out.
    worked_seconds = models.PositiveIntegerField(null=True)
    warned_at = models.DateTimeField(null=True)
    # How many times its being late was told one level up.
    step = models.PositiveSmallIntegerField(default=0)
    next_step_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "metric", "round"], name="clock_once_a_round"
            ),
            models.UniqueConstraint(
                fields=["complaint", "metric"],
                condition=Q(ended_at=None),
                name="clock_runs_once",
            ),
            models.CheckConstraint(
                name="clock_metric_known", condition=Q(metric__in=Metric.values)
            ),
            models.CheckConstraint(
                name="clock_ends_after_start",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
            models.CheckConstraint(
                name="clock_measured_once_ended",
                condition=Q(worked_seconds=None) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="clock_judged_iff_ended",
                condition=Q(ended_at=None, is_met=None) | Q(ended_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_step_at", "id"],
                condition=Q(ended_at=None),
                name="clock_next_step",
            ),
            models.Index(
                WARNED,
                "complaint",
                condition=Q(ended_at=None),
                name="clock_near",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.metric} {self.round}"


class Pause(models.Model):
    """A time in which the customer owed us an answer: promised limits stood still."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="pauses", db_index=False
    )
    started_at = models.DateTimeField()
    # None: he owes it still.
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(_("what he owes us"), max_length=300)

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint"], condition=Q(ended_at=None), name="pause_one_open"
            ),
            models.CheckConstraint(
                name="pause_ends_after_start",
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
            ),
        ]
        indexes = [models.Index(fields=["complaint", "started_at"], name="pause_of")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.started_at:%F}"
