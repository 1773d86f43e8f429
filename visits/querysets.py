"""Questions about visits and what customers said in them."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.choices import Scope
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, scope_of
from visits.choices import FeedbackKind, Outcome, State

CLOSE = timedelta(hours=1)
LATE = timedelta(days=1)
# How far ahead a plan may lie that an unplanned visit is taken for.
SOON = timedelta(days=7)
MOST_WEIGHED = 20
# Beyond this a place among many says no more, and counting on would cost.
MOST_COUNTED = 100


class VisitQuerySet(OwnedQuerySet):
    def own(self, user) -> Q:
        """Own are the visits I make, and every visit to a customer I own."""
        return Q(owner_id=user.pk) | Q(customer__owner_id=user.pk)

    def planned(self) -> Self:
        return self.filter(state=State.PLANNED)

    def logged(self) -> Self:
        return self.filter(state=State.LOGGED)

    def met(self) -> Self:
        return self.logged().exclude(outcome=Outcome.NOT_MET)

    def of(self, customer) -> Self:
        return self.filter(customer_id=customer.pk)

    def told_late(self, since: datetime) -> Self:
        """Return those since then that were logged more than a day afterwards."""
        rows = self.logged().filter(sort_at__gte=since)
        return rows.filter(logged_at__gt=F("happened_at") + LATE)

    def made_by(self, user) -> Self:
        return self.filter(owner_id=user.pk)

    def made_by_any(self, user_ids: list[int]) -> Self:
        return self.filter(owner_id__in=user_ids)

    def watched_by(self, user) -> Self:
        """Return the visits of those `user` answers for: one indexed column a scope.

        Narrower than `for_user`, which adds the visits others make to his customers.
        """
        match scope_of(user, Can.SEE_VISITS):
            case Scope.ALL:
                return self
            case Scope.BRANCH if user.branch_id:
                return self.filter(branch_id=user.branch_id)
            case Scope.TEAM:
                return self.filter(owner_id__in=user.led_ids())
            case Scope.NONE:
                return self.none()
            case _:
                return self.made_by(user)

    def of_others(self, user) -> Self:
        return self.exclude(owner_id=user.pk)

    def since(self, start: datetime) -> Self:
        return self.filter(sort_at__gte=start)

    def before(self, end: datetime) -> Self:
        return self.filter(sort_at__lt=end)

    def around(self, at: datetime) -> Self:
        """Return the planned visits within an hour of `at`."""
        return self.planned().filter(
            planned_at__gt=at - CLOSE, planned_at__lt=at + CLOSE
        )

    def due_before(self, at: datetime) -> Self:
        """Return the plans for before `at`, by what `sort_at` is indexed on."""
        return self.planned().filter(sort_at__lt=at)

    def unreviewed(self) -> Self:
        return self.logged().filter(review=None)

    def reviewed(self) -> Self:
        return self.logged().filter(review__isnull=False)

    def exceptional(self) -> Self:
        """Return the logged visits a supervisor looks at first: problem, or not met."""
        return self.logged().filter(outcome__in=[Outcome.PROBLEM, Outcome.NOT_MET])

    def settled(self) -> Self:
        """Return what is behind us: logged visits, plans called off for a reason."""
        called_off = Q(state=State.CANCELLED) & ~Q(cancel_reason="")
        return self.filter(Q(state=State.LOGGED) | called_off)

    def with_feedback(self) -> Self:
        items = self._rows_of("feedback").filter(visit_id=OuterRef("pk"))
        return self.filter(models.Exists(items))

    def for_row(self) -> Self:
        """Load what `visits/_row.html` reads: customer, owner, review, photo count."""
        return self.select_related("customer", "owner", "review").annotate(
            photo_count=self._count_of("photos"),
            feedback_count=self._count_of("feedback"),
        )

    def for_timeline(self, customer, user) -> Self:
        """Load a customer's visits `user` may open, newest first, in five queries.

        Each has `said`, `added` and its review, the last two `named`.
        """
        words = self._rows_of("feedback").order_by("pk")
        additions = self._additions()
        return (
            self.of(customer)
            .for_user(user, Can.SEE_VISITS)
            .select_related("owner", "review__reviewer")
            .annotate(photo_count=self._count_of("photos"))
            .prefetch_related(
                Prefetch("feedback", words, to_attr="said"),
                Prefetch("addenda", additions, to_attr="added"),
                self._named("review__mentions"),
            )
            .order_by("-sort_at", "-pk")
        )

    def for_next(self, customer, user) -> Self:
        """Load a customer's plans `user` may open, the nearest first.

        Each has `may_log_visits`.
        """
        plans = self.planned().of(customer).for_user(user, Can.SEE_VISITS)
        plans = plans.select_related("owner").with_may(user, Can.LOG_VISITS)
        return plans.order_by("planned_at", "pk")

    def for_today(self, user, end: datetime) -> Self:
        """Load what a user has planned up to `end`, overdue first, in one query."""
        mine = self.due_before(end).made_by(user)
        return mine.select_related("customer").order_by("sort_at", "pk")

    def for_log(self) -> Self:
        """Load what `visits/log.html` reads: customer, owner, words and photos."""
        related = self.select_related("customer", "owner", "next_visit")
        return related.prefetch_related("feedback", "photos")

    def recent_notes(self, user) -> list[tuple[int, str]]:
        """Return a user's last thirty notes as (customer, note), newest first.

        One query.
        """
        mine = self.logged().made_by(user).exclude(note="")
        rows = mine.order_by("-sort_at", "-pk")
        return list(rows.values_list("customer_id", "note")[:30])

    def nearest_plan(self, customer, at: datetime):
        """Return the plan with a customer nearest to `at`, overdue or due in a week."""
        due = self.due_before(at + SOON).filter(customer_id=customer.pk)
        plans = due.order_by("-sort_at", "-pk")[:MOST_WEIGHED]
        return min(plans, key=lambda plan: abs(plan.planned_at - at), default=None)

    def taken_back_by(self, user) -> Self:
        """Return the unplanned visits `user` took back and has not told again."""
        called_off = self.filter(state=State.CANCELLED, cancel_reason="")
        kept = called_off.made_by(user).filter(moved__told__by=user.pk)
        return kept.select_related("customer").order_by("-sort_at", "-pk")

    def for_work(self) -> Self:
        """Load what a line of a work list says of a visit, and no more."""
        return self.select_related("customer", "owner").only(
            "channel", "state", "purpose", "planned_at", "happened_at", "sort_at",
            "outcome", "not_met_reason", "note", "customer__name", "customer__tier",
            "customer__address", "customer__city", "owner__name", "owner__username",
        )  # fmt: skip

    def load(self, user_ids: list[int], worked: datetime, at: datetime) -> Self:
        """Count for each of the people: plans overdue, plans to come, logged since.

        One grouped query over what they plan and what they logged from `worked` on.
        """
        logged = Q(state=State.LOGGED, sort_at__gte=worked)
        rows = self.filter(Q(state=State.PLANNED) | logged, owner_id__in=user_ids)
        planned = Q(state=State.PLANNED)
        return rows.values("owner_id").annotate(
            overdue=Count("pk", filter=planned & Q(sort_at__lt=at)),
            planned=Count("pk", filter=planned & Q(sort_at__gte=at)),
            logged=Count("pk", filter=logged),
        )

    def for_detail(self) -> Self:
        """Load what `visits/_facts.html` reads, in six queries at any length.

        Photos as `pictures`, feedback as `said`, addenda as `added`; whom addenda and
        review name as `named`.
        """
        photos, feedback = self._rows_of("photos"), self._rows_of("feedback")
        related = ("customer", "owner", "branch", "review__reviewer", "next_visit")
        return self.select_related(*related).prefetch_related(
            models.Prefetch("photos", photos.order_by("pk"), "pictures"),
            models.Prefetch("feedback", feedback.order_by("pk"), "said"),
            models.Prefetch("addenda", self._additions(), "added"),
            self._named("review__mentions"),
        )

    def _additions(self) -> models.QuerySet:
        written = self._rows_of("addenda").select_related("author").order_by("pk")
        return written.prefetch_related(self._named("mentions"))

    def _named(self, path: str) -> Prefetch:
        """Load whom a text names, as `named`."""
        addenda = self.model._meta.get_field("addenda").related_model
        rows = addenda._meta.get_field("mentions").related_model.objects
        return Prefetch(path, rows.select_related("user"), "named")

    def beside(self, visit) -> tuple:
        """Return the visit before and after `visit` in these rows, newest first."""
        newer = Q(sort_at__gt=visit.sort_at) | Q(sort_at=visit.sort_at, pk__gt=visit.pk)
        older = Q(sort_at__lt=visit.sort_at) | Q(sort_at=visit.sort_at, pk__lt=visit.pk)
        return (
            self.filter(newer).order_by("sort_at", "pk").only("pk").first(),
            self.filter(older).order_by("-sort_at", "-pk").only("pk").first(),
        )

    def place_of(self, visit) -> tuple[int, int]:
        """Return how many of these rows are newer than `visit`, and how many there are.

        Both counted to MOST_COUNTED, each by a query that stops there.
        """
        newer = Q(sort_at__gt=visit.sort_at) | Q(sort_at=visit.sort_at, pk__gt=visit.pk)
        before, rows = self.filter(newer).order_by(), self.order_by()
        return before[:MOST_COUNTED].count(), rows[:MOST_COUNTED].count()

    def _rows_of(self, relation: str) -> models.QuerySet:
        return self.model._meta.get_field(relation).related_model.objects.order_by()

    def _count_of(self, relation: str) -> Coalesce:
        """Count rows that hang on a visit, only for the visits a page shows."""
        rows = self._rows_of(relation).filter(visit_id=OuterRef("pk"))
        counted = rows.values("visit_id").annotate(n=Count("pk")).values("n")
        return Coalesce(Subquery(counted), 0)


class Standing(models.Manager.from_queryset(VisitQuerySet)):
    """The one place that leaves out the visits of customers in the recycle bin."""

    def get_queryset(self) -> VisitQuerySet:
        return super().get_queryset().filter(removed_at=None)


class FeedbackQuerySet(OwnedQuerySet):
    owner_path = "visit__owner"
    branch_path = "visit__branch"

    def own(self, user) -> Q:
        return Q(visit__owner_id=user.pk) | Q(customer__owner_id=user.pk)

    def open(self) -> Self:
        """Return what was said in visits that stand, and nobody has taken up."""
        told = self.filter(visit__state=State.LOGGED, visit__removed_at=None)
        return told.filter(taken_up_at=None)

    def said_between(self, kind: str, start: datetime, end: datetime) -> Self:
        """Return what of a kind was written down then, oldest first."""
        then = self.filter(kind=kind, created_at__gte=start, created_at__lt=end)
        return then.select_related("visit__owner", "customer").order_by("pk")

    def needs(self, customer, user) -> Self:
        """Load what `customer/likes.html` reads: needs, told in visits that stand."""
        said = self.filter(customer_id=customer.pk, kind=FeedbackKind.NEED)
        seen = said.filter(visit__state=State.LOGGED).for_user(user, Can.SEE_VISITS)
        return seen.select_related("visit").order_by("-created_at", "-pk")

    def for_saved(self, customer, user) -> Self:
        """Load what `visits/_saved.html` reads: open feedback, newest first.

        Only of the visits `user` may see.
        """
        mine = self.open().filter(customer_id=customer.pk)
        mine = mine.for_user(user, Can.SEE_VISITS)
        return mine.select_related("visit").order_by("-created_at", "-pk")
