"""Questions about who watches a major complaint, and who works on it together."""

from typing import Self

from django.db import models


class SightQuerySet(models.QuerySet):
    def unseen_by(self, user) -> Self:
        return self.filter(user_id=user.pk, seen_at=None)

    def for_panel(self) -> Self:
        """Load who was told of a major complaint, in the order of the telling."""
        return self.select_related("user").order_by("told_at", "pk")


class TeamMemberQuerySet(models.QuerySet):
    def present(self) -> Self:
        return self.filter(left_at=None)

    def for_panel(self) -> Self:
        """Load who is in the team now, who joined first on top."""
        return self.present().select_related("user").order_by("joined_at", "pk")
