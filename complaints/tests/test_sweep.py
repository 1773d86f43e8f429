"""What the clock does about limits that come close or are over."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Mail, Notice, User, WorkingCalendar
from accounts.models.calendars import WEEKDAYS
from accounts.services import calendars
from complaints.models import Clock, Complaint, Line
from complaints.services import clocks, reckoning, sweeping, verifying
from complaints.tests.complaint_builders import (
    do,
    fresh,
    make_complaint,
)
from crm.testing.cast import NOON
from crm.testing.races import at_once

SHANGHAI = ZoneInfo("Asia/Shanghai")
# NOON is a Monday at lunch: work goes on at one, and ends at five.


def on(day: int, clock: str) -> datetime:
    """Return a time of the day so many days after NOON's."""
    day = NOON.date() + timedelta(days=day)
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=SHANGHAI)


def told(user, kind: str) -> int:
    return Notice.objects.filter(user=user, kind=f"complaints.{kind}").count()


def deeds(complaint) -> list[str]:
    rows = complaint.lines.in_order().exclude(deed="REGISTERED")
    return [f"{line.deed} {line.told.get('metric', '')}".strip() for line in rows]


def acknowledge_clock(complaint) -> Clock:
    return complaint.clocks.get(metric="ACKNOWLEDGE")


def test_the_handler_is_warned_once_when_a_fifth_is_left(cast):
    complaint = make_complaint(cast.anna)
    assert acknowledge_clock(complaint).due_at == on(0, "15:00")
    assert sweeping.take_steps(at=on(0, "14:35")) == 0
    assert sweeping.take_steps(at=on(0, "14:36")) == 1
    assert sweeping.take_steps(at=on(0, "14:36")) == 0
    assert told(cast.anna, "due_soon") == 1
    assert deeds(complaint) == ["WARNED ACKNOWLEDGE"]
    line = complaint.lines.get(deed="WARNED")
    assert (line.actor, line.state) == (None, "REGISTERED")


def test_what_is_late_is_told_one_level_up_step_by_step(cast):
    complaint = make_complaint(cast.anna)
    sweeping.take_steps(at=on(0, "14:40"))
    sweeping.take_steps(at=on(0, "15:00"))
    assert [told(who, "late") for who in (cast.anna, cast.carol, cast.max)] == [1, 1, 0]
    sweeping.take_steps(at=on(1, "15:55"))
    assert told(cast.max, "late") == 0
    # Eight working hours late.
    sweeping.take_steps(at=on(1, "16:00"))
    assert (told(cast.max, "late"), told(cast.dan, "late")) == (1, 0)
    assert acknowledge_clock(complaint).step == 2
    now = fresh(complaint)
    assert (now.handler, now.level, now.state) == (cast.anna, 0, "REGISTERED")


def test_what_the_clock_missed_is_caught_up_once(cast):
    complaint = make_complaint(cast.anna, kind="PRAISE")
    late = on(21, "10:00")
    assert sweeping.take_steps(at=late) == 1
    assert sweeping.take_steps(at=late + timedelta(days=30)) == 0
    people = (cast.anna, cast.carol, cast.max, cast.dan)
    assert [told(who, "late") for who in people] == [1] * 4
    assert told(cast.anna, "due_soon") == 0
    assert deeds(complaint) == ["ESCALATED ACKNOWLEDGE"] * 3
    assert acknowledge_clock(complaint).next_step_at is None


def test_heads_of_the_branch_hear_of_what_nobody_handles(cast):
    complaint = make_complaint(cast.nina)
    Complaint.objects.update(handler=None)
    sweeping.take_steps(at=on(0, "14:40"))
    assert told(cast.max, "due_soon") == 1
    sweeping.take_steps(at=on(0, "15:00"))
    assert (told(cast.max, "late"), told(cast.dan, "late")) == (1, 0)
    assert complaint.lines.count() == 3


def test_nobody_is_disturbed_at_night(cast):
    complaint = make_complaint(cast.anna, received_at=on(0, "15:00"))
    clock = acknowledge_clock(complaint)
    assert clock.due_at == on(0, "17:00")
    for at in (on(0, "17:00"), on(0, "23:00"), on(1, "08:59")):
        assert sweeping.take_steps(at=at) == 0
    clock.refresh_from_db()
    assert clock.next_step_at == on(1, "09:00")
    assert sweeping.take_steps(at=on(1, "09:00")) == 1
    assert told(cast.carol, "late") == 1


