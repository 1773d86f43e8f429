"""The way of a complaint, from its receipt to its verified end."""

from datetime import timedelta

import pytest

from accounts.refused import Refused
from complaints.models import Category, Complaint
from complaints.services.lines import Stale
from complaints.tests.complaint_builders import (
    do,
    found,
    fresh,
    make_complaint,
    resolve,
)
from crm.testing.cast import NOON

SOON = NOON + timedelta(hours=1)


def deeds(complaint) -> list[str]:
    return list(complaint.lines.in_order().values_list("deed", flat=True))


def test_a_complaint_goes_its_way_a_line_for_each_stage(cast):
    complaint = make_complaint(cast.anna)
    assert complaint.code == "CMP-2026-000001"
    do("acknowledge", complaint, cast.anna)
    do("assess", complaint, cast.anna, severity=3)
    do("investigate", complaint, cast.anna)
    do("propose", complaint, cast.anna, **found())
    do("tell", complaint, cast.anna, channel="PHONE", reaction="ACCEPTED", at=SOON)
    do("verify", complaint, cast.anna, reaction="SATISFIED", at=SOON)
    now = fresh(complaint)
    assert (now.state, now.ending, now.due_at) == ("CLOSED", "RESOLVED", None)
    assert deeds(now) == [
        "REGISTERED", "ACKNOWLEDGED", "ASSESSED", "INVESTIGATED", "PROPOSED", "TOLD",
        "VERIFIED", "CLOSED",
    ]  # fmt: skip
    assert list(now.clocks.values_list("is_met", flat=True)) == [True] * 4


def test_resolving_at_once_leaves_no_stage_out(cast):
    now = resolve(make_complaint(cast.anna), cast.anna)
    assert now.state == "TOLD"
    assert deeds(now) == [
        "REGISTERED", "ACKNOWLEDGED", "ASSESSED", "INVESTIGATED", "PROPOSED", "TOLD",
    ]  # fmt: skip


def test_who_is_not_content_finds_it_open_again_one_level_up(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("verify", complaint, cast.anna, reaction="DISSATISFIED", text="还响", at=SOON)
    now = fresh(complaint)
    assert (now.state, now.level, now.handler) == ("INVESTIGATING", 1, cast.carol)
    assert now.reopened_count == 1
    assert now.due_at is not None


def test_a_major_one_is_verified_by_somebody_else(cast):
    complaint = resolve(make_complaint(cast.anna, severity=4), cast.anna)
    with pytest.raises(Refused, match="somebody else|别人|其他"):
        do("verify", complaint, cast.anna, reaction="SATISFIED")
    do("verify", complaint, cast.max, reaction="SATISFIED")
    assert fresh(complaint).verifier == cast.max


def test_a_stale_page_changes_nothing(cast):
    complaint = make_complaint(cast.anna)
    seen = complaint.standing
    do("acknowledge", complaint, cast.anna)
    with pytest.raises(Stale):
        do("withdraw", complaint, cast.anna, standing=seen, text="电话说不用了")
    assert Complaint.objects.get().state == "ACKNOWLEDGED"


def test_the_department_of_the_category_that_was_chosen_is_concerned(cast):
    complaint = make_complaint(cast.anna)
    do("acknowledge", complaint, cast.anna)
    parts = Category.objects.get(code="parts-supply")
    do("assess", complaint, cast.anna, category=parts, department=None)
    assert fresh(complaint).department == parts.department
