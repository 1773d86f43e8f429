"""Questions about the common pool of customers: who leaves for it, who lies in it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.choices import Reach, Scope
from accounts.days import day_of
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, reaches, scope_of
from customers.querysets.prospecting import FoundQuerySet


class ForgottenQuerySet(FoundQuerySet, OwnedQuerySet):
    """Which customers nobody does anything for; a part of `CustomerQuerySet`."""

    def forgotten(self, tier: str, days: int, *, at: datetime) -> Self:
        """Return those of a tier for whom nobody has done anything for `days` days.

        Nor have they bought. Who is promised a contact, shared or in an opportunity
        is not forgotten, nor who came only since then.
        """
        since = at - timedelta(days=days)
        bought = Q(last_purchase_on__gte=day_of(since))
        promised = Q(next_contact_on__gte=day_of(at))
        rows = self.filter(tier=tier, created_at__lte=since).untouched_since(since)
        rows = rows.exclude(bought & Q(last_purchase_on__isnull=False))
        rows = rows.exclude(promised & Q(next_contact_on__isnull=False))
        return rows.filter(~self._having("opportunities", ended_at=None),
                           ~self._having("holds"))  # fmt: skip

    def outside_pool(self) -> Self:
        """Leave out who lies in the common pool, or is on the way into it."""
        return self.filter(~self._having("poolings", ended_at=None))

    def unpooled(self) -> Self:
        """Leave out who lies in the common pool: nobody's work until one takes him."""
        lying = self._having("poolings", ended_at=None, pooled_at__isnull=False)
        return self.filter(~lying)

    def with_pool(self) -> Self:
        """Add since when a customer lies in the pool, and when he goes there."""
        model = self.model._meta.get_field("poolings").related_model
        way = model._base_manager.filter(customer=OuterRef("pk"), ended_at=None)
        return self.annotate(
            pooled_at=Subquery(way.values("pooled_at")[:1]),
            pool_due_on=Subquery(way.filter(pooled_at=None).values("due_on")[:1]),
        )

    def _having(self, name: str, **conditions) -> Exists:
        model = self.model._meta.get_field(name).related_model
        rows = model._base_manager.filter(customer=OuterRef("pk"), **conditions)
        return Exists(rows)


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

    def taken_since(self, since: datetime) -> Self:
        return self.filter(claimed_by__isnull=False, ended_at__gt=since)

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
