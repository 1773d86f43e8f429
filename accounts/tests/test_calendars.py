"""Working hours and special days: what is stored, what follows, who is told."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction

from accounts import public_holidays, shifts
from accounts.models import (
    AuditEntry,
    Availability,
    CalendarDay,
    CalendarYear,
    Notice,
    WorkingCalendar,
)
from accounts.refused import Conflict, Refused
from accounts.seen import digest, stands
from accounts.services import calendars
from accounts.tests.calendar_builders import MORNING, OFFICE, company
from accounts.working_time import add, add_days, between, days_between, last_before
from crm.testing.cast import NOON

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def hours(branch=None):
    return WorkingCalendar.objects.hours_for(branch.pk if branch else None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("", ()),
        ("09:00-12:00", MORNING),
        ("9-12", MORNING),
        ("9:00–12:00, 13:00 - 17:00", OFFICE),
        ("09：00-12：00，13：00至17：00", OFFICE),
        ("13:00-17:00 09:00-12:00", OFFICE),
        ("22:00-24:00; 0:00-6:00", ((0, 360), (1320, 1440))),
    ],
)
def test_hours_are_read_as_people_write_them(text, meant):
    assert shifts.read(text) == meant
    assert shifts.read(shifts.said(meant)) == meant


@pytest.mark.parametrize(
    "text",
    ["9", "12:00-09:00", "9:00-9:00", "25:00-26:00", "9:61-10:00", "abc-def",
     "09:00-12:00, 11:00-13:00"],
)  # fmt: skip
def test_what_is_no_hours_is_refused_in_words(text):
    with pytest.raises(ValueError, match=r".{10,}"):
        shifts.read(text)


@pytest.mark.parametrize("bad", [((540, 1441),), ((1500, 1600),)])
def test_the_database_keeps_shifts_within_a_day(db, bad):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingCalendar.objects.filter(branch=None).update(monday=bad)


def test_the_database_joins_shifts_that_touch_or_overlap(db):
    both = ((540, 720), (700, 800))
    WorkingCalendar.objects.filter(branch=None).update(monday=both)
    assert company().monday == ((540, 800),)


def test_the_company_has_one_calendar(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkingCalendar.objects.create(branch=None)


def test_an_hour_asked_late_on_friday_is_due_on_monday(db):
    asked = at("2026-11-27 16:30")
    assert add(hours(), asked, timedelta(hours=1)) == at("2026-11-30 09:30")


def test_the_national_week_is_off_and_made_up_for(db):
    assert (
        between(hours(), at("2026-10-01 00:00"), at("2026-10-08 00:00")) == timedelta()
    )
    # A Saturday worked like the Wednesday it stands for.
    assert hours().shifts(date(2026, 10, 10)) == OFFICE


def test_what_is_shipped_is_what_the_state_announced(db):
    for year in CalendarYear.objects.filter(is_provisional=False):
        stored = company().days.of_year(year.year)
        assert public_holidays.is_announced(year.year)
        assert [(d.day, d.name_zh, d.name_en, d.follows) for d in stored] == [
            (d.day, d.name_zh, d.name_en, d.follows)
            for d in public_holidays.days(year.year)
        ]


@pytest.mark.parametrize("year", [1900, 2027, 2090, 2100])
def test_a_year_nobody_announced_raises_nothing(year):
    assert not public_holidays.is_announced(year)
    assert all(day.follows is None for day in public_holidays.days(year))


def test_working_days_are_counted_over_a_holiday(db):
    before = date(2026, 9, 30)
    assert add_days(hours(), before, 1) == date(2026, 10, 8)
    assert add_days(hours(), before, 3) == date(2026, 10, 10)
    assert days_between(hours(), before, date(2026, 10, 10)) == 3
    assert days_between(hours(), before, date(2026, 10, 7)) == 0
    assert days_between(hours(), before, before) == 0
    assert add_days(hours(), before, 0) == before


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 11, 23), date(2026, 11, 20)),
        (date(2026, 11, 24), date(2026, 11, 23)),
        (date(2026, 10, 8), date(2026, 9, 30)),
        (date(2026, 10, 12), date(2026, 10, 10)),
    ],
)
def test_the_last_working_day_is_no_weekend_and_no_holiday(db, day, last):
    assert last_before(hours(), day) == last


def test_a_branch_works_as_the_company_until_it_has_its_own_hours(cast):
    assert hours(cast.east) == hours()
    mine = calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    calendars.set_week(mine, actor=cast.adam, saturday=MORNING, at=NOON)
    assert hours(cast.east).shifts(date(2026, 11, 28)) == MORNING
    assert hours().shifts(date(2026, 11, 28)) == ()
    # The company's holidays hold there too.
    assert hours(cast.east).shifts(date(2026, 10, 1)) == ()
    calendars.remove(mine, actor=cast.adam, at=NOON)
    assert hours(cast.east) == hours()


def test_a_branch_may_open_where_the_company_is_off(cast):
    mine = calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    day = date(2026, 10, 1)
    calendars.set_day(
        mine, actor=cast.adam, day=day, name="值班", hours=MORNING, at=NOON
    )
    assert hours(cast.east).shifts(day) == MORNING
    assert hours().shifts(day) == ()


def test_hours_of_many_branches_cost_two_queries(cast, django_assert_num_queries):
    calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    asked = [None, cast.east.pk, cast.west.pk]
    with django_assert_num_queries(2):
        found = WorkingCalendar.objects.hours_for_all(asked)
    assert found.keys() == set(asked)
    with django_assert_num_queries(2):
        hours(cast.east)


def test_a_branch_has_one_calendar_and_the_company_keeps_its_own(cast):
    calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="already"):
        calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    with pytest.raises(Refused, match="cannot be removed"):
        calendars.remove(company(), actor=cast.adam, at=NOON)


def test_a_calendar_changed_afterwards_moves_what_is_due(cast):
    asked = at("2026-11-27 16:30")
    calendars.set_day(
        company(), actor=cast.adam, day=date(2026, 11, 30), name="盘点", at=NOON
    )
    assert add(hours(), asked, timedelta(hours=1)) == at("2026-12-01 09:30")


def test_two_editors_of_one_week_meet(cast):
    week = company()
    seen = digest(stands(week, calendars.FIELDS))
    whole = {name: getattr(week, name) for name in calendars.FIELDS}
    by = {"actor": cast.adam, "seen": seen, "at": NOON}
    calendars.set_week(week, **by, **whole | {"monday": MORNING})
    calendars.set_week(week, **by, **whole | {"tuesday": MORNING})
    assert (company().monday, company().tuesday) == (MORNING, MORNING)
    with pytest.raises(Conflict):
        calendars.set_week(week, **by, **whole | {"monday": ((600, 660),)})


def test_a_week_without_work_is_refused(cast):
    nothing = dict.fromkeys(calendars.WEEKDAYS, ())
    with pytest.raises(Refused, match="Somebody must work"):
        calendars.set_week(company(), actor=cast.adam, at=NOON, **nothing)
    assert company().monday == OFFICE


def test_changes_stand_in_the_trail_as_people_read_them(cast):
    calendars.set_week(company(), actor=cast.adam, monday=MORNING, at=NOON)
    entry = AuditEntry.objects.about_settings().get(action="calendar.updated")
    assert entry.changes == {"monday": ["09:00-12:00, 13:00-17:00", "09:00-12:00"]}
    calendars.set_week(company(), actor=cast.adam, monday=MORNING, at=NOON)
    assert AuditEntry.objects.filter(action="calendar.updated").count() == 1


def test_the_trail_tells_how_a_special_day_is_worked_before_and_after(cast):
    day, who = date(2026, 5, 6), {"actor": cast.adam, "at": NOON}
    calendars.set_day(company(), day=day, name="盘点", **who)
    calendars.set_day(company(), day=day, name="盘点", hours=MORNING, **who)
    calendars.set_day(company(), day=day, name="补班", follows=0, **who)
    calendars.remove_day(company(), day=day, **who)
    told = AuditEntry.objects.filter(action__startswith="calendar.day").order_by("pk")
    whole = "补班 09:00-12:00, 13:00-17:00"
    assert [entry.changes[str(day)] for entry in told] == [
        [None, "盘点"],
        ["盘点", "盘点 09:00-12:00"],
        ["盘点 09:00-12:00", whole],
        [whole, None],
    ]


def test_the_clock_fills_in_the_next_year_once(db):
    CalendarDay.objects.filter(day__year=2027).delete()
    CalendarYear.objects.filter(year=2027).delete()
    today = date(2026, 6, 1)
    assert calendars.keep_ahead(at=NOON, today=today) == len(public_holidays.days(2027))
    assert calendars.keep_ahead(at=NOON, today=today) == 0
    assert CalendarYear.objects.get(year=2027).is_provisional


def test_what_is_announced_replaces_what_was_reckoned_but_nothing_entered(cast):
    by_hand = date(2026, 12, 31)
    calendars.set_day(company(), actor=cast.adam, day=by_hand, name="年终盘点", at=NOON)
    CalendarYear.objects.filter(year=2026).update(is_provisional=True)
    company().days.filter(day__year=2026, follows__isnull=False).delete()
    calendars.keep_ahead(at=NOON, today=date(2026, 6, 1))
    assert not CalendarYear.objects.get(year=2026).is_provisional
    assert company().days.filter(day=by_hand, is_by_hand=True).exists()
    assert hours().shifts(date(2026, 10, 10)) == OFFICE


def test_from_november_on_administrators_are_told_of_a_provisional_year_once(cast):
    def told():
        return Notice.objects.filter(kind="accounts.year_provisional")

    calendars.keep_ahead(at=NOON, today=date(2026, 10, 31))
    assert not told().exists()
    for day in (1, 2):
        calendars.keep_ahead(at=NOON, today=date(2026, 11, day))
    assert [notice.user for notice in told()] == [cast.adam]


def test_once_a_year_is_confirmed_nobody_is_warned_of_it_any_more(cast):
    told = Notice.objects.filter(kind="accounts.year_provisional")
    Availability.objects.create(
        user=cast.adam,
        substitute=cast.dan,
        away_from=NOON.date(),
        away_until=NOON.date(),
    )
    calendars.keep_ahead(at=NOON, today=date(2026, 11, 1))
    assert {notice.user for notice in told} == {cast.adam, cast.dan}
    calendars.announce(2028, actor=cast.adam, at=NOON)
    assert told.all().count() == 2
    calendars.announce(2027, actor=cast.adam, at=NOON)
    assert not told.all().exists()


def test_a_confirmed_year_is_not_warned_of(cast):
    calendars.announce(2027, actor=cast.adam, at=NOON)
    calendars.announce(2027, actor=cast.adam, at=NOON)
    calendars.keep_ahead(at=NOON, today=date(2026, 11, 1))
    assert not Notice.objects.filter(kind="accounts.year_provisional").exists()
    assert AuditEntry.objects.filter(action="calendar.announced").count() == 1
