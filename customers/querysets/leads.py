"""Questions about leads, what was done with them, and who gets them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import (
    Aggregate,
    Case,
    Count,
    DurationField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Sum,
    Value,
    When,
)

from accounts.choices import Reach, Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import OwnedQuerySet, reaches, scope_of
from customers import lead_rules, typed
from customers.choices.consent import Basis, Purpose
from customers.choices.leads import OPEN, WORKED, Deed, LeadState
from customers.choices.opportunities import Progress
from customers.querysets import search
from customers.querysets.prospecting import FoundQuerySet

# So many found leads are ranked, however many fit.
CANDIDATES = 100
# Of so many leads of late the words for interests are offered again.
LATELY = 200


class Median(Aggregate):
    """The middle of several spans of time; without any, nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class LeadQuerySet(FoundQuerySet, OwnedQuerySet):
    def own(self, user) -> Q:
        """Own are the leads I look after, and those handed over to me."""
        return super().own(user) | Q(taker_id=user.pk)

    def routed(self, user) -> Q:
        """Routed are the leads handed over to the user."""
        return Q(taker_id=user.pk)

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Add, for whoever leads a team, what waits in his branch for an owner."""
        seen = super().reached(user, can, own)
        if seen is None or scope_of(user, can) is not Scope.TEAM:
            return seen
        if user.branch_id and user.led_paths():
            seen |= Q(owner=None, branch_id=Id(user.branch_id))
        return seen

    def pool_for(self, user) -> Self:
        """Return the common pool as `user` may claim from it: his branch's.

        Whoever sees all leads sees every branch's.
        """
        pool = self.filter(state=LeadState.POOL)
        if scope_of(user, Can.SEE_LEADS) is Scope.ALL:
            return pool
        has_own = reaches(user, Can.EDIT_LEADS) - {Reach.ROUTED, Reach.MEMBERS}
        if not user.branch_id or not has_own:
            return pool.none()
        return pool.filter(branch_id=Id(user.branch_id))

    def open(self) -> Self:
        return self.filter(state__in=OPEN)

    def unassigned(self) -> Self:
        return self.filter(owner=None, state__in=WORKED)

    def worked_by(self, user) -> Self:
        """Return the open leads that are `user`'s to work on now."""
        handed = Q(state=LeadState.HANDED_OVER)
        return self.open().filter(
            Q(taker_id=user.pk) & handed | Q(owner_id=user.pk) & ~handed
        )

    def handed_to(self, user) -> Self:
        return self.filter(taker_id=user.pk, state=LeadState.HANDED_OVER)

    def overdue(self, at: datetime, today: date) -> Self:
        """Return the open leads whose first or next contact should have been."""
        first = Q(first_contacted_at=None, first_due_at__lte=at)
        return self.open().filter(first | Q(next_contact_on__lt=today))

    def to_call(self, at: datetime, today: date) -> Self:
        """Return the open leads nobody has reached yet, and those due by today."""
        due = Q(first_contacted_at=None) | Q(next_contact_on__lte=today)
        return self.open().filter(due)

    def in_time(self) -> Self:
        return self.filter(first_contacted_at__lte=F("first_due_at"))

    def consenting(self, purpose: str, channel: str) -> Self:
        """Return those that may be used for `purpose` by what they said themselves.

        A lead agrees to be answered by what he left, and to no more. Of whoever became
        a customer his own consents count: ask `CustomerQuerySet.consenting`.
        """
        if Purpose(purpose).basis is Basis.CONTRACT:
            return self
        left = [name for name, way in lead_rules.WAYS.items() if way == channel]
        if purpose != Purpose.ENQUIRY or not left:
            return self.none()
        agreed = self.filter(consent_given_at__isnull=False)
        return agreed.exclude(**dict.fromkeys(left, ""))

    def converted_since(self, at: datetime) -> Self:
        """Return those that became customers after `at`."""
        return self.filter(deeds__kind=Deed.CONVERTED, deeds__at__gt=at)

    def answered(self) -> Self:
        return self.filter(first_contacted_at__isnull=False)

    def converted(self) -> Self:
        """Return the leads that became a customer, whether he bought or not."""
        return self.filter(customer__isnull=False)

    def sold(self) -> Self:
        """Return the leads with a deal, customer or not."""
        return self.filter(self.deal())

    def deal(self) -> Q:
        """A deal stands where it was reported, or where the customer has bought since.

        A lead that became a customer is closed as won by that alone: it was reported
        when a deed of the moment it was closed says so. He has bought when, since the
        day it was registered, an opportunity of his was won, or he paid for more than
        he gave back.
        """
        is_closed = Q(state=LeadState.WON)
        reported = self._of("deeds").filter(
            lead=OuterRef("pk"), kind=Deed.WON, at=OuterRef("closed_at")
        )
        won = self._of("customer", "opportunities").filter(
            customer=OuterRef("customer"),
            progress=Progress.WON,
            ended_at__gte=OuterRef("created_at"),
        )
        lines = self._of("customer", "purchases").standing()
        since = lines.filter(
            customer=OuterRef("customer"),
            bought_at__date__gte=OuterRef("created_at__date"),
        )
        paid = since.order_by().values("customer").annotate(paid=Sum("amount"))
        bought = Exists(won) | Exists(paid.filter(paid__gt=0))
        return is_closed & (Q(customer=None) | Q(Exists(reported)) | Q(bought))

    def _of(self, *path: str) -> models.QuerySet:
        """Return all rows of the model that a path of relations leads to."""
        model = self.model
        for name in path:
            model = model._meta.get_field(name).related_model
        return model.objects.all()

    def same_person(self, phone: str = "", wechat: str = "") -> Self:
        """Return the leads with this normalised number or WeChat name."""
        same = Q(phone=phone) if phone else Q(pk__in=[])
        return self.filter(same | Q(wechat=wechat) if wechat else same)

    def found_at(self, places: Iterable[tuple[str, str]]) -> Self:
        """Return the leads some file found by these (platform, key), and a few more."""
        platforms, keys = ({place[n] for place in places} for n in (0, 1))
        rows = self.exclude(platform_key="")
        return rows.filter(platform__in=platforms, platform_key__in=keys)

    def search(self, text: str) -> Self:
        """Return the leads that fit what was typed; one index answers."""
        return self.filter(search.fitting(typed.read(text)))

    def ranked(self, text: str) -> Self:
        """Return the best fits among a bounded number, best and latest first."""
        asked = typed.read(text)
        found = self.filter(search.fitting(asked)).order_by().values("pk")[:CANDIDATES]
        rows = self.model.objects.filter(pk__in=found)
        return rows.annotate(rank=search.rank(asked)).order_by("rank", "-pk")

    def climbing(self, before: datetime, top: int) -> Self:
        """Return the open leads untouched since `before` and not on the top step."""
        return self.open().filter(touched_at__lt=before, ladder_step__lt=top)

    def on_top(self, before: datetime, top: int) -> Self:
        """Return those on the top step of the ladder, untouched since `before`."""
        return self.open().filter(touched_at__lt=before, ladder_step=top)

    def load(self, people: Iterable[int]) -> dict[int, int]:
        """Map each of these people to how many open leads he works on."""
        handed = When(state=LeadState.HANDED_OVER, then=F("taker_id"))
        works = Case(handed, default=F("owner_id"))
        rows = self.open().annotate(worker=works).filter(worker__in=list(people))
        return dict(rows.order_by().values_list("worker").annotate(Count("pk")))

    def interests_of_late(self) -> list[str]:
        """Return the words for interests of the last leads, each once for each lead."""
        latest = self.order_by("-created_at", "-pk").values_list("interests", flat=True)
        return [word for words in latest[:LATELY] for word in words]

    def figures(self, *by: str) -> models.QuerySet:
        """Count leads by these columns: all, reached in time, handed over, ended.

        `median_answer` is what half of those answered waited at most, by the clock.
        """
        reached = Q(first_contacted_at__lte=F("first_due_at"))
        return (
            self.order_by()
            .values(*by)
            .annotate(
                leads=Count("pk"),
                in_time=Count("pk", filter=reached),
                answered=Count("first_contacted_at"),
                median_answer=Median(F("first_contacted_at") - F("created_at")),
                handed=Count("pk", filter=Q(taker__isnull=False)),
                converted=Count("customer"),
                won=Count("pk", filter=self.deal()),
                lost=Count("pk", filter=Q(state=LeadState.LOST)),
            )
        )

    def for_row(self) -> Self:
        """Load what `leads/_row.html` reads, with when its taker accepted it."""
        handed = FilteredRelation("handovers", condition=Q(handovers__ended_at=None))
        rows = self.annotate(handed=handed, received_at=F("handed__accepted_at"))
        return rows.select_related("owner", "taker", "campaign").defer("search")

    def for_page(self) -> Self:
        """Load what every page about one lead reads."""
        return self.select_related(
            "owner", "taker", "branch", "campaign", "referrer", "customer", "origin",
            "created_by",
        ).defer("search")  # fmt: skip

    def for_ladder(self) -> Self:
        """Load whom the ladder tells: owner and taker with team and its lead."""
        return self.select_related(
            "owner__team__lead", "taker__team__lead", "branch"
        ).defer("search")


