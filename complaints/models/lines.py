"""The lines of a complaint's history: who did what when, and how it stands since."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.append_only import never_emptied
from complaints.choices import Deed, State
from complaints.models.complaints import Complaint
from complaints.querysets.lines import LineQuerySet

PEOPLE = settings.AUTH_USER_MODEL


class Line(models.Model):
    """One line of a complaint's history: who did what when, and how it stands since.

    Never changed, never left out: `place` counts from 1 without a gap.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="lines", db_index=False
    )
    place = models.PositiveIntegerField()
    deed = models.CharField(max_length=16, choices=Deed)
    # None: the clock, or the customer on his page.
    actor = models.ForeignKey(PEOPLE, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=13, choices=State)
    # What was written: a note, what the customer said, why. Never shown to strangers.
    text = models.TextField(max_length=4000, blank=True)
    # What changed, as {field: [old, new]} in words of lists; ids of what belongs to it.
    told = models.JSONField(default=dict)
    submission_key = models.UUIDField(null=True, unique=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "place"], name="complaint_line_once_a_place"
            ),
            models.CheckConstraint(
                name="complaint_line_words_known",
                condition=Q(deed__in=Deed.values, state__in=State.values, place__gte=1),
            ),
        ]
        indexes = [models.Index(fields=["deed", "at"], name="complaint_line_deed")]
        triggers = [
            pgtrigger.Protect(
                name="append_only", operation=pgtrigger.Update | pgtrigger.Delete
            ),
            never_emptied(),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.place} {self.deed}"
