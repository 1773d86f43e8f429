"""Visits and receptions, what the customer said, photos, addenda and reviews."""

from datetime import datetime, timedelta

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.append_only import never_emptied
from accounts.models import Branch
from customers.models import Customer
from visits.choices import (
    ABOUT_SERVICE,
    Channel,
    FeedbackKind,
    Grade,
    NotMetReason,
    Outcome,
    Purpose,
    State,
)
from visits.querysets import FeedbackQuerySet, Standing, VisitQuerySet

# How long the maker of a visit may correct it in place, and take it back at a tap.
AMENDABLE_FOR = timedelta(hours=24)
UNDOABLE_FOR = timedelta(seconds=60)
# Of visits in the recycle bin no list has a row.
STANDS = Q(removed_at=None)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    append_only=True,
    meta={"triggers": [never_emptied()]},
)
class Visit(models.Model):
    """One meeting with a customer, from its plan to its record."""

    customer = models.ForeignKey(
        Customer, models.PROTECT, related_name="visits", db_index=False
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="visits",
        verbose_name=_("made by"),
        db_index=False,
    )
    branch = models.ForeignKey(Branch, models.PROTECT, db_index=False)
    channel = models.CharField(
        _("how"), max_length=10, choices=Channel, default=Channel.VISIT
    )
    state = models.CharField(_("state"), max_length=10, choices=State)
    purpose = models.CharField(
        _("purpose"), max_length=12, choices=Purpose, default=Purpose.CARE
    )
    planned_at = models.DateTimeField(_("planned for"), null=True, blank=True)
    happened_at = models.DateTimeField(_("when"), null=True, blank=True)
    # The time a list sorts by: `happened_at` once logged, `planned_at` before.
    sort_at = models.GeneratedField(
        expression=models.functions.Coalesce("happened_at", "planned_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    not_met_reason = models.CharField(
        _("why not met"), max_length=14, choices=NotMetReason, blank=True
    )
    note = models.TextField(_("note"), max_length=4000, blank=True)
    next_visit = models.OneToOneField(
        "self", models.SET_NULL, null=True, related_name="came_from"
    )
    cancel_reason = models.CharField(max_length=200, blank=True)
    # What the form that made the row was sent with, and the one that logged the plan.
    submission_key = models.UUIDField(unique=True, null=True)
    log_key = models.UUIDField(null=True)
    logged_at = models.DateTimeField(null=True)
    amended_at = models.DateTimeField(null=True)
    # What logging moved, as {field: [old, new]}: the customer's dates, who made it, and
    # what was to follow. Undo restores it and leaves in its place, as `told`, what the
    # columns it empties held.
    moved = models.JSONField(default=dict)
    # Since when its customer is in the recycle bin, and it with him.
    removed_at = models.DateTimeField(null=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", db_index=False
    )
    created_at = models.DateTimeField()

    # Whoever asks for `ever` says why.
    objects = Standing()
    ever = VisitQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("visit"), _("visits")
        constraints = [
            models.CheckConstraint(
                name="visit_state_known", condition=Q(state__in=State.values)
            ),
            models.CheckConstraint(
                name="visit_outcome_known",
                condition=Q(outcome__in=["", *Outcome.values]),
            ),
            models.CheckConstraint(
                name="visit_logged_iff_told",
                condition=Q(
                    state=State.LOGGED,
                    happened_at__isnull=False,
                    logged_at__isnull=False,
                )
                & ~Q(outcome="")
                | ~Q(state=State.LOGGED)
                & Q(happened_at=None, logged_at=None, outcome=""),
            ),
            models.CheckConstraint(
                name="visit_planned_iff_dated",
                condition=Q(state=State.LOGGED) | Q(planned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="visit_not_met_says_why",
                condition=Q(outcome=Outcome.NOT_MET) & ~Q(not_met_reason="")
                | ~Q(outcome=Outcome.NOT_MET) & Q(not_met_reason=""),
            ),
            models.CheckConstraint(
                name="visit_problem_has_note",
                condition=~Q(outcome=Outcome.PROBLEM) | ~Q(note=""),
            ),
            models.CheckConstraint(
                name="visit_not_its_own_next", condition=~Q(next_visit=F("pk"))
            ),
        ]
        indexes = [
            models.Index(fields=["customer", "-sort_at", "-id"], name="visit_of"),
            models.Index(
                fields=["owner", "state", "-sort_at", "-id"],
                condition=STANDS,
                name="visit_owner",
            ),
            models.Index(
                fields=["branch", "state", "-sort_at", "-id"],
                condition=STANDS,
                name="visit_branch",
            ),
            models.Index(
                fields=["-sort_at", "-id"], condition=STANDS, name="visit_time"
            ),
            models.Index(
                fields=["sort_at", "id"],
                condition=Q(state=State.PLANNED) & STANDS,
                name="visit_planned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.customer_id} {self.happened_at or self.planned_at:%F}"

    def get_absolute_url(self) -> str:
        return reverse("visits:detail", args=[self.pk])

    @property
    def is_planned(self) -> bool:
        return self.state == State.PLANNED

    @property
    def is_logged(self) -> bool:
        return self.state == State.LOGGED

    @property
    def is_reviewed(self) -> bool:
        """Say whether a review hangs on it; load `review` with it, or this queries."""
        return hasattr(self, "review")

    @property
    def told_before(self) -> dict:
        """Return what was told of a visit that was taken back since, or {}."""
        return {} if self.is_logged else self.moved.get("told", {})

    def is_kept_for(self, user) -> bool:
        """Say whether `user` took it back and neither told nor discarded it since."""
        return self.told_before.get("by") == user.pk

    def is_loggable_by(self, user) -> bool:
        """Say whether `user` may write it down: a plan, or what he took back."""
        is_called_off = self.state == State.CANCELLED and self.cancel_reason
        return self.is_planned or (self.is_kept_for(user) and not is_called_off)

    @property
    def is_late(self) -> bool:
        """Say whether it was written down more than a day after it took place."""
        return self.is_logged and self.logged_at - self.happened_at > AMENDABLE_FOR

    def is_past_amending(self, at: datetime) -> bool:
        return self.is_logged and at >= self.logged_at + AMENDABLE_FOR

    def is_amendable_by(self, user, at: datetime) -> bool:
        made = self.is_logged and self.owner_id == user.pk
        return made and not self.is_past_amending(at)

    def is_undoable_by(self, user, at: datetime) -> bool:
        made = self.is_logged and self.owner_id == user.pk
        return made and at <= self.logged_at + UNDOABLE_FOR


class Photo(models.Model):
    """One picture taken at a visit, re-encoded, for the eyes that see the visit."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos")
    stored_as = models.CharField(max_length=80, unique=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    byte_count = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.stored_as

    def get_absolute_url(self) -> str:
        return reverse("visits:photo", args=[self.visit_id, self.pk])


class FeedbackItem(models.Model):
    """One thing the customer said, in his words, until what takes it up exists."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="feedback")
    customer = models.ForeignKey(Customer, models.PROTECT, related_name="feedback")
    kind = models.CharField(_("kind"), max_length=10, choices=FeedbackKind)
    text = models.TextField(_("customer's words"), max_length=1000)
    created_at = models.DateTimeField()
    taken_up_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("feedback item"), _("feedback items")
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "kind"], name="feedback_one_a_kind"
            ),
            models.CheckConstraint(
                name="feedback_has_words", condition=~models.Q(text="")
            ),
            models.CheckConstraint(
                name="feedback_kind_known",
                condition=Q(kind__in=FeedbackKind.values),
            ),
        ]
        indexes = [
            models.Index(
                fields=["kind", "created_at"],
                condition=Q(taken_up_at=None),
                name="feedback_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_complaint(self) -> bool:
        return self.kind == FeedbackKind.COMPLAINT

    @property
    def is_about_service(self) -> bool:
        return self.kind in ABOUT_SERVICE


class Addendum(models.Model):
    """What was added to a visit after it was locked; the record itself stays."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="addenda")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    text = models.TextField(_("addendum"), max_length=2000)
    submission_key = models.UUIDField(unique=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("addendum"), _("addenda")

    def __str__(self) -> str:
        return self.text[:60]


class Review(models.Model):
    """A supervisor's remark and grade on one logged visit."""

    visit = models.OneToOneField(Visit, models.CASCADE, related_name="review")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT)
    grade = models.CharField(_("grade"), max_length=10, choices=Grade)
    remark = models.TextField(_("remark"), max_length=1000, blank=True)
    reviewed_at = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("review"), _("reviews")

    def __str__(self) -> str:
        return f"{self.visit_id} {self.grade}"
