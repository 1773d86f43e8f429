"""Who was told of a major complaint and looked at it; who works on it together."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from complaints.models.complaints import Complaint
from complaints.querysets.majors import SightQuerySet, TeamMemberQuerySet

PEOPLE = settings.AUTH_USER_MODEL


class Sight(models.Model):
    """One watcher of a major complaint: told at, and since when he has seen it."""

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="sights", db_index=False
    )
    user = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    # None: he has not opened its page yet.
    seen_at = models.DateTimeField(null=True)

    objects = SightQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["complaint", "user"], name="sight_once"),
            models.CheckConstraint(
                name="sight_seen_after_told",
                condition=Q(seen_at=None) | Q(seen_at__gte=F("told_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.user_id}"


class TeamMember(models.Model):
    """One of those who work on a complaint together; in what role, from when to when.

    He sees the complaint as long as he is in its team.
    """

    complaint = models.ForeignKey(
        Complaint, models.PROTECT, related_name="team", db_index=False
    )
    user = models.ForeignKey(PEOPLE, models.PROTECT, related_name="joint_teams")
    role = models.CharField(_("role in the team"), max_length=60, blank=True)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["complaint", "user"],
                condition=Q(left_at=None),
                name="teammember_joined_once",
            ),
            models.CheckConstraint(
                name="teammember_leaves_after_joining",
                condition=Q(left_at=None) | Q(left_at__gte=F("joined_at")),
            ),
        ]
        indexes = [models.Index(fields=["complaint"], name="teammember_of")]

    def __str__(self) -> str:
        return f"{self.complaint_id} {self.user_id}"
