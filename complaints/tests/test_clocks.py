"""When a complaint is due, against a calculator that walks minute by minute."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts.working_time import Hours
from complaints import clocks
from complaints.choices import Basis, Metric, Unit
from complaints.clocks import Clock, Facts, Limit, Span
from complaints.tests import naive_clock
from complaints.tests.clock_cases import CALENDARS, CASES, WARNED
from complaints.tests.naive_clock import Walker

NORMAL = {"kind": "COMPLAINT", "severity": 2, "tier": "B", "channel": "PHONE"}
MINUTE = timedelta(minutes=1)
IDS = [case[0] for case in CASES]


class Asked:
    """One case, as both calculators read it."""

    def __init__(self, calendar: str, limits: str, start: str, more: dict):
        self.walker = CALENDARS[calendar]
        self.metric = more.get("metric", "RESOLVE")
        self.start, self.round = self.moment(start), more.get("round", 0)
        self.facts = NORMAL | more.get("facts", {})
        self.limits = [parsed(each) for each in limits.split(";")]
        self.received = self.moment(more["received"]) if "received" in more else None
        agency = more.get("agency")
        self.agency = date.fromisoformat(agency) if agency else None
        spans = [each.split("/") for each in more.get("pauses", "").split(",") if each]
        self.pauses = [
            tuple(self.moment(end.strip()) if end.strip() else None for end in span)
            for span in spans
        ]

    def moment(self, text: str) -> datetime:
        return self.walker.moment(text if text[:2] == "20" else f"2026-{text}")

    def ours(self, percent: int = 0) -> clocks.Due:
        return clocks.due(
            Clock(self.metric, self.start, self.round),
            limits=[limit(self.metric, each) for each in self.limits],
            facts=Facts(**self.facts, received_at=self.received, agency_on=self.agency),
            pauses=[Span(*each) for each in self.pauses],
            hours=hours_of(self.walker),
            warn_percent=percent,
        )

    def naive(self) -> tuple:
        """Return (promised, by law) as the other calculator walks to them."""
        fitting = [e for e in self.limits if naive_clock.fits(e, self.facts)]
        pauses = [] if self.metric == "ACKNOWLEDGE" else self.pauses
        promised = [each for each in fitting if "law" not in each]
        laws = [self.law(each) for each in fitting if "law" in each]
        law = min((each for each in laws if each), default=None)
        return self.walker.promised(promised, self.start, pauses), law

    def law(self, limit: dict) -> datetime | None:
        if self.metric == "PROGRESS":
            return self.walker.runs_out(limit, self.start)[0]
        since = self.received or self.start
        if self.agency and limit["unit"] == "HOURS":
            while self.walker.day_of(since - MINUTE) > self.agency:
                since -= MINUTE
        end = self.walker.runs_out(limit, since, self.agency)[0]
        return None if self.round and end <= self.start else end


def parsed(text: str) -> dict:
    """Read "3 WORKDAYS law severity=4"."""
    amount, unit, *rest = text.split()
    conditions = dict(each.split("=") for each in rest if "=" in each)
    flags = {each: True for each in rest if "=" not in each}
    return {"amount": int(amount), "unit": unit} | conditions | flags


def limit(metric: str, said: dict) -> Limit:
    known = {name: said[name] for name in ("kind", "tier", "channel") if name in said}
    if "severity" in said:
        known["severity"] = int(said["severity"])
    basis = Basis.STATUTORY if "law" in said else Basis.PROMISED
    return Limit(metric, said["amount"], said["unit"], basis, **known)


def hours_of(walker: Walker) -> Hours:
    """Return the walker's calendar as ours."""
    week = {number: shifts(text) for number, text in walker.week.items()}
    days = {date.fromisoformat(day): shifts(text) for day, text in walker.days.items()}
    return Hours(walker.zone, week, days)


def shifts(text: str) -> tuple:
    ends = [each.split("-") for each in text.split()]
    return tuple(
        tuple(int(end[:2]) * 60 + int(end[3:]) for end in pair) for pair in ends
    )


@pytest.mark.parametrize(
    ("what", "calendar", "limits", "start", "promised", "more"), CASES, ids=IDS
)
def test_a_limit_runs_out(what, calendar, limits, start, promised, more):
    asked = Asked(calendar, limits, start, more)
    law = more.get("law", "")
    expected = tuple(asked.moment(at) if at else None for at in (promised, law))
    found = asked.ours()
    assert (found.promised_at, found.statutory_at) == expected
    assert asked.naive() == expected
    assert found.at == min(filter(None, expected), default=None)


