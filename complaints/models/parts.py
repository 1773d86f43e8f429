"""What a department is asked about a complaint, and what it answers."""

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Branch, Department
from complaints.choices import OWED, PartState
from complaints.models.complaints import Complaint
from complaints.querysets.parts import PartQuerySet

PEOPLE = settings.AUTH_USER_MODEL
HELD = (PartState.TAKEN, PartState.ANSWERED, PartState.RETURNED)


class Part(models.Model):
    """One question to one department, until it is answered or called off.

    Whoever answers sees this row alone, never the complaint. What was done to it stands
    line by line in the complaint's history, at `places`.
    """

    complaint = models.ForeignKey(Complaint, models.PROTECT, related_name="parts")
    department = models.ForeignKey(
        Department, models.PROTECT, verbose_name=_("department"), db_index=False
    )
    # The complaint's, so that a liaison's list needs nothing else.
    branch = models.ForeignKey(Branch, models.PROTECT, related_name="+", db_index=False)
    question = models.TextField(_("question"), max_length=2000)
    # Whether the department may read what the customer said.
    shows_words = models.BooleanField(default=False)
    asked_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=PartState, default=PartState.ASKED, editable=False
    )
    # The receipt: who works on it since when.
    taken_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    answered_by = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    returned_why = models.TextField(max_length=1000, blank=True)
    # When its being late was told; None while it is in time.
    late_told_at = models.DateTimeField(null=True)
    places = ArrayField(models.PositiveIntegerField(), default=list)

    objects = PartQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to a department")
        verbose_name_plural = _("questions to departments")
        constraints = [
            models.CheckConstraint(
                name="part_asks_something",
                condition=~Q(question="") & Q(state__in=PartState.values),
            ),
            models.CheckConstraint(
                name="part_held_by_somebody",
                condition=~Q(state__in=HELD)
                | Q(taken_by__isnull=False, taken_at__isnull=False),
            ),
            models.CheckConstraint(
                name="part_answered_has_answer",
                condition=~Q(state=PartState.ANSWERED)
                | ~Q(answer="") & Q(answered_by__isnull=False)
                & Q(answered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="part_returned_says_why",
                condition=~Q(state=PartState.RETURNED) | ~Q(returned_why=""),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["department", "due_at", "id"], name="part_of"),
            models.Index(
                fields=["due_at", "id"], condition=Q(state__in=OWED), name="part_owed"
            ),
            models.Index(fields=["branch", "due_at", "id"], name="part_branch"),
            models.Index(
                fields=["complaint"], condition=Q(state__in=OWED), name="part_owed_in"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.department_id}"

    def get_absolute_url(self) -> str:
        """Return the page of the department; the asker's is the complaint's."""
        return reverse("complaints:part", args=[self.pk])

    @property
    def is_owed(self) -> bool:
        return self.state in OWED

    @property
    def is_waiting(self) -> bool:
        """Say whether nobody has taken it yet."""
        return self.state == PartState.ASKED

    @property
    def is_answered(self) -> bool:
        return self.state == PartState.ANSWERED

    @property
    def standing(self) -> str:
        """Say how it stands, so that a stale page is told."""
        return f"{self.state}:{len(self.places)}"

    def is_late(self, at: datetime) -> bool:
        return self.is_owed and self.due_at <= at
