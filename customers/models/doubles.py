"""Who left the archive and why: pairs that may be one, merges, the recycle bin."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.choices.doubles import DoubleState
from customers.models.archive import Customer
from customers.querysets.doubles import DoubleQuerySet, MergeQuerySet, RemovalQuerySet

UNDOABLE_FOR = timedelta(days=30)


class Double(models.Model):
    """Two customers who may be one, and what was decided; `first` has the lower id."""

    first = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    second = models.ForeignKey(Customer, models.CASCADE, related_name="+")
    # Members of `Likeness`, the strongest first.
    reasons = ArrayField(models.CharField(max_length=10))
    score = models.PositiveSmallIntegerField()
    # A digest of each thing they share: once decided, they come back for a new one.
    facts = ArrayField(models.CharField(max_length=12))
    state = models.CharField(
        max_length=10, choices=DoubleState, default=DoubleState.OPEN
    )
    found_at = models.DateTimeField()
    # When a scan last found them alike.
    seen_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200, blank=True)
    proposed_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = DoubleQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("double"), _("doubles")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="double_once"),
            models.CheckConstraint(
                name="double_in_order", condition=Q(first__lt=F("second"))
            ),
            models.CheckConstraint(
                name="double_state_known", condition=Q(state__in=DoubleState.values)
            ),
            models.CheckConstraint(
                name="double_open_iff_undecided",
                condition=Q(state=DoubleState.OPEN, decided_at=None)
                | ~Q(state=DoubleState.OPEN) & Q(decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "-score", "-id"], name="double_state"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"

    @property
    def both(self) -> list[Customer]:
        return [self.first, self.second]

    @property
    def codes(self) -> str:
        return " ".join(one.code for one in self.both)


class Merge(models.Model):
    """One customer who became part of another, and all it takes to part them again."""

    winner = models.ForeignKey(Customer, models.PROTECT, related_name="merges")
    loser = models.ForeignKey(Customer, models.PROTECT, related_name="+")
    # {"winner": {column: [before, after]}, "loser": the same}, as the database says it.
    fields = models.JSONField()
    # {"app.model.column": [ids of the rows that moved]}.
    moved = models.JSONField()
    # Ids of the holds that keep planned visits open to those who make them.
    holds = models.JSONField(default=list)
    submission_key = models.UUIDField(unique=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("merge"), _("merges")
        constraints = [
            models.CheckConstraint(
                name="merge_of_two", condition=~Q(winner=F("loser"))
            ),
            models.UniqueConstraint(
                fields=["loser"],
                condition=Q(undone_at=None),
                name="merge_loses_once",
            ),
        ]
        indexes = [models.Index(fields=["-at", "-id"], name="merge_time")]

    def __str__(self) -> str:
        return f"{self.loser_id} → {self.winner_id}"

    def is_undoable(self, at) -> bool:
        return self.undone_at is None and at <= self.at + UNDOABLE_FOR


class Removal(models.Model):
    """One stay of a customer in the recycle bin: who put him there, when and why."""

    customer = models.ForeignKey(Customer, models.CASCADE, related_name="removals")
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+"
    )
    reason = models.CharField(_("reason"), max_length=200)
    at = models.DateTimeField()
    # The notices that named him, out of their readers' inboxes while he is away.
    notices = models.JSONField(default=list)
    restored_at = models.DateTimeField(null=True)
    restored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = RemovalQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("removal"), _("removals")
        constraints = [
            models.UniqueConstraint(
                fields=["customer"],
                condition=Q(restored_at=None),
                name="removal_open_once",
            ),
            models.CheckConstraint(name="removal_has_reason", condition=~Q(reason="")),
        ]
        indexes = [
            models.Index(
                fields=["-at", "-id"],
                condition=Q(restored_at=None),
                name="removal_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.customer_id}"
