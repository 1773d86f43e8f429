"""Questions about what was recorded: the trail, jobs, tries to sign in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.choices import JobState

# A running job says every second or so that it goes on; after this long its worker is
# taken to be dead. The longest stretch without a word is the parsing of one workbook.
JOB_STALE_AFTER = timedelta(seconds=90)
MOST_ATTEMPTS = 3
# So many failures of one account at one address within the window, then it waits.
THROTTLE_WINDOW = timedelta(minutes=5)
ACCOUNT_AT_ADDRESS = 10
# What is set for the archive as a whole, by the tables that hold it.
RULES_OF_THE_ARCHIVE = [
    "customers.campaign",
    "customers.completenessrule",
    "customers.consenttext",
    "customers.dealingrule",
    "customers.handover",
    "customers.leadpause",
    "customers.ownfield",
    "customers.retentionclass",
    "customers.stagerule",
    "customers.tag",
    "customers.tierpolicy",
    "customers.tierstrategy",
]
# Few among the many entries about customers: they have an index of their own.
ABOUT_SETTINGS = (
    Q(kind="", customer_id=None)
    | Q(kind__startswith="accounts.")
    | Q(kind__in=RULES_OF_THE_ARCHIVE)
)


class AuditQuerySet(models.QuerySet):
    def of_customer(self, customer_id: int) -> Self:
        return self.filter(customer_id=customer_id)

    def about_settings(self) -> Self:
        """Return what was done to people, roles and sign-ins: no customer content."""
        return self.filter(ABOUT_SETTINGS)

    def for_history(self) -> Self:
        """Load what `_audit_row.html` reads: entries with their actor, newest first."""
        return self.select_related("actor").order_by("-pk")

    def for_timeline(self, customer_ids, actions: list[str]) -> Self:
        """Load what a customer's timeline tells of his archive, newest first."""
        told = self.filter(customer_id__in=customer_ids, action__in=actions)
        return told.select_related("actor").order_by("-at", "-pk")

    def told_once(self, customer_ids, actions: list[str]) -> Self:
        """Leave out what the trail of another of these customers tells already."""
        told = self.model.objects.filter(
            customer_id__in=customer_ids, action=OuterRef("action"),
            at=OuterRef("at"), pk__lt=OuterRef("pk"),
        )  # fmt: skip
        return self.exclude(Q(action__in=actions) & Exists(told))


class UsageQuerySet(models.QuerySet):
    def between(self, first: date, last: date) -> Self:
        return self.filter(day__range=(first, last))

    def of_people(self, ids: Iterable[int]) -> dict[int, list]:
        """Map each of these people to [(day, kinds of deeds)]; one query."""
        found: dict[int, list] = defaultdict(list)
        rows = self.filter(user_id__in=list(ids)).order_by("day")
        for user_id, day, actions in rows.values_list("user_id", "day", "actions"):
            found[user_id].append((day, actions))
        return found

    def last_rolled(self) -> date | None:
        return self.aggregate(last=models.Max("day"))["last"]


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
