"""Whom the texts below a visit name."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from visits.models.visits import Addendum, Review


class Mention(models.Model):
    """A colleague whom an addendum or a review names, and what the text calls him.

    The text says what was typed; the page shows the name he has now.
    """

    addendum = models.ForeignKey(
        Addendum, models.CASCADE, null=True, related_name="mentions"
    )
    review = models.ForeignKey(
        Review, models.CASCADE, null=True, related_name="mentions"
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    # As after the sign, in small letters.
    said = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="mention_stands_in_one_text",
                condition=Q(addendum=None, review__isnull=False)
                | Q(addendum__isnull=False, review=None),
            ),
            models.UniqueConstraint(
                fields=["addendum", "said"], name="mention_once_an_addendum"
            ),
            models.UniqueConstraint(
                fields=["review", "said"], name="mention_once_a_review"
            ),
        ]

    def __str__(self) -> str:
        return f"@{self.said}"
