"""When a complaint is due, as arithmetic: limits, pauses and working hours. No rows.

Everything follows from what happened and the calendar as it stands, so that what is
stored can be computed anew at any time and be the same.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from accounts import working_time
from accounts.working_time import Hours
from complaints.choices import Basis, Metric, Unit

# What stands still while the customer owes us an answer. Receipt is ours alone.
PAUSED = frozenset({Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE})


@dataclass(frozen=True)
class Facts:
    """What decides which limits fit a complaint."""

    kind: str
    severity: int
    tier: str
    channel: str


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
    metric: str,
    start: datetime,
    *,
    limits: Iterable[Limit],
    facts: Facts,
    pauses: Sequence[Span],
    hours: Hours,
    by_law_from: date | None = None,
    warn_percent: int = 0,
) -> Due:
    """Return what a clock of `metric` that began at `start` comes to.

    `pauses` are in order and do not overlap. Limits by law know no pause, and count
    from the day `by_law_from` where a regulator sent it on. Raises NeverOpen.
    """
    fitting = [each for each in limits if each.metric == metric and each.fits(facts)]
    promised = [each for each in fitting if each.basis == Basis.PROMISED]
    by_law = [each for each in fitting if each.basis == Basis.STATUTORY]
    still = pauses if metric in PAUSED else ()
    promise = _promised(promised, start, still, hours)
    law = min(
        (_by_law(each, start, hours, by_law_from) for each in by_law), default=None
    )
    found = Due(promise, law)
    if found.at is None:
        return found
    return Due(promise, law, _warn_at(start, found.at, hours, warn_percent))


def after(limit: Limit, start: datetime, hours: Hours) -> datetime:
    """Return when a limit runs out that nothing interrupts.

    Working hours count on from the moment, working days end with the last shift of the
    last of them, calendar days at midnight. The day it begins on does not count.
    """
    if limit.unit == Unit.HOURS:
        return working_time.add(hours, start, timedelta(hours=limit.amount))
    first = start.astimezone(hours.zone).date()
    return _end_of(limit, first, hours)


def _promised(
    limits: list[Limit], start: datetime, pauses: Sequence[Span], hours: Hours
) -> datetime | None:
    """Return when the most particular limit runs out; None while it stands still."""
    if not limits:
        return None
    most = max(each.weight for each in limits)
    fitting = [each for each in limits if each.weight == most]
    return min(
        (_with_pauses(after(each, start, hours), start, pauses, hours)
         for each in fitting),
        key=lambda at: (at is None, at),
    )  # fmt: skip


def _with_pauses(
    due_at: datetime, start: datetime, pauses: Sequence[Span], hours: Hours
) -> datetime | None:
    """Put off `due_at` by the working time of each pause that began before it."""
    for pause in pauses:
        begins = max(pause.start, start)
        if pause.end is not None and pause.end <= begins:
            continue
        if begins >= due_at:
            return due_at
        if pause.end is None:
            return None
        lost = working_time.between(hours, begins, pause.end)
        due_at = working_time.add(hours, due_at, lost)
    return due_at


def _by_law(
    limit: Limit, start: datetime, hours: Hours, received_on: date | None
) -> datetime:
    if received_on is None or limit.unit == Unit.HOURS:
        return after(limit, start, hours)
    return _end_of(limit, received_on, hours)


def _end_of(limit: Limit, first: date, hours: Hours) -> datetime:
    if limit.unit == Unit.DAYS:
        return _midnight(first + timedelta(days=limit.amount + 1), hours)
    last = working_time.add_days(hours, first, limit.amount)
    minutes = hours.shifts(last)[-1][1]
    return _midnight(last, hours, minutes)


def _midnight(day: date, hours: Hours, minutes: int = 0) -> datetime:
    later, minutes = divmod(minutes, 24 * 60)
    clock = time(*divmod(minutes, 60))
    return datetime.combine(day + timedelta(days=later), clock, tzinfo=hours.zone)


def _warn_at(start: datetime, due_at: datetime, hours: Hours, percent: int) -> datetime:
    """Return when `percent` of the working time from start to due is left."""
    whole = working_time.between(hours, start, due_at)
    if whole <= timedelta():
        return due_at
    return min(working_time.add(hours, start, whole * (100 - percent) / 100), due_at)
