"""Improvements: opened, given to a person, worked on, done or dropped."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, InternalError, transaction

from accounts.models import Notice
from accounts.refused import Refused
from complaints.models import Improvement, ImprovementLine
from complaints.services import improvements
from complaints.services.improvement_lines import Stale
from complaints.tests.complaint_builders import make_complaint
from complaints.tests.improvement_builders import (
    SOON,
    finish,
    open_improvement,
    quality,
    standing,
)
from crm.testing.cast import NOON


def deeds(improvement) -> list[str]:
    return list(improvement.lines.for_page().values_list("deed", flat=True))


def note(improvement, actor, text="已排班", **overrides):
    said = {"key": uuid.uuid4(), "text": text, "at": SOON} | overrides
    improvements.note(improvement, actor=actor, **said)


def test_an_improvement_goes_its_way_and_its_effect_is_compared_later(cast):
    improvement = open_improvement(cast.max, owner=cast.anna)
    assert improvement.code == "IMP-2026-00001"
    told = Notice.objects.get(kind="complaints.improvement_given")
    assert (told.user, told.params["code"]) == (cast.anna, "IMP-2026-00001")
    note(improvement, cast.anna)
    note(improvement, cast.anna, "复核表已印")
    now = finish(improvement, cast.anna)
    assert deeds(now) == ["OPENED", "STARTED", "NOTED", "DONE"]
    assert (now.state, now.done_at) == ("DONE", SOON)
    days = [(one.window_days, (one.due_on - SOON.date()).days)
            for one in now.checks.in_order()]  # fmt: skip
    assert days == [(30, 30), (90, 90)]


def test_the_numbers_of_a_year_have_no_gap(cast):
    open_improvement(cast.anna)
    with pytest.raises(Refused):
        open_improvement(cast.anna, due_on=NOON.date() - timedelta(days=1))
    with pytest.raises(Refused):
        open_improvement(cast.anna, owner=cast.dora)
    assert open_improvement(cast.anna).code == "IMP-2026-00002"


def test_what_is_agreed_for_a_complaint_stands_in_both_histories(cast):
    complaint = make_complaint(cast.anna)
    improvement = open_improvement(cast.anna, complaint=complaint)
    line = complaint.lines.in_order().last()
    assert (line.deed, line.told["improvement"]) == ("ACTION", improvement.code)
    other = make_complaint(cast.anna)
    for _time in range(2):
        improvements.link(improvement, other, actor=cast.anna, at=SOON)
    assert deeds(improvement) == ["OPENED", "LINKED"]
    assert set(improvement.complaints.all()) == {complaint, other}


def test_a_form_sent_twice_opens_one_and_notes_once(cast):
    key = uuid.uuid4()
    first = open_improvement(cast.anna, key=key)
    assert open_improvement(cast.anna, key=key) == first
    for _time in range(2):
        note(first, cast.anna, key=key)
    assert deeds(first) == ["OPENED", "STARTED"]
    assert Improvement.objects.count() == 1


def test_two_who_note_at_once_both_appear_and_a_stale_end_is_refused(cast):
    improvement = open_improvement(cast.anna)
    seen = standing(improvement).standing
    note(improvement, cast.anna, "甲")
    note(improvement, cast.max, "乙")
    with pytest.raises(Stale):
        finish(improvement, cast.anna, standing=seen)
    assert standing(improvement).state == "IN_WORK"


def test_what_is_finished_or_dropped_changes_no_more(cast):
    improvement = open_improvement(cast.anna)
    now = standing(improvement)
    with pytest.raises(Refused):
        improvements.drop(
            now, actor=cast.anna, standing=now.standing, text=" ", at=SOON
        )
    improvements.drop(
        now, actor=cast.anna, standing=now.standing, text="供应商已改", at=SOON
    )
    with pytest.raises(Refused, match="finished|结束"):
        finish(improvement, cast.anna)
    assert deeds(improvement) == ["OPENED", "DROPPED"]


def test_a_change_writes_what_differs_and_tells_the_new_owner(cast):
    improvement = open_improvement(cast.anna)
    now = standing(improvement)
    said = {name: getattr(now, name) for name in improvements.EDITABLE}
    same = {"actor": cast.max, "standing": now.standing, "at": SOON}
    assert improvements.change(now, said=said, **same) is None
    line = improvements.change(now, said=said | {"owner": cast.ben}, **same)
    assert line.told == {"owner": [str(cast.anna), str(cast.ben)]}
    assert Notice.objects.get(kind="complaints.improvement_given").user == cast.ben


def test_a_liaison_works_on_what_is_of_his_department_and_branch(cast):
    quality().liaisons.add(cast.lia)
    theirs = open_improvement(cast.anna)
    west = open_improvement(cast.dora)
    note(theirs, cast.lia)
    with pytest.raises(Refused, match="may not|无权"):
        note(west, cast.lia)
    mine = open_improvement(cast.lia, owner=cast.anna)
    assert mine.owner == cast.anna
    sales = quality().__class__.objects.get(code="sales")
    with pytest.raises(Refused, match="department|部门"):
        open_improvement(cast.lia, owner=cast.anna, department=sales)
    with pytest.raises(Refused, match="branch|门店"):
        open_improvement(cast.lia, branch=cast.west, owner=cast.dora)


def test_who_may_not_work_on_it_changes_nothing(cast):
    improvement = open_improvement(cast.anna)
    for person in (cast.ben, cast.sam, cast.dora, cast.adam):
        with pytest.raises(Refused, match="may not|无权"):
            note(improvement, person)
    assert deeds(improvement) == ["OPENED"]


def test_history_is_never_changed(cast):
    open_improvement(cast.anna)
    for change in (
        lambda: ImprovementLine.objects.update(text="别的"),
        lambda: ImprovementLine.objects.all().delete(),
    ):
        with pytest.raises(InternalError), transaction.atomic():
            change()
    with pytest.raises(IntegrityError), transaction.atomic():
        Improvement.objects.update(state="CHECKED", done_at=NOON)
