"""Questions about what departments were asked."""

from datetime import datetime
from typing import Self

from django.db.models import F, Q

from accounts.ids import Id
from accounts.querysets import OwnedQuerySet
from complaints.choices import OPEN, OWED, PartState


class PartQuerySet(OwnedQuerySet):
    owner_path = "taken_by"

    def routed(self, user) -> Q:
        """Routed are those of the departments he answers for, in his branch if any."""
        departments = list(user.departments.values_list("pk", flat=True))
        if not departments:
            return Q(pk__in=[])
        seen = Q(department_id__in=departments)
        return seen & Q(branch_id=Id(user.branch_id)) if user.branch_id else seen

    def owed(self) -> Self:
        return self.filter(state__in=OWED)

    def settled(self) -> Self:
        return self.exclude(state__in=OWED)

    def answered(self) -> Self:
        return self.filter(state=PartState.ANSWERED)

    def late(self, at: datetime) -> Self:
        return self.owed().filter(due_at__lte=at)

    def untold(self) -> Self:
        """Return those of whose being late nobody was told."""
        return self.filter(late_told_at=None)

    def owed_to(self, user) -> Self:
        """Return what departments owe in the complaints somebody handles."""
        mine = {"complaint__handler_id": user.pk, "complaint__state__in": OPEN}
        return self.owed().filter(**mine)

    def by_due(self) -> Self:
        return self.order_by("due_at", "pk")

    def for_panel(self) -> Self:
        """Load what `complaints/_parts.html` reads: what is owed first."""
        people = ("department", "asked_by", "taken_by", "answered_by")
        asked = F("answered_at").asc(nulls_first=True)
        return self.select_related(*people).order_by(asked, "due_at", "pk")

    def for_row(self) -> Self:
        """Load what a list of a department reads: nothing of the complaint itself."""
        return self.select_related("department", "branch", "asked_by", "taken_by")

    def for_page(self) -> Self:
        """Load what the page of one reads: of the complaint its asset and its words."""
        return self.for_row().select_related("answered_by", "complaint__asset")
