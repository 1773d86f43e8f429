"""Questions about opportunities."""

from datetime import date
from typing import Self

from django.db.models import Q
from django.db.models.functions import Coalesce

from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet
from customers.querysets.archive import NEVER


class OpportunityQuerySet(OwnedQuerySet):
    """Whoever sees a customer sees what may come of him."""

    owner_path = "customer__owner"
    branch_path = "customer__branch"

    def for_user(self, user, can: Can) -> Self:
        """Return those `user` may apply `can` to, none of who left the archive."""
        return super().for_user(user, can).filter(customer__removed_at=None)

    def own(self, user) -> Q:
        """Own are those of my customers, and of whom I hold open work about."""
        held = list(user.hold_set.values_list("customer_id", flat=True)[:500])
        owned = super().own(user)
        return owned | Q(customer_id__in=held) if held else owned

    def open(self) -> Self:
        return self.filter(ended_at=None)

    def kept_by(self, user_ids: list[int]) -> Self:
        return self.filter(owner_id__in=user_ids)

    def of(self, customer) -> Self:
        return self.filter(customer_id=customer.pk)

    def due(self, on: date) -> Self:
        """Return the open ones whose next step was to be done on `on` or earlier."""
        planned = Coalesce("next_on", NEVER)
        return self.open().alias(planned_on=planned).filter(planned_on__lte=on)

    def for_row(self) -> Self:
        """Load what `opportunities/_row.html` reads."""
        return self.select_related("customer", "owner").only(
            "title", "amount", "expected_on", "progress", "next_step", "next_on",
            "lost_reason", "customer__name", "customer__tier", "owner__name",
        )  # fmt: skip

    def for_work(self) -> Self:
        """Load what `today/_steps.html` reads, the longest due first."""
        return self.for_row().order_by("planned_on", "pk")

    def for_page(self) -> Self:
        """Load what `opportunities/detail.html` reads."""
        related = self.select_related("owner", "customer__owner", "customer__branch")
        return related.defer("customer__search")

    def for_panel(self) -> Self:
        """Load what `customer/_opportunities.html` reads: the open ones, next first."""
        planned = Coalesce("next_on", NEVER)
        return self.open().select_related("owner").order_by(planned, "pk")
