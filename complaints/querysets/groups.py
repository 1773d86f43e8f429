"""Questions about complaints of several customers together."""

from typing import Self

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from accounts.permissions.actions import Can
from complaints.choices import IN_WORK, OPEN


class GroupQuerySet(models.QuerySet):
    def for_user(self, user, can: Can) -> Self:
        """Return those that hold a complaint `user` may apply `can` to."""
        complaints = self.model._meta.get_field("lead").related_model.objects
        seen = complaints.for_user(user, can).order_by().values("pk")
        return self._holding(complaint__in=seen)

    def open(self) -> Self:
        """Return those of which a complaint is open."""
        return self._holding(complaint__state__in=OPEN)

    def closed(self) -> Self:
        return self.exclude(pk__in=self.model.objects.open().values("pk"))

    def for_list(self) -> Self:
        """Load what `complaints/groups.html` reads: how many, open, told the result."""
        states = "members__complaint__state__in"
        return self.select_related("lead__category").annotate(
            size=Count("members"),
            open_count=Count("members", filter=Q(**{states: OPEN})),
            told_count=Count("members", filter=~Q(**{states: IN_WORK})),
        )

    def _holding(self, **asked) -> Self:
        members = self.model._meta.get_field("members").related_model.objects
        held = members.filter(group=OuterRef("pk"), **asked)
        return self.filter(Exists(held))


class GroupMemberQuerySet(models.QuerySet):
    def customer_count(self) -> int:
        """Count the customers; each who gave no name is one more. One query."""
        counts = self.aggregate(
            named=models.Count("complaint__customer", distinct=True),
            nameless=models.Count("pk", filter=models.Q(complaint__customer=None)),
        )
        return counts["named"] + counts["nameless"]
