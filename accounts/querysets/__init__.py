"""Questions about who works here, and the one rule for whose rows a user reaches."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Case, Q, Value, When
from django.db.models.functions import Lower

from accounts.choices import POPULATIONS, JobState, Reach, Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.pinyin import plain
from accounts.reach import widest

# A running job says every second or so that it goes on; after this long its worker is
# taken to be dead. The longest stretch without a word is the parsing of one workbook.
JOB_STALE_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3
# So many failures of one account at one address within the window, then it waits.
THROTTLE_WINDOW = timedelta(minutes=5)
ACCOUNT_AT_ADDRESS = 10
# Few among the many entries about customers: they have an index of their own.
ABOUT_SETTINGS = Q(kind="", customer_id=None) | Q(kind__startswith="accounts.")


def reaches(user, can: Can) -> frozenset[Reach]:
    """Return every cell the user's roles hold for `can`; one query per user object."""
    return user.grants().get(Can(can), frozenset())


def scope_of(user, can: Can) -> Scope:
    """Return the widest scope any role of the user grants. Unknown actions raise."""
    return widest(reaches(user, can))


class UserQuerySet(models.QuerySet):
    def active(self) -> Self:
        return self.filter(is_active=True)

    def led_by(self, user) -> Self:
        """Return the people in the teams `user` leads and in every team below them."""
        below = Q(pk=user.pk)
        for path in user.led_paths():
            below |= Q(team__path__startswith=path)
        return self.filter(below)

    def for_user(self, user, can: Can) -> Self:
        """Return the colleagues `user` may apply `can` to, himself included."""
        match scope_of(user, can):
            case Scope.ALL:
                return self
            case Scope.BRANCH if user.branch_id:
                return self.filter(branch_id=user.branch_id)
            case Scope.TEAM:
                return self.led_by(user)
            case Scope.NONE if not reaches(user, can) & POPULATIONS:
                return self.none()
            case _:
                return self.filter(pk=user.pk)

    def owners(self) -> Self:
        """Return who may own customers: at work, in a branch, seeing their own."""
        scopes = [reach for reach in Reach if reach not in {*POPULATIONS, Reach.NONE}]
        holders = self.model._meta.get_field("roles").related_model.objects.filter(
            grants__action=Can.SEE_CUSTOMERS, grants__reach__in=scopes
        )
        return self.active().filter(branch__isnull=False, roles__in=holders).distinct()

    def owners_for(self, user, can: Can) -> Self:
        """Return to whom `user` may give what he may `can`: colleagues who may own."""
        return self.for_user(user, can).owners().for_picker()

    def able_to(self, can: Can, reaches: Iterable[Reach] = ()) -> Self:
        """Return the active users some role of whom grants `can`, as far as asked."""
        granting = list(reaches) or [each for each in Reach if each != Reach.NONE]
        return (
            self.active()
            .filter(roles__grants__action=can, roles__grants__reach__in=granting)
            .distinct()
        )

    def for_settings(self) -> Self:
        """Load what the admin site's list of users reads, in two queries."""
        return self.select_related("branch", "team").prefetch_related("roles")

    def matching(self, text: str) -> Self:
        """Return whose name or user name says `text`, or whose name sounds like it."""
        said = Q(name__icontains=text) | Q(username__istartswith=text)
        if bare := plain(text):
            said |= Q(pinyin__startswith=bare) | Q(pinyin__contains=f" {bare}")
        return self.filter(said)

    def for_picker(self, besides: str = "") -> Self:
        """Return those at work, and whoever has the id `besides`, as an address says.

        So that what somebody who left still has can be asked for by his name.
        """
        offered = Q(is_active=True)
        if besides.isdecimal() and len(besides) < 18:
            offered |= Q(pk=int(besides))
        return self.filter(offered).order_by("name_key", "pk")


class TeamQuerySet(models.QuerySet):
    def for_picker(self) -> Self:
        """Load teams with their branch, each below the one it reports to."""
        return self.select_related("branch").order_by("path")

    def for_tree(self) -> Self:
        """Load what the admin site's list of teams reads; counts active members."""
        active = Q(members__is_active=True)
        return (
            self.select_related("branch", "lead")
            .annotate(head_count=models.Count("members", filter=active))
            .order_by("path")
        )


class BranchQuerySet(models.QuerySet):
    def with_head_count(self) -> Self:
        """Count the active people of each branch."""
        active = Q(user__is_active=True)
        return self.annotate(head_count=models.Count("user", filter=active))


class RoleQuerySet(models.QuerySet):
    def able_to(self, can: Can) -> Self:
        """Return the roles that grant `can`, however narrowly."""
        granting = [reach for reach in Reach if reach != Reach.NONE]
        return self.filter(grants__action=can, grants__reach__in=granting)

    def for_table(self) -> Self:
        """Load the role table: roles in shipped order with their cells, two queries."""
        return self.prefetch_related("grants").order_by("pk")


class Users(UserManager.from_queryset(UserQuerySet)):
    """Looks users up by name without regard to case."""

    def get_by_natural_key(self, username: str):
        """Compare as the unique constraint does, so that one name is one person."""
        lowered = self.alias(lowered=Lower("username"))
        return lowered.get(lowered=Lower(Value(username)))


