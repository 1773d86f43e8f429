"""A complaint's page says of each limit how it stands, by promise and by law."""

from datetime import timedelta

import pgtrigger
import pytest

from complaints.models import ClockRule
from complaints.panels import clocks
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from crm.testing.cast import NOON


def moods(complaint, at) -> dict[str, str]:
    shown = clocks.panel(fresh(complaint), None, at)["limits"]
    return {each.clock.metric: each.mood.value for each in shown}


@pytest.mark.parametrize(
    ("hours", "mood", "minutes"),
    [(1, "RUNNING", 120), (2.7, "SOON", 18), (3, "LATE", 0), (4, "LATE", 60)],
)
def test_what_runs_has_so_much_working_time_left(cast, hours, mood, minutes):
    complaint = make_complaint(cast.anna)
    at = NOON + timedelta(hours=hours)
    shown = clocks.panel(complaint, cast.anna, at)["limits"][0]
    assert (shown.clock.metric, shown.mood.value) == ("ACKNOWLEDGE", mood)
    assert shown.minutes == minutes


def test_what_stands_still_is_paused_and_what_is_done_is_met(cast):
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna)
    do("wait", complaint, cast.anna, text="等照片")
    assert moods(complaint, NOON) == {
        "ACKNOWLEDGE": "MET", "REPLY": "PAUSED", "RESOLVE": "PAUSED",
        "PROGRESS": "PAUSED",
    }  # fmt: skip


def test_what_was_late_stays_late_and_what_is_not_needed_says_so(cast):
    late = make_complaint(cast.anna)
    do("acknowledge", late, cast.anna, at=NOON + timedelta(hours=5))
    assert moods(late, NOON)["ACKNOWLEDGE"] == "MISSED"
    withdrawn = make_complaint(cast.anna)
    do("withdraw", withdrawn, cast.anna, text="电话说不用了")
    assert set(moods(withdrawn, NOON).values()) == {"ENDED"}


def test_the_page_shows_both_limits(client, cast):
    with pgtrigger.ignore("complaints.ClockRule:in_force_stands"):
        ClockRule.objects.filter(basis="STATUTORY").update(is_on=True, channel="")
    complaint = make_complaint(cast.anna)
    client.force_login(cast.anna)
    page = client.get(complaint.get_absolute_url()).content.decode()
    assert "法定" in page
    assert "承诺" in page


def test_the_panel_costs_the_same_for_any_number_of_rounds(cast, count_queries):
    complaint = make_complaint(cast.anna)
    few = count_queries(lambda: clocks.panel(fresh(complaint), None, NOON))
    resolve(complaint, cast.anna)
    for _ in range(4):
        do("reopen", complaint, cast.anna, text="还响")
        resolve(complaint, cast.anna)
    assert count_queries(lambda: clocks.panel(fresh(complaint), None, NOON)) == few
