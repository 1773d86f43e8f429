"""Questions about opportunities."""

from datetime import date
from decimal import Decimal
from typing import Self

from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet
from customers.choices.opportunities import Progress
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

    def by_progress(self) -> dict[str, tuple[int, Decimal]]:
        """Map each stage to (how many, what they add up to); one query."""
        told = self.order_by().values_list("progress")
        told = told.annotate(Count("pk"), Sum("amount"))
        return {stage: (count, total or Decimal(0)) for stage, count, total in told}

    def for_column(self, progress: str) -> Self:
        """Load what a column of `opportunities/board.html` reads.

        The next steps first; of what is won, the latest.
        """
        planned = Coalesce("next_on", NEVER)
        order = ("-ended_at", "-pk") if progress == Progress.WON else (planned, "pk")
        rows = self.filter(progress=progress).select_related("customer", "owner")
        return rows.order_by(*order).only(
            "title", "amount", "expected_on", "progress", "next_step", "next_on",
            "version", "ended_at", "customer__name", "customer__tier", "owner__name",
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
