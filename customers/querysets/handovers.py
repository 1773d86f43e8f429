"""Questions about handovers and what was promised to the customers in them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Count, Q

from accounts.choices import Scope
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from customers.choices.handovers import PromiseState


class HandoverQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        """Return those he gave, took or made, and those of whom he may reassign."""
        part = Q(giver=user) | Q(taker=user) | Q(made_by=user)
        match scope_of(user, Can.ASSIGN_CUSTOMERS):
            case Scope.ALL:
                return self
            case Scope.BRANCH if user.branch_id:
                part |= Q(giver__branch_id=user.branch_id)
            case Scope.TEAM:
                part |= Q(giver_id__in=user.led_ids())
        return self.filter(part)

    def for_list(self) -> Self:
        """Load what the list of handovers reads: both people, promises still open."""
        waiting = Count("promises", filter=Q(promises__state=PromiseState.OPEN))
        return self.select_related("giver", "taker").annotate(open_count=waiting)

    def over(self, today: date) -> Self:
        """Return the leaves that ended before `today` and are not closed yet."""
        return self.filter(until__lt=today, ended_at=None)


class PromiseQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(state=PromiseState.OPEN)

    def to_confirm(self, user) -> Self:
        """Return what `user` took over and has not confirmed, of who is still here."""
        mine = self.open().filter(handover__taker=user)
        return mine.filter(customer__removed_at=None)

    def for_detail(self) -> Self:
        """Load what the page of a handover reads, the next due first."""
        by_day = models.F("due_on").asc(nulls_last=True)
        return self.select_related("customer").order_by(by_day, "pk")
