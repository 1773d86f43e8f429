"""Questions about doubles, merges and the recycle bin."""

from datetime import datetime
from typing import Self

from django.db import models

from accounts.permissions.actions import Can
from customers.choices.doubles import DoubleState


class DoubleQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=DoubleState.OPEN)

    def told_apart(self) -> Self:
        """Return the pairs somebody decided to be two."""
        return self.filter(state=DoubleState.NO_DOUBLE)

    def for_user(self, user, can: Can) -> Self:
        """Return the pairs of which `user` sees both, and may apply `can` to one.

        To merge he must reach both: see `for_merging`.
        """
        seen, reached = self._of(user, Can.SEE_CUSTOMERS), self._of(user, can)
        either = models.Q(first__in=reached) | models.Q(second__in=reached)
        return self.filter(either, first__in=seen, second__in=seen)

    def for_merging(self, user) -> Self:
        """Return the pairs of which `user` may merge both."""
        reached = self._of(user, Can.MERGE_CUSTOMERS)
        return self.filter(first__in=reached, second__in=reached)

    def for_list(self) -> Self:
        """Load what `doubles/_pair.html` reads: both customers with their owners."""
        return self.select_related(
            "first__owner", "second__owner", "decided_by", "proposed_by"
        ).defer("first__search", "second__search")

    def between(self, one_id: int, other_id: int) -> Self:
        low, high = sorted((one_id, other_id))
        return self.filter(first_id=low, second_id=high)

    def not_seen(self, at: datetime) -> Self:
        """Return the open pairs that the scan of `at` no longer found alike."""
        return self.open().filter(seen_at__lt=at)

    def _of(self, user, can: Can) -> models.QuerySet:
        customers = self.model._meta.get_field("first").related_model.objects
        return customers.for_user(user, can).order_by().values("pk")


class MergeQuerySet(models.QuerySet):
    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def for_user(self, user, can: Can) -> Self:
        """Return the merges into customers `user` may apply `can` to."""
        customers = self.model._meta.get_field("winner").related_model.objects
        reached = customers.for_user(user, can).order_by().values("pk")
        return self.filter(winner__in=reached)

    def for_list(self) -> Self:
        """Load what `doubles/_merge.html` reads, newest first."""
        related = self.select_related("winner__owner", "loser__owner", "actor")
        return related.defer("winner__search", "loser__search", "fields", "moved")


class RemovalQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Return the stays that last: the recycle bin."""
        return self.filter(restored_at=None)

    def for_user(self, user, can: Can) -> Self:
        """Return the stays of the customers `user` may apply `can` to."""
        customers = self.model._meta.get_field("customer").related_model.ever
        reached = customers.for_user(user, can).order_by().values("pk")
        return self.filter(customer__in=reached)

    def for_list(self) -> Self:
        """Load what `doubles/bin.html` reads."""
        related = self.select_related("customer__owner", "actor")
        return related.defer("customer__search", "notices")
