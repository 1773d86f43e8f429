"""Questions about improvements, their effect checks, and their history."""

from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import Count, Q

from accounts.ids import Id
from accounts.querysets import OwnedQuerySet
from complaints.outcomes import TO_DO


class ImprovementQuerySet(OwnedQuerySet):
    def own(self, user) -> Q:
        """Own are those I do, and those I opened."""
        return Q(owner_id=Id(user.pk)) | Q(opened_by_id=Id(user.pk))

    def routed(self, user) -> Q:
        """Say which rows are of the user's departments, in his branch if any."""
        theirs = Q(department__in=user.departments.order_by().values("pk"))
        return theirs & Q(branch_id=Id(user.branch_id)) if user.branch_id else theirs

    def late(self, today: date) -> Self:
        """Return what somebody should have done before `today`."""
        return self.filter(state__in=TO_DO, due_on__lt=today)

    def of_owner(self, user) -> Self:
        return self.filter(owner=user)

    def by_department(self) -> models.QuerySet:
        """Count by department and state: rows of (department, state, how many)."""
        bare = self.order_by("department").values_list("department", "state")
        return bare.annotate(count=Count("pk"))

    def done_like(self, improvement, since: datetime, until: datetime) -> Self:
        """Return those done between that may have changed the same complaints."""
        done = self.filter(done_at__gte=since, done_at__lt=until)
        if improvement.category_id is None:
            return done
        return done.filter(Q(category=improvement.category_id) | Q(category=None))

    def for_row(self) -> Self:
        """Load what `improvements/_row.html` reads."""
        return self.select_related("owner", "department", "branch", "category")

    def for_page(self) -> Self:
        """Load what the page of one reads."""
        return self.for_row().select_related("cause__parent", "opened_by")

    def for_panel(self) -> Self:
        """Load what `complaints/_actions.html` reads, the newest last."""
        return self.select_related("owner", "department").order_by("pk")


class CheckQuerySet(models.QuerySet):
    def due(self, today: date) -> Self:
        """Return those whose window ended before `today` and that are not computed."""
        rows = self.filter(computed_at=None, due_on__lt=today)
        return rows.select_related("improvement").order_by("due_on", "pk")

    def judged(self) -> Self:
        return self.exclude(verdict="")

    def in_order(self) -> Self:
        return self.select_related("judged_by").order_by("window_days")


class ImprovementLineQuerySet(models.QuerySet):
    def after(self, place: int) -> Self:
        """Return what is new to whoever has read up to `place`."""
        return self.filter(place__gt=place)

    def for_page(self) -> Self:
        """Load the lines of a history with who did them, oldest first."""
        return self.select_related("actor").order_by("place")