class OwnedQuerySet(models.QuerySet):
    """Rows with an owner and a branch; says whose of them a user reaches."""

    owner_path = "owner"
    branch_path = "branch"

    def for_user(self, user, can: Can) -> Self:
        """Return only the records `user` may apply `can` to."""
        seen = self.reached(user, can)
        return self if seen is None else self.filter(seen)

    def with_may(self, user, *cans: Can) -> Self:
        """Add `may_edit_customers` to each row and the like: what a page may offer.

        Costs no query of its own besides what `own` costs, once.
        """
        own = self.own(user)
        asked = {can: self.reached(user, can, own) for can in cans}
        return self.annotate(
            **{f"may_{can.lower()}": _as_column(seen) for can, seen in asked.items()}
        )

    def reached(self, user, can: Can, own: Q | None = None) -> Q | None:
        """Say which rows `user` may apply `can` to; None says all of them.

        Each scope is a condition on an indexed column of the row or a short list of
        ids; a population adds its own rows. `own` spares asking for it again.
        """
        scope, reach = scope_of(user, can), reaches(user, can)
        if scope is Scope.ALL:
            return None
        seen = Q(pk__in=[])
        if scope >= Scope.OWN:
            seen = self.own(user) if own is None else own
        if scope is Scope.TEAM:
            seen |= Q(**{f"{self.owner_path}_id__in": user.led_ids()})
        if scope is Scope.BRANCH and user.branch_id:
            seen |= Q(**{f"{self.branch_path}_id": Id(user.branch_id)})
        if Reach.ROUTED in reach:
            seen |= self.routed(user)
        if Reach.MEMBERS in reach:
            seen |= self.members(user)
        return seen

    def own(self, user) -> Q:
        """Say which rows are the user's own, whatever his branch or team."""
        return Q(**{f"{self.owner_path}_id": Id(user.pk)})

    def routed(self, user) -> Q:
        """Say which rows were handed to the user's department: none as yet."""
        return Q(pk__in=[])

    def members(self, user) -> Q:
        """Say which rows are club members: none until there is a club."""
        return Q(pk__in=[])


def may_apply(user, can: Can, row) -> bool:
    """Say whether `user` may apply `can` to this row of an owner. One query."""
    rows = type(row).objects.for_user(user, can)
    return user.may(can) and rows.filter(pk=row.pk).exists()


def _as_column(seen: Q | None) -> models.Expression:
    if seen is None:
        return Value(True)
    return Case(When(seen, then=Value(True)), default=Value(False))


class AuditQuerySet(models.QuerySet):
    def of_customer(self, customer_id: int) -> Self:
        return self.filter(customer_id=customer_id)

    def about_settings(self) -> Self:
        """Return what was done to people, roles and sign-ins: no customer content."""
        return self.filter(ABOUT_SETTINGS)

    def for_history(self) -> Self:
        """Load what `_audit_row.html` reads: entries with their actor, newest first."""
        return self.select_related("actor").order_by("-pk")

    def for_timeline(self, customer_id: int, actions: list[str]) -> Self:
        """Load what a customer's timeline tells of his archive, newest first."""
        told = self.of_customer(customer_id).filter(action__in=actions)
        return told.select_related("actor").order_by("-at", "-pk")


def _silent(at: datetime) -> Q:
    return Q(beat_at=None) | Q(beat_at__lt=at - JOB_STALE_AFTER)


class JobQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        return self.filter(owner=user)

    def for_list(self) -> Self:
        return self.select_related("owner").order_by("-pk")

    def unended(self) -> Self:
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])

    def stale(self, at: datetime) -> Self:
        """Return the running jobs whose worker was silent for too long at `at`."""
        return self.filter(_silent(at), state=JobState.RUNNING)

    def claimable(self, at: datetime) -> Self:
        """Return the jobs a worker may take: waiting, or left by a worker that died."""
        left = Q(state=JobState.RUNNING, attempts__lt=MOST_ATTEMPTS)
        return self.filter(Q(state=JobState.WAITING) | left & _silent(at))

    def exhausted(self, at: datetime) -> Self:
        """Return the jobs that broke off as often as one is tried."""
        return self.stale(at).filter(attempts__gte=MOST_ATTEMPTS)

    def held(self, job) -> Self:
        """Return the row of `job` while the worker that claimed it has it."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)

    def in_turn(self) -> Self:
        """Return ids, first come first served, no more than one sweep can tell of."""
        return self.order_by("created_at", "pk").values_list("pk", flat=True)[:100]


class AttemptQuerySet(models.QuerySet):
    def failures(self, since: datetime) -> Self:
        """Return the failed tries after `since` that nothing has cleared."""
        return self.filter(succeeded=False, cleared=False, at__gt=since)

    def locked_out(self, at: datetime) -> list[str]:
        """Return the account names on which some address has no try left at `at`."""
        tries = self.failures(at - THROTTLE_WINDOW).values("username", "ip")
        full = tries.annotate(tries=models.Count("pk")).filter(
            tries__gte=ACCOUNT_AT_ADDRESS
        )
        return sorted({row["username"] for row in full})

    def recent_of(self, user) -> Self:
        """Return the last ten tries on the user's account, newest first."""
        return self.filter(username=user.username).order_by("-at")[:10]

    def about(self, username: str, ip: str) -> Self:
        """Return the tries on this account, and those from this address."""
        return self.filter(Q(username=username) | Q(ip=ip))


class NoticeQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        return self.filter(user=user)

    def unread(self) -> Self:
        return self.filter(read_at=None)
