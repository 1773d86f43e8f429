"""Everything that measures customers and moves them between tiers, all at once.

The work is done by the database; here stands its order. A run commits chunk by chunk
and is simply run again when it breaks off: what stands already is no change.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Count, F
from django.urls import reverse

from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices
from customers import rfm
from customers.choices.tiers import CutSource, MoveKind, TierFault
from customers.models import (
    Customer,
    TierCuts,
    TierPolicy,
    TierRun,
    TierStanding,
)
from customers.services import overrides
from customers.services import tier_statements as sql

CHUNK = 5_000
# Memory for one step of the database; what needs more goes through its disk.
WORK_MEM = "96MB"
# A statement reads every purchase there is: longer than any page may take.
TIMEOUT = "20min"
LOCK = "tiers"
Beat = Callable[[int, int | None], None]


@dataclass
class Outcome:
    """What a run did: rows written anew, customers measured first, raised, lowered.

    Whoever was measured for the first time was neither raised nor lowered.
    """

    changed: int = 0
    first: int = 0
    raised: int = 0
    lowered: int = 0

    @property
    def moved(self) -> int:
        return self.first + self.raised + self.lowered

    def count(self, kind: str, way: int) -> None:
        """Add one move; `way` is 1 for up, -1 for down."""
        if kind == MoveKind.FIRST:
            self.first += 1
        else:
            self.raised += way > 0
            self.lowered += way < 0


class Busy(Refused):
    """Another run is going on."""


def run(
    *,
    as_of: date,
    at: datetime,
    actor: User | None = None,
    recut: bool = False,
    beat: Beat = lambda done, total: None,
) -> Outcome:
    """Bring every customer's figures and tier up to the day `as_of`, itself excluded.

    The same day twice changes nothing. Cut points of an earlier quarter are computed
    anew, those of this one when `recut` asks for it. Raises Refused without a policy
    in force, Busy while another run goes on.
    """
    with alone():
        policy = TierPolicy.objects.in_force()
        if policy is None:
            raise Refused(str(TierFault.NO_POLICY.label))
        overrides.end_over(on=as_of, at=at)
        cuts = _prepare(policy, as_of=as_of, at=at, actor=actor, recut=recut)
        outcome = _apply(policy, as_of=as_of, at=at, actor=actor, beat=beat)
        _close(policy, cuts, outcome, as_of=as_of, at=at, actor=actor)
        _tell_owners(as_of, at=at)
    return outcome


def nightly(*, on: date, at: datetime) -> int:
    """Run as of `on`; return how many moved. None in force, or busy: nobody does."""
    try:
        return run(as_of=on, at=at).moved
    except Refused:
        return 0


def measure(policy: TierPolicy, as_of: date, *, recut: bool = False) -> TierCuts:
    """Leave in `tier_next` whoever would change; return the cut points it took.

    Cut points that had to be computed anew are not stored yet.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', %s, true)", [WORK_MEM])
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [TIMEOUT])
        cursor.execute(sql.DROP)
        cursor.execute(sql.PASS, sql.span(as_of))
        cursor.execute(sql.ANALYZE)
        cuts = TierCuts.objects.newest(policy)
        if recut or is_stale(cuts, as_of):
            cuts = _computed(cursor, policy, as_of)
        asked = sql.parameters(policy, cuts, as_of, is_review=is_review(as_of))
        cursor.execute(sql.following(), asked)
        cursor.execute(sql.INDEX)
        cursor.execute(sql.ANALYZE_NEXT)
    return cuts


def is_stale(cuts: TierCuts, as_of: date) -> bool:
    """Say whether a new quarter asks for new cut points; those set by hand stay."""
    if cuts.source == CutSource.TYPED:
        return False
    return cuts.source == CutSource.SHIPPED or _quarter(cuts.as_of) < _quarter(as_of)


def is_review(as_of: date) -> bool:
    """Say whether this is the first run of its month: the monthly review."""
    return not TierRun.objects.in_month(as_of).exists()


