"""Quiet hours: what falls into them waits for their end."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from accounts.quiet import Quiet, end_of
from accounts.working_time import Hours

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
DAY = ((9 * 60, 18 * 60),)
# A Wednesday off, and the Saturday after it made up for.
HOURS = Hours(
    SHANGHAI,
    dict.fromkeys(range(5), DAY),
    {date(2026, 11, 25): (), date(2026, 11, 28): DAY},
)
NEVER = Hours(SHANGHAI, {})


def quiet(starts="21:00", ends="08:00", *, days_off=True, zone=SHANGHAI) -> Quiet:
    clocks = map(time.fromisoformat, (starts, ends))
    return Quiet(*clocks, days_off, zone)


@pytest.mark.parametrize(
    ("at", "waits_until"),
    [
        ("2026-11-23T20:59", "2026-11-23T20:59"),
        ("2026-11-23T21:00", "2026-11-24T08:00"),
        ("2026-11-23T23:59", "2026-11-24T08:00"),
        ("2026-11-24T00:00", "2026-11-24T08:00"),
        ("2026-11-24T07:59", "2026-11-24T08:00"),
        ("2026-11-24T08:00", "2026-11-24T08:00"),
        # The night before a day off ends a day later.
        ("2026-11-24T22:00", "2026-11-26T08:00"),
        ("2026-11-25T12:00", "2026-11-26T08:00"),
        # A Saturday that is worked is no day off; the Sunday after it is.
        ("2026-11-28T12:00", "2026-11-28T12:00"),
        ("2026-11-28T21:30", "2026-11-30T08:00"),
        ("2026-12-31T23:59", "2027-01-01T08:00"),
    ],
)
def test_what_falls_into_quiet_hours_waits_for_their_end(at, waits_until):
    moment = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    wanted = datetime.fromisoformat(waits_until).replace(tzinfo=SHANGHAI)
    assert end_of(quiet(), HOURS, moment.astimezone(UTC)) == wanted


def test_hours_within_one_day_are_quiet_too():
    noon = datetime(2026, 11, 23, 12, 30, tzinfo=SHANGHAI)
    assert end_of(quiet("12:00", "13:30"), HOURS, noon) == noon.replace(hour=13)


@pytest.mark.parametrize("clock", ["00:00", "12:00", "21:00"])
def test_the_same_time_twice_is_never_quiet(clock):
    at = datetime(2026, 11, 23, 21, tzinfo=SHANGHAI)
    assert end_of(quiet(clock, clock), HOURS, at) == at


def test_days_off_disturb_nobody_who_does_not_mind():
    sunday = datetime(2026, 11, 29, 12, tzinfo=SHANGHAI)
    assert end_of(quiet(days_off=False), HOURS, sunday) == sunday


def test_who_never_works_has_no_days_off():
    noon = datetime(2026, 11, 23, 12, tzinfo=SHANGHAI)
    assert end_of(quiet(), NEVER, noon) == noon
    assert end_of(quiet(), NEVER, noon.replace(hour=22)).hour == 8


@pytest.mark.parametrize(
    ("night", "utc_hour"),
    [("2026-03-28T22:00", 6), ("2026-10-24T22:00", 7)],
    ids=["clocks go forward", "clocks go back"],
)
def test_a_night_in_which_clocks_change_ends_by_the_clock(night, utc_hour):
    at = datetime.fromisoformat(night).replace(tzinfo=BERLIN)
    ends = end_of(quiet(days_off=False, zone=BERLIN), HOURS, at)
    assert ends.astimezone(UTC).hour == utc_hour
    assert ends.astimezone(BERLIN).hour == 8