@pytest.mark.parametrize(
    ("what", "calendar", "limits", "start", "warned", "more"), WARNED,
    ids=[case[0] for case in WARNED],
)  # fmt: skip
def test_somebody_is_warned(what, calendar, limits, start, warned, more):
    asked = Asked(calendar, limits, start, more)
    found = asked.ours(percent=20)
    assert found.warn_at == (asked.moment(warned) if warned else None)
    if found.at:
        counted = asked.pauses if found.basis == "PROMISED" else []
        naive = asked.walker.warned(asked.start, found.at, counted, 20)
        assert naive == found.warn_at


def test_what_says_the_same_is_by_law():
    asked = Asked("lunch", "3 WORKDAYS; 3 WORKDAYS law", "11-23 10:00", {})
    assert asked.ours().basis == Basis.STATUTORY


def test_the_earlier_of_two_is_found_in_the_hour_that_comes_twice():
    """Clocks of one zone show 02:30 twice; the first of them is earlier."""
    berlin = ZoneInfo("Europe/Berlin")
    night = Hours(berlin, dict.fromkeys(range(7), ((0, 360),)))
    start = datetime(2026, 10, 25, 0, 0, tzinfo=berlin)
    limits = [Limit(Metric.RESOLVE, 3, Unit.HOURS),
              Limit(Metric.RESOLVE, 2, Unit.HOURS, Basis.STATUTORY)]  # fmt: skip
    found = clocks.due(
        Clock(Metric.RESOLVE, start), limits=limits, facts=Facts(**NORMAL), pauses=[],
        hours=night,
    )  # fmt: skip
    assert found.statutory_at == datetime(2026, 10, 25, 0, 0, tzinfo=UTC)
    assert found.at - start.astimezone(UTC) == timedelta(hours=2)
    assert found.basis == Basis.STATUTORY


def test_work_next_begins():
    hours = hours_of(CALENDARS["lunch"])
    for at, opens in [
        ("11-23 10:00", "11-23 10:00"), ("11-23 12:00", "11-23 13:30"),
        ("11-27 18:00", "11-30 09:00"), ("11-23 09:00", "11-23 09:00"),
        ("11-28 03:00", "11-30 09:00"),
    ]:  # fmt: skip
        moment = CALENDARS["lunch"].moment
        assert clocks.opening(hours, moment(f"2026-{at}")) == moment(f"2026-{opens}")


def test_a_calendar_is_known_by_its_hours():
    words = {clocks.stamp(hours_of(each)) for each in CALENDARS.values()}
    assert len(words) == len(CALENDARS)
    again = hours_of(CALENDARS["october"])
    assert clocks.stamp(again) == clocks.stamp(hours_of(CALENDARS["october"]))


MINUTES = st.integers(0, 4 * 24 * 60)


@settings(deadline=None, max_examples=60)
@given(
    named=st.sampled_from(["office", "lunch", "split", "night", "closed", "berlin"]),
    said=st.tuples(st.integers(1, 20), st.just("HOURS"))
    | st.tuples(st.integers(1, 4), st.sampled_from(["WORKDAYS", "DAYS"])),
    start=MINUTES,
    ends=st.lists(MINUTES, max_size=6, unique=True),
    percent=st.sampled_from([0, 20, 50]),
)
def test_any_pauses_put_off_alike(named, said, start, ends, percent):
    walker = CALENDARS[named]
    monday = walker.moment("2026-11-23 00:00")
    begins = monday + start * MINUTE
    marks = [monday + end * MINUTE for end in sorted(ends)] + [None]
    pauses = list(zip(marks[::2], marks[1::2], strict=False))
    pauses = [pair for pair in pauses if pair[0]]
    asked = Asked(named, f"{said[0]} {said[1]}", "11-23 00:00", {})
    asked.start, asked.pauses = begins, pauses
    found = asked.ours(percent)
    assert (found.promised_at, found.statutory_at) == asked.naive()
    if found.at:
        naive = walker.warned(begins, found.at, pauses, percent)
        assert abs(naive - found.warn_at) <= MINUTE
