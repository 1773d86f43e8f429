"""When a complaint is due, as arithmetic: limits, pauses and working hours. No rows.

Everything follows from what happened and the calendar as it stands, so that what is
stored can be computed anew at any time and be the same. Moments are given in UTC: two
of one zone are compared by what their clocks show, which is wrong on some nights.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from hashlib import sha256

from accounts import working_time
from accounts.working_time import Hours
from complaints.choices import Basis, Metric, Unit

# What stands still while the customer owes us an answer. Receipt is ours alone.
PAUSED = frozenset({Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE})
NOTHING = timedelta()


@dataclass(frozen=True)
class Clock:
    """What runs: until what, since when, for the how-many-eth time after the first."""

    metric: str
    start: datetime
    round: int = 0


@dataclass(frozen=True)
class Facts:
    """What decides which limits fit a complaint, and since when the law counts.

    `received_at` is when the customer said it, `agency_on` when a regulator sent it on.
    """

    kind: str
    severity: int
    tier: str
    channel: str
    received_at: datetime | None = None
    agency_on: date | None = None


@dataclass(frozen=True)
class Limit:
    """So much time until something; an empty condition fits every complaint."""

    metric: str
    amount: int
    unit: str
    basis: str = Basis.PROMISED
    kind: str = ""
    severity: int | None = None
    tier: str = ""
    channel: str = ""

    def fits(self, facts: Facts) -> bool:
        asked = (
            (self.kind, facts.kind),
            (self.severity, facts.severity),
            (self.tier, facts.tier),
            (self.channel, facts.channel),
        )
        return all(wanted in ("", None, has) for wanted, has in asked)

    @property
    def weight(self) -> tuple:
        """Sort the more particular limit last; of two alike the shorter."""
        told = (self.channel != "", self.severity is not None, self.kind != "",
                self.tier != "")  # fmt: skip
        return sum(told), told


@dataclass(frozen=True)
class Span:
    """A time in which the customer owed us an answer; without an end he still does."""

    start: datetime
    end: datetime | None = None


@dataclass(frozen=True)
class Due:
    """What became of the limits of one clock; None where none fits or it stands still.

    `warn_at` is when so little is left that somebody must be told.
    """

    promised_at: datetime | None = None
    statutory_at: datetime | None = None
    warn_at: datetime | None = None

    @property
    def at(self) -> datetime | None:
        return min(filter(None, (self.promised_at, self.statutory_at)), default=None)

    @property
    def basis(self) -> str:
        if self.at is None:
            return ""
        return Basis.STATUTORY if self.at == self.statutory_at else Basis.PROMISED


def due(
    clock: Clock,
    *,
    limits: Iterable[Limit],
    facts: Facts,
    pauses: Sequence[Span],
    hours: Hours,
    warn_percent: int = 0,
) -> Due:
    """Return what a clock comes to; `pauses` are in order and do not overlap.

    Limits by law know no pause. Raises NeverOpen.
    """
    fitting = [
        each for each in limits if each.metric == clock.metric and each.fits(facts)
    ]
    still = pauses if clock.metric in PAUSED else ()
    promise = _promised(fitting, clock.start, still, hours)
    law = _earliest(
        _by_law(each, clock, facts, hours)
        for each in fitting
        if each.basis == Basis.STATUTORY
    )
    found = Due(promise, law)
    if found.at is None:
        return found
    counted = still if found.basis == Basis.PROMISED else ()
    warn_at = _warn_at(clock.start, found.at, counted, hours, warn_percent)
    return Due(promise, law, warn_at)


def after(limit: Limit, start: datetime, hours: Hours) -> datetime:
    """Return when a limit runs out that nothing interrupts.

    Working hours count on from the moment, working days end with the last shift of the
    last of them, calendar days at midnight. The day it begins on does not count.
    """
    if limit.unit == Unit.HOURS:
        amount = timedelta(hours=limit.amount)
        return working_time.add(hours, start, amount).astimezone(UTC)
    return _end_of(limit, start.astimezone(hours.zone).date(), hours)


def opening(hours: Hours, moment: datetime) -> datetime:
    """Return `moment` where somebody works then, else when work next begins.

    Raises NeverOpen.
    """
    first = working_time.add(hours, moment, timedelta.resolution)
    return first.astimezone(UTC) - timedelta.resolution


def works_at(hours: Hours, moment: datetime) -> bool:
    """Say whether somebody works then; who never opens never does."""
    try:
        return opening(hours, moment) <= moment
    except working_time.NeverOpen:
        return False


def stamp(hours: Hours) -> str:
    """Return a short word for a calendar: another one for any other hours."""
    told = (str(hours.zone), sorted(hours.weekly.items()), sorted(hours.days.items()))
    return sha256(repr(told).encode()).hexdigest()[:16]


def _promised(
    fitting: Iterable[Limit], start: datetime, pauses: Sequence[Span], hours: Hours
) -> datetime | None:
    """Return when the most particular limit runs out; None while it stands still."""
    limits = [each for each in fitting if each.basis == Basis.PROMISED]
    most = max((each.weight for each in limits), default=None)
    return _earliest(
        _put_off(after(each, start, hours), start, pauses, _counting(each, hours))
        for each in limits
        if each.weight == most
    )


def _earliest(moments: Iterable[datetime | None]) -> datetime | None:
    return min(filter(None, moments), default=None)


# What lies between two moments, and what is added to one, as a limit counts time.
Counting = tuple[
    Callable[[datetime, datetime], timedelta], Callable[[datetime, timedelta], datetime]
]


def _counting(limit: Limit, hours: Hours) -> Counting:
    """Return how time is counted: of calendar days every hour counts, day and night."""
    if limit.unit == Unit.DAYS:
        return (lambda start, end: end - start), (lambda moment, lost: moment + lost)
    return _working(hours)


def _working(hours: Hours) -> Counting:
    return partial(working_time.between, hours), partial(working_time.add, hours)


def _put_off(
    moment: datetime, start: datetime, pauses: Sequence[Span], counting: Counting
) -> datetime | None:
    """Put off `moment` by what each pause that began before it took.

    None while one of them lasts. Who is late already does not get more time by waiting.
    """
    between, add = counting
    for pause in pauses:
        begins = max(pause.start, start)
        if begins >= moment:
            break
        if pause.end is None:
            return None
        if pause.end > begins:
            moment = add(moment, between(begins, pause.end)).astimezone(UTC)
    return moment


def _by_law(limit: Limit, clock: Clock, facts: Facts, hours: Hours) -> datetime | None:
    """Return when a limit by law runs out that nothing of ours puts off.

    It counts from the receipt, or the day a regulator sent it on; each progress from
    the one before. A complaint opened again gets no new time by it, and none at all
    where the old had passed by then: an earlier round has met or missed it.
    """
    if clock.metric == Metric.PROGRESS:
        return after(limit, clock.start, hours)
    at = _since_receipt(limit, facts.received_at or clock.start, facts, hours)
    return None if clock.round and at <= clock.start else at


def _since_receipt(
    limit: Limit, received_at: datetime, facts: Facts, hours: Hours
) -> datetime:
    if facts.agency_on is None:
        return after(limit, received_at, hours)
    if limit.unit != Unit.HOURS:
        return _end_of(limit, facts.agency_on, hours)
    # At what hour it came is not known: at the last of its day, if not ours before.
    its_end = _moment(facts.agency_on + timedelta(days=1), 0, hours)
    return after(limit, min(received_at, its_end), hours)


def _end_of(limit: Limit, first: date, hours: Hours) -> datetime:
    if limit.unit == Unit.DAYS:
        return _moment(first + timedelta(days=limit.amount + 1), 0, hours)
    last = working_time.add_days(hours, first, limit.amount)
    return _moment(last, hours.shifts(last)[-1][1], hours)


def _moment(day: date, minutes: int, hours: Hours) -> datetime:
    later, minutes = divmod(minutes, 24 * 60)
    clock = time(*divmod(minutes, 60))
    read = datetime.combine(day + timedelta(days=later), clock, tzinfo=hours.zone)
    return read.astimezone(UTC)


def _warn_at(
    start: datetime, due_at: datetime, pauses: Sequence[Span], hours: Hours,
    percent: int,
) -> datetime:  # fmt: skip
    """Return when `percent` of the working time that counts is left until `due_at`."""
    between, add = _working(hours)
    whole = between(start, due_at) - sum(
        (_within(each, start, due_at, between) for each in pauses), NOTHING
    )
    if whole <= NOTHING:
        return due_at
    unheeding = add(start, whole * (100 - percent) / 100).astimezone(UTC)
    at = _put_off(unheeding, start, pauses, _working(hours))
    return min(at or due_at, due_at)


def _within(pause: Span, start: datetime, end: datetime, between) -> timedelta:
    begins, ends = max(pause.start, start), min(pause.end or end, end)
    return between(begins, ends) if begins < ends else NOTHING
