"""Questions about compensation: what waits for whom, what was allowed already."""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import (
    DecimalField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from accounts.choices import Scope
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from complaints.choices import OPEN
from complaints.outcomes import ALLOWED, UNSETTLED, OfferState
from complaints.querysets.spans import days

YUAN = DecimalField(max_digits=14, decimal_places=2)


class OfferQuerySet(models.QuerySet):
    def for_user(self, user, can: Can) -> Self:
        """Return those of the complaints `user` may apply `can` to."""
        complaints = self.model._meta.get_field("complaint").related_model.objects
        return self.filter(complaint__in=complaints.for_user(user, can).order_by())

    def unsettled(self) -> Self:
        return self.filter(state__in=UNSETTLED)

    def allowed(self) -> Self:
        return self.filter(state__in=ALLOWED)

    def on_their_way(self) -> Self:
        """Return those to be decided, and those allowed and not given yet."""
        return self.filter(state__in=[*UNSETTLED, OfferState.APPROVED])

    def total(self) -> Decimal:
        return self.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)

    def with_allowed_before(self) -> Self:
        """Add `allowed_before`: what was allowed besides it already, and `is_above`.

        That is of the same complaint, of what was merged into it or it into, and of
        what its customer brought within `repeat_days` of it: in parts nothing is
        gained. Above is what goes beyond the limit of the complaint's policy with it.
        """
        complaints = self.model._meta.get_field("complaint").related_model.objects
        matter = complaints.order_by().filter(_one_matter()).values("pk")
        others = self.model.objects.allowed().order_by().exclude(pk=OuterRef("pk"))
        others = others.filter(complaint__in=matter)
        sums = others.values(all=Value(1)).annotate(sum=Sum("amount"))
        nothing = Value(Decimal(0), output_field=YUAN)
        found = Subquery(sums.values("sum"), output_field=YUAN)
        summed = self.annotate(allowed_before=Coalesce(found, nothing))
        limit = F("complaint__policy__compensation_limit")
        is_above = Q(allowed_before__gt=limit - F("amount"))
        return summed.annotate(
            is_above=ExpressionWrapper(is_above, models.BooleanField())
        )

    def waiting_for(self, user) -> Self:
        """Return what `user` may decide on now: of others, not about him, in his limit.

        Above the limit of the complaint's policy only whoever decides everywhere does.
        """
        if not user.may(Can.DECIDE_COMPENSATION):
            return self.none()
        waiting = self.for_user(user, Can.DECIDE_COMPENSATION).filter(
            state=OfferState.PROPOSED, complaint__state__in=OPEN
        )
        waiting = waiting.exclude(proposed_by=user).exclude(complaint__about_user=user)
        waiting = waiting.with_allowed_before()
        if scope_of(user, Can.DECIDE_COMPENSATION) is Scope.ALL:
            return waiting
        return waiting.filter(is_above=False)

    def for_list(self) -> Self:
        """Load what the page of offers and Today read, the oldest first."""
        loaded = self.select_related(
            "complaint__customer", "complaint__policy", "proposed_by"
        )
        return loaded.order_by("proposed_at", "pk")

    def for_page(self) -> Self:
        """Load what the page of one offer reads."""
        return self.select_related(
            "complaint__customer", "complaint__policy", "complaint__handler",
            "complaint__branch", "proposed_by", "decided_by", "given_by",
        )  # fmt: skip

    def for_panel(self) -> Self:
        """Load what `complaints/_offers.html` reads, in the order of their proposal."""
        people = self.select_related("proposed_by", "decided_by", "given_by")
        return people.order_by("proposed_at", "pk")


def _one_matter() -> Q:
    """Ask of a complaint whether its compensation counts with that of an offer."""
    this = OuterRef(OuterRef("complaint"))
    days_of_it = days(OuterRef(OuterRef("complaint__policy__repeat_days")))
    received_at = OuterRef(OuterRef("complaint__received_at"))
    lately = {
        "received_at__gte": received_at - days_of_it,
        "received_at__lte": received_at + days_of_it,
    }
    return (
        Q(pk=this)
        | Q(merged_into=this)
        | Q(merged_into__merged_into=this)
        | Q(pk=OuterRef(OuterRef("complaint__merged_into")))
        | Q(customer=OuterRef(OuterRef("complaint__customer")), **lately)
    )
