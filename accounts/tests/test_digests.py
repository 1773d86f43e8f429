"""The daily mail: at half past eight of a working day, once, never empty."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from accounts.models import Mail, Notice
from accounts.services import digests, notices
from accounts.tests.telling import chosen, reachable, told
from crm.testing.cast import NOON

MORNING = NOON.replace(hour=8, minute=30) + timedelta(days=1)
FRIDAY_NOON = NOON + timedelta(days=4)


@pytest.fixture
def anna(cast):
    return reachable(cast.anna)


def test_it_comes_the_next_morning_and_tells_what_is_unread(anna):
    read, _unread = told(anna), told(anna, about="李四光")
    notices.read(anna, up_to=read.pk, at=NOON)
    told(anna, params={"reviewer": "周依芙", "customer": "李四光", "grade": "FAIR",
                       "remark": "太短"}, url="/visits/8/")  # fmt: skip
    assert digests.write_all(at=MORNING - timedelta(minutes=1)) == 0
    assert digests.write_all(at=MORNING) == 1
    mail = Mail.objects.get()
    assert mail.subject == "Weixi CRM: What is new on 2026-11-24"
    assert "周依芙 reviewed your visit to 李**" in mail.text
    assert "/visits/8/" in mail.text
    assert mail.text.count("reviewed your visit") == 2
    assert mail.due_at == MORNING
    for hidden in ("李四光", "张三丰", "太短"):
        assert hidden not in mail.text


def test_it_comes_once_a_day_however_often_the_clock_fires(anna):
    told(anna)
    assert [digests.write_all(at=MORNING) for _twice in range(2)] == [1, 0]
    told(anna, at=MORNING + timedelta(minutes=1))
    assert digests.write_all(at=MORNING + timedelta(hours=3)) == 0
    assert digests.write_all(at=MORNING + timedelta(days=1)) == 1
    assert Mail.objects.count() == 2


def test_what_was_stored_late_is_not_lost_to_the_mail_already_written(anna):
    told(anna)
    assert digests.write_all(at=MORNING) == 1
    told(anna, at=MORNING - timedelta(seconds=1), about="李四光")
    assert digests.write_all(at=MORNING + timedelta(minutes=5)) == 0
    assert Notice.objects.filter(awaits_digest=True).count() == 1
    assert digests.write_all(at=MORNING + timedelta(days=1)) == 1
    assert Mail.objects.count() == 2


def test_a_clock_that_was_down_catches_up_on_the_same_day_only(anna):
    told(anna)
    told(anna, at=MORNING + timedelta(hours=1))
    late = MORNING.replace(hour=19)
    assert digests.write_all(at=late) == 1
    assert Mail.objects.get().text.count("reviewed your visit") == 1
    next_week = MORNING + timedelta(days=7)
    assert digests.write_all(at=next_week) == 1
    assert digests.write_all(at=next_week + timedelta(hours=1)) == 0


def test_nothing_to_tell_is_no_mail(anna):
    assert digests.write_all(at=MORNING) == 0
    told(anna)
    notices.read(anna, up_to=Notice.objects.latest("pk").pk, at=NOON)
    assert digests.write_all(at=MORNING) == 0
    assert not Mail.objects.exists()


def test_on_days_off_it_waits_for_the_next_working_day(anna):
    told(anna, at=FRIDAY_NOON)
    saturday = FRIDAY_NOON.replace(hour=9) + timedelta(days=1)
    days = [digests.write_all(at=saturday + timedelta(days=n)) for n in range(3)]
    assert days == [0, 0, 1]


def test_a_minute_before_midnight_still_belongs_to_the_day(anna):
    told(anna, at=NOON)
    assert digests.write_all(at=MORNING.replace(hour=23, minute=59)) == 1
    assert Mail.objects.get().key == "digest:2026-11-24"


@pytest.mark.parametrize(
    ("day", "utc_hour"), [("2026-03-30", 6), ("2026-10-26", 7)],
    ids=["after clocks went forward", "after they went back"],
)  # fmt: skip
def test_the_morning_is_that_of_the_readers_zone(cast, day, utc_hour):
    anna = reachable(cast.anna, time_zone="Europe/Berlin")
    chosen(anna, quiet_on_days_off=False)
    morning = datetime.fromisoformat(f"{day}T{utc_hour:02}:30").replace(tzinfo=UTC)
    assert morning.astimezone(ZoneInfo("Europe/Berlin")).hour == 8
    told(anna, at=morning - timedelta(hours=12))
    assert digests.write_all(at=morning - timedelta(seconds=1)) == 0
    assert digests.write_all(at=morning) == 1


def test_fifty_lines_are_enough(anna):
    for _each in range(53):
        told(anna)
    digests.write_all(at=MORNING)
    text = Mail.objects.get().text
    assert text.count("reviewed your visit") == 50
    assert "And 3 more." in text


def test_what_is_mailed_at_once_is_not_told_again(anna):
    told(anna, "customers.assigned", params={"actor": "x", "how_many": 2})
    Mail.objects.all().delete()
    assert digests.write_all(at=MORNING) == 0


def test_a_substitute_reads_for_whom_it_is(cast):
    dora = reachable(cast.dora)
    chosen(cast.anna, away_from=NOON.date(), away_until=NOON.date(), substitute=dora)
    told(cast.anna)
    assert digests.write_all(at=MORNING) == 1
    assert "For 王安娜:" in Mail.objects.get(user=dora).text


def test_a_reader_more_costs_no_look_into_the_calendar(cast, count_queries):
    people = [reachable(user) for user in (cast.anna, cast.ben, cast.carol, cast.max)]
    costs = []
    for readers in (people[:1], people[1:]):
        for user in readers:
            told(user)
        costs.append(count_queries(lambda: digests.write_all(at=MORNING)))
        Mail.objects.all().delete()
    base = costs[0] - (costs[1] - costs[0]) // 2
    assert base <= 3
