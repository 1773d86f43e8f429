"""Questions about exports: whose they are, who decides, whom their files hold."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from accounts.choices import ExportState
from accounts.permissions.actions import Can
from accounts.querysets.owned import OwnedQuerySet

MADE = (ExportState.MAKING, ExportState.READY, ExportState.EXPIRED)


class ExportQuerySet(OwnedQuerySet):
    branch_path = "owner__branch"

    def mine(self, user) -> Self:
        return self.filter(owner=user)

    def visible_to(self, user) -> Self:
        """Return the user's own, and those he may decide on."""
        reached = self.reached(user, Can.DECIDE_EXPORTS)
        return self if reached is None else self.filter(Q(owner=user) | reached)

    def asked(self) -> Self:
        return self.filter(state=ExportState.ASKED)

    def to_decide(self, user) -> Self:
        """Return what others ask for and `user` decides, the oldest first."""
        asked = self.for_user(user, Can.DECIDE_EXPORTS).asked()
        return asked.exclude(owner=user).for_list().order_by("pk")

    def stored(self) -> Self:
        """Return the exports whose file is kept."""
        return self.exclude(stored_as="")

    def expired(self, at: datetime) -> Self:
        return self.filter(state=ExportState.READY, expires_at__lte=at)

    def rows_undecided(self, user, at: datetime) -> int:
        """Count the rows a user took within a day without anybody's decision."""
        since = at - timedelta(days=1)
        taken = self.mine(user).filter(
            state__in=MADE, decided_by=None, created_at__gt=since
        )
        return taken.aggregate(rows=Coalesce(Sum("counted"), 0))["rows"]

    def for_list(self) -> Self:
        """Load what a row of the list of exports reads."""
        return self.select_related("owner", "decided_by", "job")


class ExportedPersonQuerySet(models.QuerySet):
    def summary(self, customer_id: int) -> dict[str, int]:
        """Return how many files hold a customer, and how often those left; one query.

        As {"files", "downloads"}.
        """
        return self.filter(customer_id=customer_id).aggregate(
            files=Count("pk"), downloads=Coalesce(Sum("export__download_count"), 0)
        )
