"""Hours in which nobody is disturbed, as arithmetic. No rows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.working_time import LONGEST_CLOSED, Hours, is_working_day

MIDNIGHT = time()


@dataclass(frozen=True)
class Quiet:
    """When one person is left alone, on the clock of his own zone."""

    starts: time
    # On the next day where it is not later than `starts`; the same is never.
    ends: time
    on_days_off: bool
    zone: ZoneInfo


def end_of(quiet: Quiet, hours: Hours, at: datetime) -> datetime:
    """Return `at`, or the end of the quiet hours it falls into.

    Who never works by `hours` has no days off either.
    """
    moment = at
    for _step in range(LONGEST_CLOSED):
        later = _after_night(quiet, moment)
        if quiet.on_days_off:
            later = _after_day_off(quiet, hours, later)
        if later == moment:
            return moment
        moment = later
    return _after_night(quiet, at)


def at_clock(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return the moment a clock of `zone` shows `clock` on `day`."""
    return datetime.combine(day, clock, tzinfo=zone)


def _after_night(quiet: Quiet, at: datetime) -> datetime:
    local = at.astimezone(quiet.zone)
    clock, day = local.time(), local.date()
    if quiet.starts < quiet.ends:
        is_quiet = quiet.starts <= clock < quiet.ends
    else:
        is_quiet = quiet.starts != quiet.ends and not quiet.ends <= clock < quiet.starts
        day += timedelta(days=is_quiet and clock >= quiet.starts)
    return at_clock(day, quiet.ends, quiet.zone) if is_quiet else at


def _after_day_off(quiet: Quiet, hours: Hours, at: datetime) -> datetime:
    day = at.astimezone(quiet.zone).date()
    if is_working_day(hours, day):
        return at
    return at_clock(day + timedelta(days=1), MIDNIGHT, quiet.zone)
