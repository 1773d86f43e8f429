"""Improvements: what is done so that a complaint does not come back, and its effect."""

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.append_only import never_emptied
from accounts.models import Branch, Department
from complaints.models.complaints import Complaint
from complaints.models.settings import Category, Cause
from complaints.outcomes import (
    Effect,
    ImprovementDeed,
    ImprovementKind,
    ImprovementState,
)
from complaints.querysets.improvements import (
    CheckQuerySet,
    ImprovementLineQuerySet,
    ImprovementQuerySet,
)

PEOPLE = settings.AUTH_USER_MODEL
FINISHED = [ImprovementState.DONE, ImprovementState.CHECKED]


class ImprovementNumber(models.Model):
    """The last number given out in a year; whoever takes the next one locks it."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Improvement(models.Model):
    """What one department changes in one branch, by a day, and what came of it."""

    code = models.CharField(_("number"), max_length=20, unique=True, editable=False)
    kind = models.CharField(
        pgettext_lazy("improvement", "kind"), max_length=10, choices=ImprovementKind,
        default=ImprovementKind.CORRECTIVE,
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=120)
    problem = models.TextField(pgettext_lazy("improvement", "problem"), max_length=2000)
    action = models.TextField(_("what is done about it"), max_length=2000)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, verbose_name=_("category")
    )
    cause = models.ForeignKey(
        Cause, models.PROTECT, null=True, blank=True, verbose_name=_("root cause")
    )
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department")
    )
    branch = models.ForeignKey(
        Branch, models.PROTECT, verbose_name=_("branch"), db_index=False
    )
    owner = models.ForeignKey(
        PEOPLE, models.PROTECT, related_name="improvements", verbose_name=_("done by"),
        db_index=False,
    )  # fmt: skip
    due_on = models.DateField(pgettext_lazy("question", "due"))
    state = models.CharField(
        _("state"), max_length=8, choices=ImprovementState,
        default=ImprovementState.OPEN,
    )  # fmt: skip
    # The verdict of the longest window that was judged; nothing before.
    effect = models.CharField(_("effect"), max_length=10, choices=Effect, blank=True)
    done_at = models.DateTimeField(null=True, editable=False)
    line_count = models.PositiveIntegerField(default=0, editable=False)
    submission_key = models.UUIDField(unique=True, editable=False)
    opened_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)
    complaints = models.ManyToManyField(
        Complaint, through="ImprovementSource", related_name="improvements"
    )

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("improvement"), _("improvements")
        constraints = [
            models.CheckConstraint(
                name="improvement_words_known",
                condition=Q(kind__in=ImprovementKind.values,
                            state__in=ImprovementState.values,
                            effect__in=["", *Effect.values])
                & ~Q(title="") & ~Q(problem="") & ~Q(action=""),
            ),
            models.CheckConstraint(
                name="improvement_done_iff_dated",
                condition=Q(state__in=FINISHED, done_at__isnull=False)
                | ~Q(state__in=FINISHED) & Q(done_at=None, effect=""),
            ),
            models.CheckConstraint(
                name="improvement_checked_has_verdict",
                condition=~Q(state=ImprovementState.CHECKED) | ~Q(effect=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["state", "due_on", "id"], name="improvement_state"),
            models.Index(
                fields=["branch", "state", "due_on", "id"], name="improvement_branch"
            ),
            models.Index(fields=["owner", "due_on", "id"], name="improvement_owner"),
            models.Index(
                fields=["done_at"],
                condition=Q(done_at__isnull=False),
                name="improvement_done",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("improvements:detail", args=[self.code])

    @property
    def standing(self) -> str:
        """Say how it stands, so that a stale page is told: its last line's place."""
        return f"{self.state}:{self.line_count}"

    @property
    def is_to_do(self) -> bool:
        return self.state in {ImprovementState.OPEN, ImprovementState.IN_WORK}

    @property
    def is_open(self) -> bool:
        return self.state == ImprovementState.OPEN

    def is_late(self, today) -> bool:
        return self.is_to_do and self.due_on < today


class ImprovementSource(models.Model):
    """One complaint that an improvement comes from."""

    improvement = models.ForeignKey(
        Improvement, models.PROTECT, related_name="sources", db_index=False
    )
    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["improvement", "complaint"], name="improvementsource_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.improvement_id} {self.complaint_id}"


class ImprovementLine(models.Model):
    """One line of an improvement's history: who did what when.

    Never changed, never left out: `place` counts from 1 without a gap.
    """

    improvement = models.ForeignKey(
        Improvement, models.PROTECT, related_name="lines", db_index=False
    )
    place = models.PositiveIntegerField()
    deed = models.CharField(max_length=8, choices=ImprovementDeed)
    # None: the clock.
    actor = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=ImprovementState)
    text = models.TextField(max_length=2000, blank=True)
    told = models.JSONField(default=dict)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = ImprovementLineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["improvement", "place"], name="improvementline_once_a_place"
            ),
            models.CheckConstraint(
                name="improvementline_words_known",
                condition=Q(deed__in=ImprovementDeed.values, place__gte=1,
                            state__in=ImprovementState.values),
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.improvement_id} {self.place} {self.deed}"


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class EffectCheck(models.Model):
    """What changed within so many days after an improvement was done.

    `change`, `low` and `high` are complaints for each customer, as
    `complaints.effects` computes them; `verdict` is a person's.
    """

    improvement = models.ForeignKey(
        Improvement, models.PROTECT, related_name="checks", db_index=False
    )
    window_days = models.PositiveSmallIntegerField()
    # The last day of the window; computed in the night after.
    due_on = models.DateField()
    computed_at = models.DateTimeField(null=True)
    before_count = models.PositiveIntegerField(null=True)
    before_base = models.PositiveIntegerField(null=True)
    after_count = models.PositiveIntegerField(null=True)
    after_base = models.PositiveIntegerField(null=True)
    # Of the untouched branches together, and how many they are.
    control_before_count = models.PositiveIntegerField(null=True)
    control_before_base = models.PositiveIntegerField(null=True)
    control_after_count = models.PositiveIntegerField(null=True)
    control_after_base = models.PositiveIntegerField(null=True)
    control_branches = models.PositiveIntegerField(null=True)
    change = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    proposed = models.CharField(max_length=10, choices=Effect, blank=True)
    verdict = models.CharField(max_length=10, choices=Effect, blank=True)
    note = models.CharField(_("remark"), max_length=500, blank=True)
    judged_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    judged_at = models.DateTimeField(null=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["improvement", "window_days"], name="effectcheck_once_a_window"
            ),
            models.CheckConstraint(
                name="effectcheck_words_known",
                condition=Q(proposed__in=["", *Effect.values],
                            verdict__in=["", *Effect.values]),
            ),
            models.CheckConstraint(
                name="effectcheck_computed_has_proposal",
                condition=Q(computed_at=None, proposed="", verdict="")
                | Q(computed_at__isnull=False, after_count__isnull=False)
                & ~Q(proposed=""),
            ),
            models.CheckConstraint(
                name="effectcheck_judged_by_somebody",
                condition=Q(verdict="", judged_by=None, judged_at=None)
                | ~Q(verdict="") & Q(judged_by__isnull=False)
                & Q(judged_at__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(
                fields=["due_on", "id"],
                condition=Q(computed_at=None),
                name="effectcheck_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.improvement_id} +{self.window_days}"

    @property
    def is_judged(self) -> bool:
        return self.verdict != ""
