"""Questions about the common pool of customers: who leaves for it, who lies in it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db.models import Q

from accounts.choices import Reach, Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, reaches, scope_of


class PoolingQuerySet(OwnedQuerySet):
    """Rows belong to whoever had the customer, in the branch he had him in."""

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def leaving(self) -> Self:
        """Return those whose owner was warned, and who are not in the pool yet."""
        return self.open().filter(pooled_at=None)

    def lying(self) -> Self:
        """Return those who lie in the pool."""
        return self.open().filter(pooled_at__isnull=False)

    def due(self, on: date) -> Self:
        return self.leaving().filter(due_on__lte=on)

    def of(self, customer_ids: Iterable[int]) -> Self:
        return self.filter(customer_id__in=list(customer_ids))

    def for_claimer(self, user) -> Self:
        """Return the pool as `user` may claim from it: his branch's.

        Whoever sees all customers sees every branch's.
        """
        if scope_of(user, Can.SEE_CUSTOMERS) is Scope.ALL:
            return self.lying()
        has_own = reaches(user, Can.EDIT_CUSTOMERS) - {Reach.ROUTED, Reach.MEMBERS}
        if not user.branch_id or not has_own:
            return self.none()
        return self.lying().filter(branch_id=Id(user.branch_id))

    def claimed_since(self, user, since: datetime) -> Self:
        return self.filter(claimed_by=user, ended_at__gt=since)

    def for_row(self) -> Self:
        """Load what `pool/_row.html` reads."""
        standing = Q(customer__removed_at=None)
        return self.filter(standing).select_related("customer", "owner").only(
            "due_on", "pooled_at", "owner__name", "customer__name", "customer__tier",
            "customer__city", "customer__last_contact_at",
            "customer__last_purchase_on", "customer__stage",
        )  # fmt: skip
