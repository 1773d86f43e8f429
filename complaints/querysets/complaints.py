"""Questions about complaints, and about the lines of their history."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.choices import Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, scope_of
from complaints.choices import OPEN, Deed, Severity, State


class ComplaintQuerySet(OwnedQuerySet):
    owner_path = "handler"

    def own(self, user) -> Q:
        """Own are those I handle, those I took in, and those of customers I own."""
        mine = Q(handler_id=Id(user.pk)) | Q(registered_by_id=Id(user.pk))
        return mine | Q(customer__owner_id=Id(user.pk))

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Narrow what is done to a complaint to those one handles, unless one leads.

        Whoever leads a team also reaches what waits in his branch for a handler.
        """
        if can != Can.SEE_COMPLAINTS:
            own = Q(handler_id=Id(user.pk))
        seen = super().reached(user, can, own)
        if seen is None or scope_of(user, can) is not Scope.TEAM:
            return seen
        if user.branch_id and user.led_paths():
            seen |= Q(handler=None, branch_id=Id(user.branch_id))
        return seen

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def of(self, customer) -> Self:
        return self.filter(customer_id=customer.pk)

    def handled_by(self, user) -> Self:
        return self.open().filter(handler_id=user.pk)

    def major(self) -> Self:
        return self.filter(severity=Severity.MAJOR)

    def late(self, at: datetime) -> Self:
        return self.open().filter(due_at__lte=at)

    def to_verify(self, today: date) -> Self:
        """Return those whose customer is to be asked again by `today`."""
        told = [State.TOLD, State.VERIFYING]
        return self.filter(state__in=told, verify_on__lte=today)

    def besides(self, complaint) -> Self:
        return self.exclude(pk=complaint.pk)

    def newest(self) -> Self:
        return self.order_by("-received_at", "-pk")

    def causes_of(self, category_id: int | None, since: datetime):
        """Return the ids of causes found in a category since then, most used first."""
        found = self.filter(category_id=category_id, received_at__gte=since)
        found = found.exclude(cause=None).values_list("cause_id")
        counted = found.annotate(found=models.Count("pk")).order_by("-found", "cause")
        return [cause for cause, _count in counted[:20]]

    def for_step(self) -> Self:
        """Load what the form of a step reads of its complaint."""
        return self.select_related("customer", "category", "handler", "policy")

    def for_row(self) -> Self:
        """Load what `complaints/_row.html` reads."""
        return self.select_related("customer", "handler", "category", "branch")

    def for_page(self) -> Self:
        """Load what the page of one complaint reads of the complaint itself."""
        return self.select_related(
            "customer", "branch", "category", "department", "cause", "handler",
            "verifier", "closed_by", "registered_by", "policy", "visit", "feedback",
            "asset", "merged_into",
        )  # fmt: skip


class LineQuerySet(models.QuerySet):
    def in_order(self) -> Self:
        return self.order_by("place")

    def last_told(self) -> Self:
        """Narrow the lines of one complaint to those on telling, the latest first."""
        return self.filter(deed=Deed.TOLD).order_by("-place")

    def tries(self) -> Self:
        """Narrow the lines of one complaint to the tries since he was told."""
        told = self.last_told().values("place")[:1]
        return self.filter(deed=Deed.TRIED, place__gt=told)

    def after(self, place: int) -> Self:
        """Load what was written since a page that showed the lines up to `place`."""
        return self.filter(place__gt=place).for_page()

    def for_page(self) -> Self:
        """Load the lines of a history with who did them, oldest first."""
        return self.select_related("actor").in_order()