def test_of_a_major_one_they_are_told_at_any_hour(cast):
    make_complaint(cast.anna, severity=4, received_at=on(0, "15:00"))
    assert sweeping.take_steps(at=on(0, "23:00")) == 1
    assert told(cast.carol, "late") == 1


def test_nobody_is_told_of_what_stands_still(cast):
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna)
    do("wait", complaint, cast.anna, text="等客户寄回零件", at=on(0, "13:00"))
    assert sweeping.take_steps(at=on(30, "10:00")) == 0
    do("resume", complaint, cast.anna, at=on(30, "10:00"))
    assert sweeping.take_steps(at=on(30, "10:05")) == 0
    assert told(cast.anna, "due_soon") == 0


def test_a_limit_that_lies_later_is_warned_of_anew(cast):
    complaint = make_complaint(cast.anna)
    sweeping.take_steps(at=on(0, "15:05"))
    calendar = WorkingCalendar.objects.company()
    today = NOON.date()
    calendars.set_day(calendar, actor=cast.adam, day=today, name="盘点", at=NOON)
    reckoning.follow_calendars()
    clock = acknowledge_clock(complaint)
    assert clock.due_at == on(1, "11:00")
    assert sweeping.take_steps(at=on(1, "09:05")) == 0
    assert sweeping.take_steps(at=on(1, "10:36")) == 1
    assert sweeping.take_steps(at=on(1, "11:00")) == 1
    assert told(cast.carol, "late") == 2


@pytest.mark.parametrize("whose", ["company", "branch"])
def test_an_edited_calendar_moves_what_is_due(cast, whose):
    complaint = make_complaint(cast.anna)
    elsewhere = make_complaint(cast.dora)
    calendar = WorkingCalendar.objects.company()
    if whose == "branch":
        calendar = calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    assert reckoning.follow_calendars() == 0
    tomorrow = NOON.date() + timedelta(days=1)
    calendars.set_day(calendar, actor=cast.adam, day=tomorrow, name="盘点", at=NOON)
    count = 6 if whose == "company" else 3
    assert reckoning.follow_calendars() == count
    assert reckoning.follow_calendars() == 0
    here = complaint.clocks.get(metric="RESOLVE").due_at
    assert here == on(8, "17:00")
    there = elsewhere.clocks.get(metric="RESOLVE").due_at
    assert (there == here) == (whose == "company")


def test_a_branch_moved_to_another_zone_is_counted_by_it(cast):
    complaint = make_complaint(cast.anna)
    calendar = calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    calendars.set_week(calendar, actor=cast.adam, time_zone="Asia/Urumqi", at=NOON)
    assert reckoning.follow_calendars() == 3
    # Noon in Shanghai is ten there: two hours of the morning are left.
    assert acknowledge_clock(complaint).due_at == on(0, "14:00")
    assert fresh(complaint).due_at == on(0, "14:00")


def test_what_was_judged_stays_after_the_calendar_was_edited(cast):
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna, at=on(0, "15:01"))
    before = Clock.objects.filter(metric="ACKNOWLEDGE").values().get()
    calendar = WorkingCalendar.objects.company()
    day = NOON.date()
    calendars.set_day(calendar, actor=cast.adam, day=day, name="盘点", at=NOON)
    reckoning.follow_calendars()
    assert before == Clock.objects.filter(metric="ACKNOWLEDGE").values().get()
    assert before["is_met"] is False


def test_what_is_met_is_judged_by_the_calendar_of_the_moment(cast):
    """The sweep that follows an edited calendar comes only minutes later."""
    complaint = make_complaint(cast.anna)
    calendar = WorkingCalendar.objects.company()
    day = NOON.date()
    calendars.set_day(calendar, actor=cast.adam, day=day, name="盘点", at=NOON)
    do("acknowledge", complaint, cast.anna, at=on(0, "15:01"))
    assert acknowledge_clock(complaint).is_met


def test_progress_begins_with_the_receipt_and_again_with_each_word(cast):
    complaint = make_complaint(cast.anna)
    assert not complaint.clocks.filter(metric="PROGRESS").exists()
    do("acknowledge", complaint, cast.anna, at=on(0, "14:00"))
    first = complaint.clocks.get(metric="PROGRESS")
    assert (first.started_at, first.due_at) == (on(0, "14:00"), on(2, "17:00"))
    clocks.progress_told(fresh(complaint), at=on(1, "10:00"))
    rounds = complaint.clocks.filter(metric="PROGRESS").order_by("round")
    ends = [(each.round, each.ended_at, each.due_at) for each in rounds]
    assert ends == [(0, on(1, "10:00"), on(2, "17:00")), (1, None, on(3, "17:00"))]
    assert complaint.clocks.get(metric="REPLY").is_met


