"""Questions about who works here, and the one rule for whose rows a user reaches."""

from datetime import datetime, timedelta
from typing import Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Q

from accounts.choices import POPULATIONS, JobState, Reach, Scope
from accounts.permissions import Can

# A running job says every second or so that it goes on; after this long its worker is
# taken to be dead. The longest stretch without a word is the parsing of one workbook.
JOB_STALE_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3


def reaches(user, can: Can) -> frozenset[Reach]:
    """Return every cell the user's roles hold for `can`; one query per user object."""
    return user.grants().get(Can(can), frozenset())


def scope_of(user, can: Can) -> Scope:
    """Return the widest scope any role of the user grants. Unknown actions raise."""
    held = reaches(user, can) - POPULATIONS
    return max((Scope[reach] for reach in held), default=Scope.NONE)


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

    def for_picker(self) -> Self:
        return self.active().order_by("name_key", "pk")


class Users(UserManager.from_queryset(UserQuerySet)):
    """Looks users up by name without regard to case."""

    def get_by_natural_key(self, username: str):
        return self.get(username__iexact=username)


class OwnedQuerySet(models.QuerySet):
    """Rows with an owner and a branch; says whose of them a user reaches."""

    owner_path = "owner"
    branch_path = "branch"

    def for_user(self, user, can: Can) -> Self:
        """Return only the records `user` may apply `can` to.

        Each scope is a condition on an indexed column of the row or a short list of
        ids; a population adds its own rows.
        """
        scope, reach = scope_of(user, can), reaches(user, can)
        if scope is Scope.ALL:
            return self
        seen = self.own(user) if scope >= Scope.OWN else Q(pk__in=[])
        if scope is Scope.TEAM:
            seen |= Q(**{f"{self.owner_path}_id__in": user.led_ids()})
        if scope is Scope.BRANCH and user.branch_id:
            seen |= Q(**{f"{self.branch_path}_id": user.branch_id})
        if Reach.ROUTED in reach:
            seen |= self.routed(user)
        if Reach.MEMBERS in reach:
            seen |= self.members(user)
        return self.filter(seen)

    def own(self, user) -> Q:
        """Say which rows are the user's own, whatever his branch or team."""
        return Q(**{f"{self.owner_path}_id": user.pk})

    def routed(self, user) -> Q:
        """Say which rows were handed to the user's department: none as yet."""
        return Q(pk__in=[])

    def members(self, user) -> Q:
        """Say which rows are club members: none until there is a club."""
        return Q(pk__in=[])


class AuditQuerySet(models.QuerySet):
    def of_customer(self, customer_id: int) -> Self:
        return self.filter(customer_id=customer_id)

    def about_settings(self) -> Self:
        return self.filter(customer_id=None)

    def for_history(self) -> Self:
        """Load what `_audit_row.html` reads: entries with their actor, newest first."""
        return self.select_related("actor").order_by("-pk")


class JobQuerySet(models.QuerySet):
    def for_user(self, user) -> Self:
        return self.filter(owner=user)

    def for_list(self) -> Self:
        return self.select_related("owner").order_by("-pk")

    def stale(self, at: datetime) -> Self:
        """Return the running jobs whose worker was silent for too long at `at`."""
        silent = Q(beat_at=None) | Q(beat_at__lt=at - JOB_STALE_AFTER)
        return self.filter(silent, state=JobState.RUNNING)

    def claimable(self, at: datetime) -> Self:
        """Return the jobs a worker may take: waiting, or left by a worker that died."""
        silent = Q(beat_at=None) | Q(beat_at__lt=at - JOB_STALE_AFTER)
        left = Q(state=JobState.RUNNING, attempts__lt=MOST_ATTEMPTS) & silent
        return self.filter(Q(state=JobState.WAITING) | left)

    def exhausted(self, at: datetime) -> Self:
        """Return the jobs that broke off as often as one is tried."""
        return self.stale(at).filter(attempts__gte=MOST_ATTEMPTS)

    def held(self, job) -> Self:
        """Return the row of `job` while the worker that claimed it has it."""
        return self.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)

    def in_turn(self) -> Self:
        """Return ids, first come first served, no more than one sweep can tell of."""
        return self.order_by("created_at", "pk").values_list("pk", flat=True)[:100]