@contextmanager
def alone() -> Iterator[None]:
    """Let nobody else measure meanwhile. Raises Busy when somebody does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [LOCK])
        if cursor.fetchone() != (True,):
            raise Busy(str(TierFault.RUNNING.label))
    try:
        yield
    finally:
        if connection.is_usable():
            with connection.cursor() as cursor:
                unlock = "SELECT pg_advisory_unlock(hashtextextended(%s, 0))"
                cursor.execute(unlock, [LOCK])


@transaction.atomic
def _prepare(policy, *, as_of: date, at: datetime, actor, recut: bool) -> TierCuts:
    cuts = measure(policy, as_of, recut=recut)
    if cuts.pk is None:
        cuts.made_by, cuts.made_at = actor, at
        cuts.save(force_insert=True)
    return cuts


def _computed(cursor, policy: TierPolicy, as_of: date) -> TierCuts:
    cursor.execute(sql.cutting(), sql.span(as_of))
    count, *found = cursor.fetchone()
    points = {
        name: list(values or rfm.FIXED[name])
        for name, values in zip(rfm.Cuts._fields, found, strict=True)
    }
    return TierCuts(
        policy=policy, source=CutSource.COMPUTED, as_of=as_of, customer_count=count,
        **points,
    )  # fmt: skip


def _apply(policy, *, as_of: date, at: datetime, actor, beat: Beat) -> Outcome:
    """Write what `tier_next` says, a chunk of customers a transaction."""
    outcome = Outcome()
    asked = {"policy": policy.pk, "as_of": as_of, "at": at, "after": 0, "size": CHUNK}
    asked["actor"] = actor and actor.pk
    with connection.cursor() as cursor:
        cursor.execute(sql.SIZE)
        (total,) = cursor.fetchone()
        while True:
            cursor.execute(sql.CHUNK, asked)
            (asked["last"],) = cursor.fetchone()
            if asked["last"] is None:
                break
            with transaction.atomic():
                beat(outcome.changed, total)
                _write(cursor, asked, outcome)
            asked["after"] = asked["last"]
        cursor.execute(sql.DROP)
    return outcome


def _write(cursor, asked: dict, outcome: Outcome) -> None:
    cursor.execute(sql.MOVE, asked)
    for kind, way in cursor.fetchall():
        outcome.count(kind, way)
    cursor.execute(sql.STAND, asked)
    outcome.changed += cursor.rowcount


@transaction.atomic
def _close(policy, cuts, outcome: Outcome, *, as_of: date, at: datetime, actor) -> None:
    """Note what the runs of this day did; one that changed nothing leaves no trace."""
    run, is_new = TierRun.objects.get_or_create(
        policy=policy, as_of=as_of,
        defaults={"cuts": cuts, "made_by": actor, "finished_at": at,
                  "customer_count": 0},
    )  # fmt: skip
    if not (is_new or outcome.changed or run.cuts_id != cuts.pk):
        return
    tiers, segments = _tiers(), dict(TierStanding.objects.sizes())
    TierRun.objects.filter(pk=run.pk).update(
        cuts=cuts,
        made_by=actor,
        finished_at=at,
        customer_count=sum(segments.values()),
        counts=tiers | segments,
        first_count=F("first_count") + outcome.first,
        raised_count=F("raised_count") + outcome.raised,
        lowered_count=F("lowered_count") + outcome.lowered,
        welcome_count=TierStanding.objects.lifted(as_of).count(),
    )


def _tiers() -> dict[str, int]:
    rows = Customer.objects.order_by().values_list("tier")
    return dict(rows.annotate(Count("pk")))


@transaction.atomic
def _tell_owners(as_of: date, *, at: datetime) -> None:
    """Tell owners, once, whose customers will be lowered if they stay as they are."""
    low = dict(TierStanding.objects.turned_low(as_of))
    url = f"{reverse('customers:index')}?whose=mine&falling=true"
    for owner in User.objects.active().filter(pk__in=low):
        notices.tell(
            owner, "customers.tier_falling", key=f"tier-low:{as_of}", at=at, url=url,
            params={"how_many": low[owner.pk]},
        )  # fmt: skip


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3
