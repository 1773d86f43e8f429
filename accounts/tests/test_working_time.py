"""Working time, against a calculator that walks minute by minute."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.working_time import Hours, NeverOpen, add, between

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
NINE_TO_FIVE = ((540, 1020),)
WITH_LUNCH = ((540, 720), (780, 1080))
TWO_SHIFTS = ((480, 720), (840, 1080), (1140, 1260))
NIGHTS = ((0, 360), (1320, 1440))
WEEKDAYS = range(5)
MINUTE = timedelta(minutes=1)


def week(shifts, days=WEEKDAYS, zone=SHANGHAI, **otherwise) -> Hours:
    """Return hours with the same shifts each working day; `d20261001=()` is off."""
    exceptions = {
        datetime.strptime(name[1:], "%Y%m%d").date(): shifts
        for name, shifts in otherwise.items()
    }
    return Hours(zone, dict.fromkeys(days, shifts), exceptions)


OFFICE, LUNCH = week(NINE_TO_FIVE), week(WITH_LUNCH)
SPLIT, NIGHT = week(TWO_SHIFTS, range(7)), week(NIGHTS, range(7))
# The National Day of 2026: the first to the seventh off, two days made up for.
OCTOBER = week(
    WITH_LUNCH,
    **{f"d202610{day:02}": () for day in range(1, 8)},
    d20260920=WITH_LUNCH,
    d20261010=WITH_LUNCH,
)
GERMAN = week(NINE_TO_FIVE, range(7), zone=BERLIN)
GERMAN_NIGHT = week(NIGHTS, range(7), zone=BERLIN)
SATURDAY_SHORT = Hours(
    SHANGHAI, dict.fromkeys(WEEKDAYS, NINE_TO_FIVE) | {5: ((540, 720),)}
)
NAMED = {
    "office": OFFICE, "lunch": LUNCH, "split": SPLIT, "night": NIGHT,
    "october": OCTOBER, "german": GERMAN, "german night": GERMAN_NIGHT,
    "saturday": SATURDAY_SHORT,
}  # fmt: skip
CASES = [
    # calendar, from, minutes, until
    ("office", "2026-11-20 16:30", 60, "2026-11-23 09:30"),
    ("office", "2026-11-20 16:00", 60, "2026-11-20 17:00"),
    ("office", "2026-11-20 17:00", 1, "2026-11-23 09:01"),
    ("office", "2026-11-20 09:00", 480, "2026-11-20 17:00"),
    ("office", "2026-11-20 09:00", 481, "2026-11-23 09:01"),
    ("office", "2026-11-21 12:00", 30, "2026-11-23 09:30"),
    ("office", "2026-11-22 23:59", 1, "2026-11-23 09:01"),
    ("office", "2026-11-23 03:00", 60, "2026-11-23 10:00"),
    ("office", "2026-11-23 18:00", 60, "2026-11-24 10:00"),
    ("office", "2026-11-23 10:15", 0, "2026-11-23 10:15"),
    ("office", "2026-11-22 10:15", 0, "2026-11-22 10:15"),
    ("office", "2026-11-23 09:00", 2400, "2026-11-27 17:00"),
    ("office", "2026-11-23 09:00", 2401, "2026-11-30 09:01"),
    ("office", "2026-12-31 16:59", 2, "2027-01-01 09:01"),
    ("office", "2028-02-28 16:00", 120, "2028-02-29 10:00"),
    ("lunch", "2026-11-23 11:30", 60, "2026-11-23 13:30"),
    ("lunch", "2026-11-23 11:00", 60, "2026-11-23 12:00"),
    ("lunch", "2026-11-23 12:20", 1, "2026-11-23 13:01"),
    ("lunch", "2026-11-23 12:00", 300, "2026-11-23 18:00"),
    ("lunch", "2026-11-27 17:59", 2, "2026-11-30 09:01"),
    ("split", "2026-11-28 11:59", 2, "2026-11-28 14:01"),
    ("split", "2026-11-28 17:30", 60, "2026-11-28 19:30"),
    ("split", "2026-11-28 20:59", 2, "2026-11-29 08:01"),
    ("split", "2026-11-28 08:00", 600, "2026-11-28 21:00"),
    ("night", "2026-11-28 21:00", 60, "2026-11-28 23:00"),
    ("night", "2026-11-28 23:30", 60, "2026-11-29 00:30"),
    ("night", "2026-11-28 22:00", 480, "2026-11-29 06:00"),
    ("night", "2026-11-28 22:00", 481, "2026-11-29 22:01"),
    ("october", "2026-09-30 17:30", 60, "2026-10-08 09:30"),
    ("october", "2026-10-03 10:00", 60, "2026-10-08 10:00"),
    ("october", "2026-10-09 17:30", 60, "2026-10-10 09:30"),
    ("october", "2026-10-10 17:30", 60, "2026-10-12 09:30"),
    ("october", "2026-09-18 17:30", 60, "2026-09-20 09:30"),
    ("october", "2026-09-20 17:59", 2, "2026-09-21 09:01"),
    ("saturday", "2026-11-27 16:30", 60, "2026-11-28 09:30"),
    ("saturday", "2026-11-28 11:30", 60, "2026-11-30 09:30"),
    # Clocks go forward at two on 29 March, back at three on 25 October.
    ("german", "2026-03-28 16:30", 60, "2026-03-29 09:30"),
    ("german", "2026-10-24 16:30", 60, "2026-10-25 09:30"),
    ("german night", "2026-03-29 00:00", 300, "2026-03-29 06:00"),
    ("german night", "2026-10-25 00:00", 420, "2026-10-25 06:00"),
    ("german night", "2026-10-24 22:00", 541, "2026-10-25 22:01"),
    ("german", "2026-06-30 15:00 Asia/Shanghai", 30, "2026-06-30 09:30"),
]


def moment(text: str, hours: Hours) -> datetime:
    day, clock, *zone = text.split()
    read = datetime.fromisoformat(f"{day} {clock}")
    return read.replace(tzinfo=ZoneInfo(zone[0]) if zone else hours.zone)


def is_open(hours: Hours, at: datetime) -> bool:
    """Say whether the minute that begins at `at` is worked by the wall clock."""
    there = at.astimezone(hours.zone)
    minute = there.hour * 60 + there.minute
    shifts = hours.days.get(there.date())
    if shifts is None:
        shifts = hours.weekly.get(there.weekday(), ())
    return any(first <= minute < last for first, last in shifts)


def walked(hours: Hours, at: datetime, minutes: int) -> datetime:
    """Return what `add` should, one minute after the other."""
    at = at.astimezone(ZoneInfo("UTC"))
    while minutes:
        minutes -= is_open(hours, at)
        at += MINUTE
    return at


@pytest.mark.parametrize(("named", "start", "minutes", "until"), CASES)
def test_working_time_is_added(named, start, minutes, until):
    hours = NAMED[named]
    begins, ends = moment(start, hours), moment(until, hours)
    assert add(hours, begins, minutes * MINUTE) == ends
    assert walked(hours, begins, minutes) == ends
    assert between(hours, begins, ends) == minutes * MINUTE
    assert between(hours, ends, begins) == -minutes * MINUTE


def test_a_calendar_edited_afterwards_gives_another_answer():
    start = moment("2026-11-20 16:30", OFFICE)
    closed = week(NINE_TO_FIVE, d20261123=())
    assert add(closed, start, 60 * MINUTE) == moment("2026-11-24 09:30", closed)
    opened = week(NINE_TO_FIVE, d20261121=((600, 660),))
    assert add(opened, start, 60 * MINUTE) == moment("2026-11-21 10:30", opened)


def test_seconds_are_kept():
    start = moment("2026-11-20 16:59:30", OFFICE)
    due = add(OFFICE, start, MINUTE)
    assert due == moment("2026-11-23 09:00:30", OFFICE)
    assert between(OFFICE, start, due) == MINUTE


def test_who_never_works_is_told_so():
    never = Hours(SHANGHAI, {})
    with pytest.raises(NeverOpen):
        add(never, moment("2026-11-20 16:30", never), MINUTE)
    once = Hours(SHANGHAI, {}, {date(2027, 11, 1): NINE_TO_FIVE})
    start = moment("2026-11-20 16:30", once)
    assert add(once, start, MINUTE) == moment("2027-11-01 09:01", once)


def test_nothing_is_taken_away():
    with pytest.raises(ValueError, match="not taken away"):
        add(OFFICE, moment("2026-11-20 16:30", OFFICE), -MINUTE)


# Boundaries an hour apart, in pairs: shifts that neither touch nor overlap.
SHIFTS = st.lists(st.integers(0, 48), max_size=6, unique=True).map(
    lambda marks: tuple(
        (first * 30, last * 30)
        for first, last in zip(sorted(marks)[::2], sorted(marks)[1::2], strict=False)
    )
)
NEAR = st.dates(date(2026, 3, 1), date(2026, 11, 30))
HOURS = st.builds(
    Hours,
    st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/New_York")]),
    st.dictionaries(st.integers(0, 6), SHIFTS, min_size=1),
    st.dictionaries(NEAR, SHIFTS, max_size=5),
).filter(lambda hours: any(hours.weekly.values()))
MOMENTS = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30)).map(
    lambda at: at.replace(tzinfo=SHANGHAI)
)


@settings(deadline=None)
@given(hours=HOURS, start=MOMENTS, minutes=st.integers(0, 20_000))
def test_what_was_added_is_found_between(hours, start, minutes):
    due = add(hours, start, minutes * MINUTE)
    assert between(hours, start, due) == minutes * MINUTE
    assert due >= start


@settings(deadline=None)
@given(
    hours=HOURS, start=MOMENTS, first=st.integers(0, 3000), more=st.integers(0, 3000)
)
def test_adding_twice_is_adding_both(hours, start, first, more):
    halfway = add(hours, start, first * MINUTE)
    at_once = add(hours, start, (first + more) * MINUTE)
    assert add(hours, halfway, more * MINUTE) == at_once