class DeedQuerySet(models.QuerySet):
    def for_story(self) -> Self:
        """Load what `leads/_story.html` reads, newest first."""
        return self.select_related("actor", "person").order_by("-at", "-pk")

    def claimed_since(self, user, since: datetime) -> Self:
        return self.filter(actor=user, kind=Deed.CLAIMED, at__gt=since)


class LeadHandoverQuerySet(models.QuerySet):
    def open(self) -> Self:
        return self.filter(ended_at=None)

    def late(self, at: datetime) -> Self:
        """Return what nobody accepted in time and nobody was told of yet."""
        return self.open().filter(accepted_at=None, late_told_at=None, due_at__lte=at)


class CampaignQuerySet(models.QuerySet):
    def running(self) -> Self:
        return self.filter(is_archived=False)

    def for_list(self) -> Self:
        return self.order_by("is_archived", "-starts_on", "-pk")


class RuleQuerySet(models.QuerySet):
    def for_branches(self, branches: Iterable[int]) -> Self:
        """Load rules, `dealt_among` whom each deals, the most particular first."""
        particular = Case(
            When(campaign__isnull=False, then=Value(0)),
            When(~Q(channel=""), then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        rows = self.filter(branch_id__in=list(branches))
        rows = rows.select_related("branch", "campaign", "last")
        people = Prefetch("people", to_attr="dealt_among")
        return rows.prefetch_related(people).order_by("branch", particular, "pk")
