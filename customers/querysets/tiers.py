"""Questions about tiers: policies, figures, moves, runs, strategies, overrides."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, F, Q, Sum

from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet
from customers.choices.tiers import OverrideState, PolicyState, Segment
from customers.tiering import LADDER


class PolicyQuerySet(models.QuerySet):
    def drafts(self) -> Self:
        return self.filter(state=PolicyState.DRAFT)

    def in_force(self):
        """Return the policy in force, or None. One query."""
        return self.filter(state=PolicyState.ACTIVE).first()

    def for_list(self) -> Self:
        return self.select_related("made_by", "activated_by").order_by("-number")


class CutsQuerySet(models.QuerySet):
    def newest(self, policy):
        """Return the cut points that rule under `policy`. One query."""
        return self.filter(policy=policy).order_by("-pk").first()


# Who stands below the tier like which he is welcomed.
BELOW = Q()
for place, tier in enumerate(LADDER):
    BELOW |= Q(welcome_tier=tier, customer__tier__in=LADDER[:place])


class StandingQuerySet(models.QuerySet):
    def welcoming(self, on: date) -> Self:
        """Return those who are cared for as new customers on this day."""
        return self.filter(welcome_until__gte=on)

    def lifted(self, on: date) -> Self:
        """Return those who get more for being new than their tier would get them."""
        return self.welcoming(on).filter(BELOW)

    def of_customers(self, customers: models.QuerySet) -> Self:
        """Return the standings of `customers`, without a list of ids."""
        if customers.query.where:
            return self.filter(customer__in=customers.order_by().values("pk"))
        return self

    def by_cell(self) -> Self:
        """Return rows of r_class, f_class, customers, fen, in one query.

        Who never paid for anything stands in no cell.
        """
        paid = self.exclude(segment=Segment.NONE).order_by()
        return paid.values("r_class", "f_class").annotate(
            customers=Count("pk"), fen=Sum("spend_fen")
        )

    def by_segment(self) -> Self:
        """Return rows of segment, customers, fen, in one query."""
        rows = self.order_by().values("segment")
        return rows.annotate(customers=Count("pk"), fen=Sum("spend_fen"))

    def sizes(self) -> Self:
        """Return rows of (segment, how many who stand in the archive), in one query."""
        stand = self.filter(customer__removed_at=None).order_by()
        return stand.values_list("segment").annotate(Count("pk"))

    def turned_low(self, on: date) -> Self:
        """Return rows of (owner, how many) of those found low for the first time."""
        found = self.filter(low_since=on, low_reviews=1).order_by()
        owners = found.values_list("customer__owner_id")
        return owners.annotate(how_many=Count("pk"))


class AssignmentQuerySet(models.QuerySet):
    def for_customer(self, customer_id: int) -> Self:
        """Load what a customer's history of tiers reads, newest first, in one query."""
        mine = self.filter(customer_id=customer_id)
        return mine.select_related("policy", "made_by").order_by("-at", "-pk")

    def for_timeline(self, customer_id: int) -> Self:
        """Load what `customer/_tier.html` reads, newest first: where the tier moved."""
        return self.for_customer(customer_id).exclude(from_tier=F("to_tier"))


class RunQuerySet(models.QuerySet):
    def latest_first(self) -> Self:
        rows = self.select_related("policy", "cuts", "made_by")
        return rows.order_by("-as_of", "-finished_at")

    def in_month(self, as_of: date) -> Self:
        """Return the runs of the month of `as_of`, for days before it."""
        return self.filter(as_of__gte=as_of.replace(day=1), as_of__lt=as_of)


class MoveQuerySet(models.QuerySet):
    def for_user(self, user, can: Can) -> Self:
        """Return the moves of the customers `user` may apply `can` to."""
        customers = self.model._meta.get_field("customer").related_model.objects
        seen = customers.for_user(user, can)
        return self.filter(customer__in=seen) if seen.query.where else self

    def for_list(self) -> Self:
        """Load what `tiers/moves.html` reads: moves with customer and owner."""
        return self.select_related("customer__owner")


class StrategyQuerySet(models.QuerySet):
    def in_order(self) -> list:
        """Return the five, S first. One query."""
        return sorted(self, key=lambda one: "SABCD".index(one.tier))

    def contact_days(self) -> dict[str, int]:
        """Map each tier to the days between two contacts. One query."""
        return dict(self.values_list("tier", "contact_days"))


class OverrideQuerySet(OwnedQuerySet):
    owner_path = "customer__owner"
    branch_path = "customer__branch"

    def for_user(self, user, can: Can) -> Self:
        """Return those `user` may apply `can` to, none of who left the archive."""
        return super().for_user(user, can).filter(customer__removed_at=None)

    def own(self, user) -> Q:
        return Q(customer__owner_id=user.pk)

    def waiting(self) -> Self:
        return self.filter(state=OverrideState.PROPOSED)

    def accepted(self) -> Self:
        return self.filter(state=OverrideState.ACCEPTED)

    def over(self, on: date) -> Self:
        """Return those accepted whose last day was before `on`."""
        return self.accepted().filter(until__lt=on)

    def for_list(self) -> Self:
        """Load what `tiers/_proposal.html` reads, the oldest first, in one query."""
        rows = self.select_related("customer__owner", "proposed_by", "decided_by")
        return rows.order_by("proposed_at", "pk")
