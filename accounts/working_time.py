"""Working time as arithmetic: added to a moment, and counted between two. No rows.

Shifts are read on the clock of the calendar's zone and counted as time that really
passes, so a night on which clocks change is as long as it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# (from, to) in minutes after midnight, 0 to 1440; in order, none touching another day.
Shift = tuple[int, int]
# (from, to) as moments.
Span = tuple[datetime, datetime]
# Who is open less than once in so many days is never open.
LONGEST_CLOSED = 366


class NeverOpen(ValueError):
    """The calendar has no working time for a year on end: nothing can become due."""


@dataclass(frozen=True)
class Hours:
    """When a company works: shifts of each weekday, and days that are otherwise."""

    zone: ZoneInfo
    # 0 is Monday; a weekday that is absent is off.
    weekly: Mapping[int, tuple[Shift, ...]]
    # Holidays, with no shifts, and working days made up for, with theirs.
    days: Mapping[date, tuple[Shift, ...]] = field(default_factory=dict)
    # What is open on the days asked for so far: thousands of limits ask for the same.
    opened: dict[date, list[Span]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def shifts(self, day: date) -> tuple[Shift, ...]:
        return self.days.get(day, self.weekly.get(day.weekday(), ()))


def add(hours: Hours, start: datetime, amount: timedelta) -> datetime:
    """Return the first moment by which `amount` of working time has passed since.

    The end of a shift belongs to it: an hour from 16:00 ends at 17:00, not at nine the
    next morning. Nothing added is `start` itself, open or not. Raises NeverOpen, and
    ValueError for a negative amount. Costs a step for each day on the way.
    """
    if amount < timedelta():
        raise ValueError("Working time is added, not taken away.")
    if not amount:
        return start
    for begins, ends in _open_since(hours, start):
        if amount <= ends - begins:
            return (begins + amount).astimezone(hours.zone)
        amount -= ends - begins
    raise NeverOpen(f"no working time within {LONGEST_CLOSED} days")


def between(hours: Hours, start: datetime, end: datetime) -> timedelta:
    """Return the working time from `start` to `end`; negative where `end` is earlier.

    Costs a step for each day between.
    """
    if end < start:
        return -between(hours, end, start)
    worked, last = timedelta(), end.astimezone(hours.zone).date()
    for day in _days(start.astimezone(hours.zone).date()):
        if day > last:
            return worked
        for begins, ends in _spans(hours, day):
            worked += max(min(ends, end) - max(begins, start), timedelta())
    return worked


def is_working_day(hours: Hours, day: date) -> bool:
    return bool(hours.shifts(day))


def add_days(hours: Hours, day: date, count: int) -> date:
    """Return the `count`-th working day after `day`; `day` itself for none.

    Raises NeverOpen, and ValueError for a negative count. Costs a step for each day.
    """
    if count < 0:
        raise ValueError("Working days are counted forward.")
    closed = 0
    while count:
        if closed > LONGEST_CLOSED:
            raise NeverOpen(f"no working day within {LONGEST_CLOSED} days")
        day += timedelta(days=1)
        is_open = is_working_day(hours, day)
        count, closed = (count - 1, 0) if is_open else (count, closed + 1)
    return day


def last_before(hours: Hours, day: date) -> date:
    """Return the last working day before `day`. Raises NeverOpen."""
    for ago in range(1, LONGEST_CLOSED + 1):
        if is_working_day(hours, day - timedelta(days=ago)):
            return day - timedelta(days=ago)
    raise NeverOpen(f"no working day within {LONGEST_CLOSED} days")


def days_between(hours: Hours, first: date, last: date) -> int:
    """Count the working days after `first` up to `last`; none backwards."""
    after = range(first.toordinal() + 1, last.toordinal() + 1)
    return sum(is_working_day(hours, date.fromordinal(number)) for number in after)


def _open_since(hours: Hours, start: datetime) -> Iterator[Span]:
    """Yield what is open from `start` on, until a year passes without anything."""
    closed = 0
    for day in _days(start.astimezone(hours.zone).date()):
        spans = _spans(hours, day)
        closed = 0 if spans else closed + 1
        if closed > LONGEST_CLOSED:
            return
        for begins, ends in spans:
            if ends > start:
                yield max(begins, start), ends


def _days(first: date) -> Iterator[date]:
    for number in range(first.toordinal(), date.max.toordinal()):
        yield date.fromordinal(number)


def _spans(hours: Hours, day: date) -> list[Span]:
    """Return the shifts of a day as moments, read once."""
    if day not in hours.opened:
        hours.opened[day] = _read(hours, day)
    return hours.opened[day]


def _read(hours: Hours, day: date) -> list[Span]:
    """Return the shifts of a day as moments; none of those a clock change swallows."""
    zone = hours.zone
    spans = [
        (_moment(day, begins, zone), _moment(day, ends, zone))
        for begins, ends in hours.shifts(day)
    ]
    return [(begins, ends) for begins, ends in spans if begins < ends]


def _moment(day: date, minutes: int, zone: ZoneInfo) -> datetime:
    later, minutes = divmod(minutes, 24 * 60)
    clock = time(*divmod(minutes, 60))
    read = datetime.combine(day + timedelta(days=later), clock, tzinfo=zone)
    return read.astimezone(UTC)
