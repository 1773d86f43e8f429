"""Questions about complaints, and about the lines of their history."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Q

from accounts.choices import Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, scope_of
from complaints.choices import IN_WORK, OPEN, VERIFIED, Deed, Severity, State

# So many joint teams somebody is in at most, so that whose rows are his stays a list.
MOST_JOINED = 200


class ComplaintQuerySet(OwnedQuerySet):
    owner_path = "handler"

    def own(self, user) -> Q:
        """Own are those I handle, took in or joined, and those of customers I own."""
        mine = Q(handler_id=Id(user.pk)) | Q(registered_by_id=Id(user.pk))
        joined = user.joint_teams.filter(left_at=None)[:MOST_JOINED]
        if ids := list(joined.values_list("complaint_id", flat=True)):
            mine |= Q(pk__in=ids)
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

    def before(self, complaint, since: datetime) -> Self:
        """Return what its customer said of its category before it, from `since` on.

        Of whom nobody knows, or what nobody sorted, nothing is repeated. What was
        merged into another counts there.
        """
        if not (complaint.customer_id and complaint.category_id):
            return self.none()
        same = {"category_id": complaint.category_id, "kind__in": VERIFIED}
        when = {"received_at__gte": since, "received_at__lte": complaint.received_at}
        mine = self.filter(customer_id=complaint.customer_id, **same, **when)
        return mine.filter(merged_into=None).exclude(pk=complaint.pk)

    def grouped_in(self, group) -> Self:
        """Return the complaints of a group, in the order they were added."""
        return self.filter(membership__group=group).order_by("membership__pk")

    def handled_by(self, user) -> Self:
        return self.open().filter(handler_id=user.pk)

    def major(self) -> Self:
        return self.filter(severity=Severity.MAJOR)

    def in_work(self) -> Self:
        """Return those whose customer still waits for the result."""
        return self.filter(state__in=IN_WORK)

    def nobodys(self) -> Self:
        return self.filter(handler=None)

    def by_due(self) -> Self:
        """Sort by what is due first; what stands still comes last."""
        return self.order_by("due_at", "pk")

    def with_note_since(self, since: datetime) -> Self:
        """Add `has_note`: whether the daily note of a major one was written since.

        One that came since then owes none yet.
        """
        lines = self.model._meta.get_field("lines").related_model.objects.daily()
        written = lines.filter(complaint=models.OuterRef("pk"), at__gte=since)
        is_new = Q(registered_at__gte=since)
        return self.annotate(
            has_note=models.Case(
                models.When(is_new, then=True), default=models.Exists(written)
            )
        )

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
    def daily(self) -> Self:
        """Return the daily notes of major complaints."""
        return self.filter(deed=Deed.NOTED, told__daily=True)

    def in_order(self) -> Self:
        return self.order_by("place")

    def for_page(self) -> Self:
        """Load the lines of a history with who did them, oldest first."""
        return self.select_related("actor").in_order()