@pytest.mark.parametrize("moment", ["14:40", "16:00"])
def test_telling_of_many_costs_what_telling_of_one_costs(cast, count_queries, moment):
    """All who hear have an address: a letter goes with each notice."""
    User.objects.update(email="reader@example.cn")
    costs = []
    for many in (1, 12):
        for number in range(many):
            make_complaint(cast.ben if number % 2 else cast.anna)
        at = on(0, moment)
        costs.append(count_queries(lambda at=at: sweeping.take_steps(at=at)))
    assert costs[0] == costs[1]
    assert Mail.objects.count() >= Clock.objects.filter(metric="ACKNOWLEDGE").count()


def test_a_new_calendar_costs_the_same_for_few_as_for_many(cast, count_queries):
    calendar, costs = WorkingCalendar.objects.company(), []
    for number, many in enumerate((1, 12), start=1):
        for _ in range(many):
            make_complaint(cast.anna)
        day = NOON.date() + timedelta(days=number)
        calendars.set_day(calendar, actor=cast.adam, day=day, name="盘点", at=NOON)
        costs.append(count_queries(reckoning.follow_calendars))
    assert costs[0] == costs[1]


def test_what_is_told_chunk_by_chunk_is_told_once(cast, monkeypatch):
    """After the clock was down all is late at once; a stop between loses nothing."""
    monkeypatch.setattr(sweeping, "CHUNK", 3)
    for _ in range(8):
        make_complaint(cast.anna)
    whole, done = sweeping.lines.write_all, []

    def stopping(seen, *, at):
        if len(done) == 2:
            raise KeyboardInterrupt
        done.append(len(seen))
        whole(seen, at=at)

    monkeypatch.setattr(sweeping.lines, "write_all", stopping)
    with pytest.raises(KeyboardInterrupt):
        sweeping.take_steps(at=on(0, "15:00"))
    assert told(cast.anna, "late") == 6
    monkeypatch.setattr(sweeping.lines, "write_all", whole)
    assert sweeping.take_steps(at=on(0, "15:00")) == 2
    assert told(cast.anna, "late") == Line.objects.filter(deed="ESCALATED").count() == 8


def test_two_sweeps_at_once_tell_once(committed_cast, monkeypatch):
    monkeypatch.setattr(sweeping, "CHUNK", 7)
    for _ in range(30):
        make_complaint(committed_cast.anna)
    calls = [lambda: sweeping.take_steps(at=on(0, "14:40"))] * 3
    assert sum(at_once(*calls)) == 30
    assert sweeping.take_steps(at=on(0, "14:40")) == 0
    assert told(committed_cast.anna, "due_soon") == 30
    assert Line.objects.filter(deed="WARNED").count() == 30


def test_two_sweeps_at_once_count_a_new_calendar_once(committed_cast):
    for _ in range(30):
        make_complaint(committed_cast.anna)
    tomorrow = NOON.date() + timedelta(days=1)
    calendars.set_day(
        WorkingCalendar.objects.company(), actor=committed_cast.adam, day=tomorrow,
        name="盘点", at=NOON,
    )  # fmt: skip
    counted = at_once(*[reckoning.follow_calendars] * 3)
    assert sum(counted) == 90
    assert reckoning.follow_calendars() == 0


def test_a_branch_that_never_opens_stops_no_other(cast):
    shut, other = make_complaint(cast.anna), make_complaint(cast.dora)
    for branch in (cast.east, cast.dora.branch):
        calendar = calendars.open_for(branch, actor=cast.adam, at=NOON)
        tomorrow = NOON.date() + timedelta(days=1)
        calendars.set_day(calendar, actor=cast.adam, day=tomorrow, name="盘点", at=NOON)
    never = WorkingCalendar.objects.get(branch=cast.east)
    shut_all_week = dict.fromkeys(WEEKDAYS, ())
    WorkingCalendar.objects.filter(pk=never.pk).update(**shut_all_week)
    never.days.all().delete()
    due_at = fresh(shut).due_at
    assert reckoning.follow_calendars() == 3
    assert other.clocks.get(metric="RESOLVE").due_at == on(8, "17:00")
    assert fresh(shut).due_at == due_at
    late = on(21, "10:00")
    assert sweeping.take_steps(at=late) > 0
    assert told(cast.dora, "late") > 0
    assert told(cast.anna, "late") == 0
    assert verifying.begin_verifying(at=late) == 0
