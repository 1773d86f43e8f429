"""Any order of what can happen: what is stored is what is computed from nothing."""

from contextlib import suppress
from datetime import date, timedelta

import pgtrigger
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import WorkingCalendar
from accounts.refused import Refused
from accounts.services import calendars
from complaints.models import Clock, ClockRule, Complaint, Pause
from complaints.services import (
    clocks,
    grading,
    lines,
    notes,
    reckoning,
    sweeping,
    verifying,
)
from complaints.tests import clock_audit
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from crm.testing.cast import NOON

DEEDS = ["acknowledge", "investigate", "propose", "tell", "wait", "wait", "resume",
         "reopen", "withdraw", "dissatisfy", "content", "progress", "progress",
         "severity", "kind", "calendar", "sweep"]  # fmt: skip
ORDERS = st.lists(
    st.tuples(st.sampled_from(DEEDS), st.integers(0, 60), st.integers(1, 3)),
    max_size=14,
)
KINDS = ["COMPLAINT", "ENQUIRY", "PRAISE"]


def edit_calendar(cast, at, number):
    calendar = WorkingCalendar.objects.company()
    day = date(2026, 11, 22) + timedelta(days=2 * number)
    if not calendars.remove_day(calendar, actor=cast.adam, day=day, at=at):
        calendars.set_day(calendar, actor=cast.adam, day=day, name="盘点", at=at)
    reckoning.follow_calendars()


def happen(name: str, complaint: Complaint, cast, at, number: int) -> None:
    """Let one thing happen to it, as somebody or the clock would."""
    by = {
        "actor": cast.anna,
        "standing": complaint.standing,
        "at": at,
        "text": "见电话",
    }
    match name:
        case "progress":
            notes.progress(complaint, **by, channel="PHONE")
        case "severity":
            grading.regrade(complaint, **by, severity=number + 1)
        case "kind":
            grading.change_kind(complaint, **by, kind=KINDS[number - 1])
        case "calendar":
            edit_calendar(cast, at, number)
        case "sweep":
            sweeping.take_steps(at=at)
            verifying.begin_verifying(at=at)
        case "propose":
            do("propose", complaint, cast.anna, at=at, **found())
        case "tell":
            do("tell", complaint, cast.anna, at=at, channel="PHONE",
               reaction="ACCEPTED")  # fmt: skip
        case "dissatisfy":
            do("verify", complaint, cast.anna, at=at, reaction="DISSATISFIED",
               text="还响")  # fmt: skip
        case "content":
            do("verify", complaint, cast.anna, at=at, reaction="SATISFIED")
        case _:
            do(name, complaint, cast.anna, at=at, **texts(name))


def texts(name: str) -> dict:
    asked = {"wait", "resume", "reopen", "withdraw"}
    return {"text": "客户说的"} if name in asked else {}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(order=ORDERS, kind=st.sampled_from(KINDS), by_law=st.booleans())
def test_any_order_of_events_comes_to_the_same(cast, order, kind, by_law):
    with transaction.atomic():
        with pgtrigger.ignore("complaints.ClockRule:in_force_stands"):
            by_law_or_not = {"is_on": by_law, "channel": ""}
            ClockRule.objects.filter(basis="STATUTORY").update(**by_law_or_not)
        complaint = make_complaint(cast.anna, kind=kind, received_at=NOON)
        at = NOON
        for name, hours, number in order:
            at += timedelta(hours=hours, minutes=7)
            with suppress(Refused), transaction.atomic():
                happen(name, fresh(complaint), cast, at, number)
            assert clock_audit.faults() == []
        assert reckoning.follow_calendars() == 0
        # Nothing of it stays for the next order.
        transaction.set_rollback(True)


def test_the_audit_finds_what_is_wrong(cast):
    complaint = make_complaint(cast.anna)
    do("wait", complaint, cast.anna, text="等照片")
    assert clock_audit.faults() == []
    Pause.objects.update(started_at=NOON + timedelta(hours=1))
    assert "pauses" in clock_audit.faults()[0]
    Pause.objects.update(started_at=NOON)
    Clock.objects.filter(metric="ACKNOWLEDGE").update(due_at=NOON)
    assert "stored as" in clock_audit.faults()[0]
    clocks.recompute(lines.locked(complaint))
    assert clock_audit.faults() == []
    Complaint.objects.update(state="ASSESSED")
    assert "stands at" in clock_audit.faults()[0]
