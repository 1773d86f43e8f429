"""Complaints of several customers about one and the same, worked on together."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from complaints.models.complaints import Complaint
from complaints.querysets.groups import GroupMemberQuerySet, GroupQuerySet

PEOPLE = settings.AUTH_USER_MODEL


class Group(models.Model):
    """What several customers complain of together; each complaint keeps its own way."""

    name = models.CharField(_("what it is about"), max_length=80)
    # The one that tells of them all.
    lead = models.ForeignKey(Complaint, models.PROTECT, related_name="+")
    opened_by = models.ForeignKey(PEOPLE, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group of complaints")
        verbose_name_plural = _("groups of complaints")
        constraints = [
            models.CheckConstraint(
                name="complaintgroup_has_name", condition=~models.Q(name="")
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("complaints:group", args=[self.pk])


class GroupMember(models.Model):
    """One complaint of a group; it is in one at most."""

    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    complaint = models.OneToOneField(
        Complaint, models.PROTECT, related_name="membership"
    )
    added_at = models.DateTimeField()

    objects = GroupMemberQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.group_id} {self.complaint_id}"
