"""A lead nobody does anything about climbs, once a step, and ends in the pool."""

import datetime
from zoneinfo import ZoneInfo

import pytest

from accounts.models import User
from accounts.services import calendars
from crm.testing.cast import NOON
from customers import tasks
from customers.models import Lead, LeadDeed
from customers.services.leads import handing, ladder, work
from customers.tests.lead_builders import make_lead, make_waiting, told, touched

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Asia/Shanghai")


def on(day: int, month: int = 11, hour: int = 10, year: int = 2026):
    return datetime.datetime(year, month, day, hour, tzinfo=ZONE)


def steps(lead) -> list[str]:
    """Return the steps a lead has climbed, in order."""
    rows = LeadDeed.objects.filter(lead=lead, since__isnull=False).order_by("pk")
    return list(rows.values_list("kind", flat=True))


# NOON is Monday, 23 November: the third working day after it is Thursday.
@pytest.mark.parametrize(
    ("at", "climbed"),
    [
        (on(24), []),
        (on(25, hour=23), []),
        (on(26), ["REMINDED"]),
        (on(29), ["REMINDED"]),
        (on(30), ["REMINDED", "ESCALATED"]),
        (on(1, 12), ["REMINDED", "ESCALATED"]),
        (on(2, 12), ["REMINDED", "ESCALATED", "PROPOSED"]),
    ],
)
def test_a_lead_climbs_after_three_five_and_seven_working_days(cast, at, climbed):
    lead = make_lead(cast.anna)
    ladder.climb(at=at)
    assert steps(lead) == climbed


def test_day_by_day_each_step_is_climbed_once_and_tells_whom_it_concerns(cast):
    lead = make_lead(cast.anna)
    counts = [ladder.climb(at=NOON + datetime.timedelta(days=day)) for day in range(10)]
    assert counts == [0, 0, 0, 1, 0, 0, 0, 1, 0, 1]
    assert told(cast.anna) == ["remind", "reassign"]
    assert told(cast.carol) == ["superior"]
    assert told(cast.max) == ["reassign"]
    assert steps(lead) == ["REMINDED", "ESCALATED", "PROPOSED"]


def test_a_clock_that_was_down_for_a_week_catches_up_each_step_once_in_order(cast):
    lead = make_lead(cast.anna)
    at = on(2, 12)
    assert ladder.climb(at=at) == 3
    assert steps(lead) == ["REMINDED", "ESCALATED", "PROPOSED"]
    assert ladder.climb(at=at) == 0
    assert ladder.climb(at=at + datetime.timedelta(hours=1)) == 0
    assert told(cast.max) == ["reassign"]


def test_a_week_of_silence_over_the_national_holiday_counts_only_days_worked(cast):
    """1 to 7 October 2026 is off, Saturday the 10th made up for: three days are over.

    The clock was down from Wednesday, 30 September, to Monday, 12 October.
    """
    lead = make_lead(cast.anna, at=on(29, 9))
    assert ladder.climb(at=on(30, 9)) == 0
    assert ladder.climb(at=on(8, 10)) == 0
    assert ladder.climb(at=on(12, 10)) == 2
    assert steps(lead) == ["REMINDED", "ESCALATED"]


def test_whoever_does_something_starts_the_ladder_anew(cast):
    lead = make_lead(cast.anna)
    ladder.climb(at=on(26))
    touched(lead, cast.anna, is_reached=False, at=on(27))
    assert ladder.climb(at=on(30)) == 0
    assert ladder.climb(at=on(2, 12)) == 1
    assert told(cast.anna) == ["remind", "remind"]
    assert steps(lead) == ["REMINDED", "REMINDED"]


def test_a_step_found_by_two_clocks_is_climbed_once(cast):
    """The second one holds the lead as it stood before the first one committed."""
    lead = make_lead(cast.anna)
    stale = Lead.objects.for_ladder().get(pk=lead.pk)
    assert ladder.climb(at=on(26)) == 1
    assert ladder._climb(stale, [3], on(26)) == 0
    assert steps(lead) == ["REMINDED"]


def test_a_lead_somebody_was_quicker_to_call_does_not_climb(cast):
    lead = make_lead(cast.anna)
    stale = Lead.objects.for_ladder().get(pk=lead.pk)
    touched(lead, cast.anna, is_reached=False, at=on(26))
    assert ladder._climb(stale, [3], on(26)) == 0
    assert steps(lead) == []
    assert told(cast.anna) == []


def test_what_is_closed_or_in_the_pool_climbs_no_more(cast):
    lead = make_lead(cast.anna)
    work.lose(lead, actor=cast.anna, reason="PRICE", at=NOON)
    assert ladder.climb(at=on(31, 12)) == 0
    assert ladder.pool_left(at=on(31, 12)) == 0


def test_nobodys_lead_climbs_to_whoever_answers_for_the_branch(cast):
    make_waiting(cast)
    assert ladder.climb(at=on(2, 12)) == 3
    assert told(cast.max) == ["remind", "superior", "reassign"]


def test_who_took_a_lead_over_is_reminded_in_place_of_its_owner(cast):
    lead = make_lead(cast.anna)
    handing.hand_over(lead, actor=cast.anna, taker=cast.lia, at=NOON)
    ladder.climb(at=on(26))
    assert told(cast.lia) == ["handed_over", "remind"]
    assert told(cast.anna) == []


def test_a_team_lead_who_is_gone_leaves_it_to_the_branch(cast):
    make_lead(cast.anna)
    User.objects.filter(pk=cast.carol.pk).update(is_active=False, deactivated_at=NOON)
    ladder.climb(at=on(30))
    assert told(cast.carol) == []
    assert told(cast.max) == ["superior"]


def test_ten_untouched_working_days_end_in_the_common_pool(cast):
    lead = make_lead(cast.anna)
    ladder.climb(at=on(2, 12))
    assert ladder.pool_left(at=on(4, 12)) == 0
    assert ladder.pool_left(at=on(7, 12)) == 1
    lead.refresh_from_db()
    assert (lead.state, lead.owner, lead.previous_owner) == ("POOL", None, cast.anna)
    assert told(cast.anna)[-1] == "pooled"
    assert ladder.pool_left(at=on(7, 12)) == 0


def test_the_task_does_it_all_and_a_second_run_nothing(cast, monkeypatch):
    lead = make_lead(cast.anna)
    handing.hand_over(lead, actor=cast.anna, taker=cast.ben, at=NOON)
    monkeypatch.setattr(tasks.timezone, "now", lambda: on(26))
    assert tasks.climb_leads() == 2
    assert tasks.climb_leads() == 0


def test_the_days_of_a_branch_are_those_of_its_own_calendar(cast):
    """A Saturday this branch works counts for its leads and for nobody else's."""
    hers, doras = make_lead(cast.anna), make_lead(cast.dora)
    own = calendars.open_for(cast.east, actor=cast.adam, at=NOON)
    saturday = {"day": on(28).date(), "name": "店庆", "follows": 0}
    calendars.set_day(own, actor=cast.adam, at=NOON, **saturday)
    ladder.climb(at=on(28))
    assert steps(hers) == ["REMINDED", "ESCALATED"]
    assert steps(doras) == ["REMINDED"]
