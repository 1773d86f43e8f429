"""Questions about complaints."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Self

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, Func, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Left
from django.db.models.lookups import IsNull

from accounts.choices import Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, scope_of
from complaints.choices import (
    IN_WORK,
    LOOKED_INTO,
    OPEN,
    TOLD,
    VERIFIED,
    Ending,
    Severity,
    State,
)
from complaints.querysets.figures import FigureQuerySet

# What has no limit sorts as: after everything that is due.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)
DUE = Coalesce("due_at", NEVER)
# "CMP-2026-000123", "#123", or the number alone.
CODE = re.compile(r"(?i)\s*(?P<head>cmp-(?P<year>\d{4})-|#)?0*(?P<no>[1-9]\d{0,5})\s*")
# What a row reads of a complaint, and what says which steps are open to it.
ROW = (
    "code", "kind", "severity", "state", "ending", "liability", "due_at",
    "waiting_since", "external_since", "verify_on", "received_at", "branch_id",
    "registered_at", "closed_at", "customer__name", "customer__code", "customer__tier",
    "customer__removed_at", "handler__name", "category__name_zh",
    "category__name_en", "cause__name_zh", "cause__name_en",
)  # fmt: skip
STANDING = ("line_count", "about_user_id", "merged_into_id", "reply_phone",
            "reply_email")  # fmt: skip
# What is counted is what is seen.
SEEN = (Can.SEE_COMPLAINTS, Can.SEE_COMPLAINT_FIGURES)


class ComplaintQuerySet(OwnedQuerySet, FigureQuerySet):
    owner_path = "handler"

    def own(self, user) -> Q:
        """Own are those I handle, took in or joined, and those of customers I own."""
        rows = self.model.objects.order_by().values("pk")
        mine, taken_in, of_mine = (
            rows.filter(**{whose: Id(user.pk)})
            for whose in ("handler_id", "registered_by_id", "customer__owner_id")
        )
        teams = user.joint_teams.order_by().filter(left_at=None)
        joined = teams.values("complaint_id")
        # Short walks of indexes, where an "or" over tables would be one through all
        # complaints.
        return Q(pk__in=mine.union(taken_in, of_mine, joined))

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Narrow what is done to a complaint to those one handles, unless one leads.

        Whoever leads a team also reaches what waits in his branch for a handler.
        """
        if can not in SEEN:
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

    def taken_in_by(self, user) -> Self:
        return self.filter(registered_by_id=user.pk)

    def alike(self, customer, category) -> Self:
        """Return what of this customer is open, that of the same category first."""
        pk = category.pk if category else 0
        is_other = models.Case(models.When(category_id=pk, then=0), default=1)
        rows = self.open().of(customer).select_related("category")
        return rows.order_by(is_other, "-received_at", "-pk")

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

    def dissatisfied(self) -> Self:
        """Return complaints and grumbles, each once: none merged into another."""
        return self.filter(kind__in=VERIFIED).exclude(ending=Ending.MERGED)

    def major(self) -> Self:
        return self.filter(severity=Severity.MAJOR)

    def in_work(self) -> Self:
        """Return those whose customer still waits for the result."""
        return self.filter(state__in=IN_WORK)

    def by_due(self) -> Self:
        """Sort by what is due first; what stands still comes last."""
        return self.order_by(DUE, "pk")

    def late(self, at: datetime) -> Self:
        """Return the open ones that were due by `at`."""
        return self.open().alias(due=DUE).filter(due__lte=at)

    def near(self, at: datetime) -> Self:
        """Return the open ones a limit of which is late or nearly so at `at`."""
        near = self._of_clocks().near(at).order_by().values("complaint_id")
        return self.open().filter(_among(near))

    def unassigned(self) -> Self:
        return self.open().filter(handler=None)

    def with_departments(self) -> Self:
        """Return those that go on once a department answers, and wait for nothing else.

        While the customer owes an answer, or others decide it, it waits for them.
        """
        parts = self.model._meta.get_field("parts").related_model.objects
        owed = parts.owed().filter(complaint=OuterRef("pk"))
        rows = self.filter(state__in=LOOKED_INTO, waiting_since=None)
        return rows.filter(Exists(owed.order_by()), external_since=None)

    def to_tell(self) -> Self:
        """Return those whose solution is found, and whose customer does not know."""
        return self.filter(state=State.PROPOSED)

    def to_verify(self, today: date) -> Self:
        """Return those whose customer is to be asked again by `today`.

        What others decide now is not: nothing ends meanwhile.
        """
        asked = self.filter(state__in=TOLD, verify_on__lte=today)
        return asked.filter(external_since=None)

    def besides(self, complaint) -> Self:
        return self.exclude(pk=complaint.pk)

    def soonest(self) -> Self:
        """Sort by what is due first."""
        return self.order_by(DUE.asc(), "pk")

    def newest(self) -> Self:
        return self.order_by("-received_at", "-pk")

    def coded(self, text: str) -> Self:
        """Return those whose number `text` says, whole or without its year."""
        said = CODE.fullmatch(text)
        if said is None:
            return self.none()
        number = f"{int(said['no']):06d}"
        if said["year"]:
            return self.filter(code=f"CMP-{said['year']}-{number}")
        years = self.model._meta.apps.get_model("complaints", "Number").objects
        given = years.order_by().values_list("year", flat=True)
        return self.filter(code__in=[f"CMP-{year}-{number}" for year in given])

    def search(self, text: str, user) -> Self:
        """Return those of this number, or of the customers who fit what was typed.

        Digits alone may be either. Through another's eyes by number alone.
        """
        said = CODE.fullmatch(text)
        if user.seen_by or said and said["head"]:
            return self.coded(text)
        customers = self.model._meta.get_field("customer").related_model.objects
        theirs = Q(customer__in=customers.search(text, user).order_by().values("pk"))
        if said:
            numbered = self.model.objects.coded(text).values("pk")
            return self.filter(theirs | Q(pk__in=numbered))
        return self.filter(theirs)

    def with_lateness(self) -> Self:
        """Add `was_late`, and `warn_at`: from when on a limit that runs is near.

        Looked up for the rows that are shown: of an EXISTS the database may rather
        gather every clock that was ever missed.
        """
        mine = self._of_clocks().filter(complaint=OuterRef("pk")).order_by()
        missed = Subquery(mine.filter(is_met=False).values("pk")[:1])
        running = mine.running().values("complaint")
        nearest = running.annotate(nearest=models.Min("warn_at")).values("nearest")
        return self.annotate(
            was_late=IsNull(missed, False),
            warn_at=Subquery(nearest),  # noqa: FBT003
        )

    def _of_clocks(self):
        return self.model._meta.get_field("clocks").related_model.objects.all()

    def earliest(self) -> Subquery:
        """Return when the first of its running clocks is due, for an update of each."""
        running = self._of_clocks().running().order_by()
        mine = running.filter(complaint=OuterRef("pk")).values("complaint")
        earliest = mine.annotate(earliest=models.Min("due_at")).values("earliest")
        return Subquery(earliest)

    def causes_of(self, category_id: int | None, since: datetime):
        """Return the ids of causes found in a category since then, most used first."""
        found = self.filter(category_id=category_id, received_at__gte=since)
        found = found.exclude(cause=None).values_list("cause_id")
        counted = found.annotate(found=models.Count("pk")).order_by("-found", "cause")
        return [cause for cause, _count in counted[:20]]

    def for_step(self) -> Self:
        """Load what the form of a step reads of its complaint."""
        return self.select_related("customer", "category", "handler", "policy")

    def free(self, ids: Iterable[int]) -> Self:
        """Lock those of `ids` that nobody else works on just now, in a fixed order."""
        rows = self.filter(pk__in=list(ids)).order_by("pk")
        return rows.select_for_update(skip_locked=True, no_key=True, of=("self",))

    def for_sweep(self) -> Self:
        """Load what telling somebody about a complaint reads."""
        above = ("handler__team__lead", "customer", "branch", "policy")
        return self.select_related(*above)

    def for_reckoning(self) -> Self:
        """Load what decides when its clocks are due; each policy is one row for all."""
        read = self.only(
            "branch", "policy", "kind", "severity", "tier", "channel", "received_at",
            "agency_received_on", "tier_reply_hours", "tier_resolve_days", "due_at",
        )  # fmt: skip
        return read.prefetch_related("policy")

    def for_group(self) -> Self:
        """Load what `complaints/group.html` reads."""
        return self.select_related("customer", "handler", "branch")

    def for_row(self) -> Self:
        """Load what `complaints/_row.html` reads."""
        rows = self.with_lateness().annotate(gist=Left("words", 80))
        related = rows.select_related("customer", "handler", "category", "cause")
        return related.only(*ROW)

    def for_board(self) -> Self:
        """Load what `complaints/_card.html` reads, with what its next step asks."""
        return self.for_row().only(*ROW, *STANDING)

    def for_timeline(self) -> Self:
        """Load what an entry of a customer's timeline reads, newest first."""
        return self.select_related("handler", "category").newest()

    def for_page(self) -> Self:
        """Load what the page of one complaint reads of the complaint itself."""
        related = self.with_lateness().select_related(
            "customer", "branch", "category", "department", "cause", "handler",
            "verifier", "closed_by", "registered_by", "policy", "visit", "feedback",
            "asset", "merged_into", "about_user",
        )  # fmt: skip
        return related.defer("customer__search")


def _among(ids: models.QuerySet) -> Func:
    """Say that a row is one of `ids`, gathered first and then looked up.

    Of few ids the database would else rather ask each open row whether it is one.
    """
    gathered = ArraySubquery(ids)
    is_one = {"template": "%(expressions)s)", "arg_joiner": " = ANY("}
    return Func("pk", gathered, output_field=models.BooleanField(), **is_one)
