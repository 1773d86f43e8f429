"""Questions about visits and what customers said in them."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.querysets import OwnedQuerySet
from visits.choices import Outcome, State


class VisitQuerySet(OwnedQuerySet):
    def own(self, user) -> Q:
        """Own are the visits I make, and every visit to a customer I own."""
        return Q(owner_id=user.pk) | Q(customer__owner_id=user.pk)

    def planned(self) -> Self:
        return self.filter(state=State.PLANNED)

    def logged(self) -> Self:
        return self.filter(state=State.LOGGED)

    def overdue(self, at: datetime) -> Self:
        """Return the planned visits whose time had passed at `at`."""
        return self.planned().filter(planned_at__lt=at)

    def unreviewed(self) -> Self:
        return self.logged().filter(review=None)

    def exceptional(self) -> Self:
        """Return the logged visits a supervisor looks at first: problem, or not met."""
        return self.logged().filter(outcome__in=[Outcome.PROBLEM, Outcome.NOT_MET])

    def for_row(self) -> Self:
        """Load what `visits/_row.html` reads: customer, owner, review, photo count."""
        return self.select_related("customer", "owner", "review").annotate(
            photo_count=models.Count("photos", distinct=True)
        )

    def for_detail(self) -> Self:
        """Load what `visits/detail.html` reads, in four queries at any length."""
        return self.select_related(
            "customer", "owner", "branch", "review__reviewer", "next_visit"
        ).prefetch_related("photos", "feedback", "addenda__author")


class FeedbackQuerySet(OwnedQuerySet):
    owner_path = "visit__owner"
    branch_path = "visit__branch"

    def open(self) -> Self:
        return self.filter(taken_up_at=None)
