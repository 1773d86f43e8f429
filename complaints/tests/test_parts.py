"""What departments are asked about a complaint, and what they answer."""

import uuid
from datetime import timedelta

import pytest

from accounts.refused import Refused
from complaints.models import Part
from complaints.services import parts
from complaints.services.lines import SentBefore, Stale
from complaints.tests.complaint_builders import do as step
from complaints.tests.complaint_builders import fresh, make_complaint, resolve
from complaints.tests.part_builders import answering, ask, do
from crm.testing.cast import NOON

TOMORROW = NOON + timedelta(days=1)


def deeds(complaint) -> list[str]:
    return list(complaint.lines.in_order().values_list("deed", flat=True))


def kinds(user) -> list[str]:
    return list(user.notices.order_by("pk").values_list("kind", flat=True))


def test_a_question_goes_to_its_department_and_comes_back_answered(cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna)
    part = ask(complaint, cast.anna)
    assert kinds(cast.lia) == ["complaints.part_asked"]
    do("take", part, cast.lia)
    do("answer", part, cast.lia, answer="是原厂件，批次 0815。")
    now = Part.objects.get()
    assert (now.state, now.taken_by, now.answered_by) == (
        "ANSWERED",
        cast.lia,
        cast.lia,
    )
    assert deeds(complaint) == ["REGISTERED", "ASKED", "PART_TAKEN", "PART_ANSWERED"]
    assert now.places == [2, 3, 4]
    assert kinds(cast.anna)[-1] == "complaints.part_answered"


def test_it_is_due_at_the_end_of_the_next_working_day_unless_said_otherwise(cast):
    complaint = make_complaint(cast.anna)
    one, three = ask(complaint, cast.anna), ask(complaint, cast.anna, days=3)
    assert f"{one.due_at:%F}" == "2026-11-24"
    assert f"{three.due_at:%F}" == "2026-11-26"


def test_whoever_answers_at_once_has_taken_it_too(cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna)
    do("answer", ask(complaint, cast.anna), cast.lia, answer="是")
    assert deeds(complaint)[-2:] == ["PART_TAKEN", "PART_ANSWERED"]


def test_an_answer_that_does_not_do_goes_back_and_is_owed_again(cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna)
    part = do("answer", ask(complaint, cast.anna), cast.lia, answer="不清楚")
    do("send_back", part, cast.anna, why="请查批次", at=TOMORROW)
    now = Part.objects.get()
    assert (now.state, now.returned_why) == ("RETURNED", "请查批次")
    assert f"{now.due_at:%F}" == "2026-11-25"
    assert kinds(cast.lia)[-1] == "complaints.part_returned"
    do("answer", now, cast.lia, answer="批次 0815", at=TOMORROW)
    assert Part.objects.get().answer == "批次 0815"
    told = complaint.lines.filter(deed="PART_ANSWERED").values_list("text", flat=True)
    assert list(told) == ["不清楚", "批次 0815"]


def test_the_second_who_takes_it_is_told_who_was_first(cast):
    answering(cast.lia)
    part = ask(make_complaint(cast.anna), cast.anna)
    do("take", part, cast.lia)
    with pytest.raises(Refused, match="连丽雅"):
        do("take", part, cast.max)


def test_what_is_settled_is_neither_answered_nor_called_off(cast):
    part = ask(make_complaint(cast.anna), cast.anna)
    do("call_off", part, cast.anna, why="客户已说明")
    for verb, told in (("answer", {"answer": "是"}), ("call_off", {})):
        with pytest.raises(Refused):
            do(verb, part, cast.max, **told)
    assert Part.objects.get().state == "CALLED_OFF"


def test_telling_the_customer_calls_off_what_is_still_owed(cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna)
    open_one, done = ask(complaint, cast.anna), ask(complaint, cast.anna)
    do("answer", done, cast.lia, answer="是")
    resolve(complaint, cast.anna)
    states = dict(Part.objects.values_list("pk", "state"))
    assert states == {open_one.pk: "CALLED_OFF", done.pk: "ANSWERED"}
    assert deeds(complaint).count("PART_CALLED_OFF") == 1
    assert kinds(cast.lia)[-1] == "complaints.part_called_off"


def test_withdrawing_calls_off_what_is_still_owed(cast):
    complaint = make_complaint(cast.anna)
    ask(complaint, cast.anna)
    step("withdraw", complaint, cast.anna, text="来电说不用了")
    assert Part.objects.get().state == "CALLED_OFF"


def test_a_closed_complaint_asks_nobody(cast):
    complaint = make_complaint(cast.anna)
    step("withdraw", complaint, cast.anna, text="来电说不用了")
    with pytest.raises(Refused, match="closed|已关闭|已结案"):
        ask(complaint, cast.anna)
    assert not Part.objects.exists()


def test_a_form_sent_twice_asks_once(cast):
    complaint, key = make_complaint(cast.anna), uuid.uuid4()
    standing = complaint.standing
    ask(complaint, cast.anna, key=key)
    with pytest.raises(SentBefore):
        parts.ask(complaint, actor=cast.anna, standing=standing, key=key, at=NOON,
                  department=Part.objects.get().department, question="再")  # fmt: skip
    assert Part.objects.count() == 1


def test_a_stale_page_asks_nobody(cast):
    complaint = make_complaint(cast.anna)
    standing = complaint.standing
    step("acknowledge", complaint, cast.anna)
    department = answering(cast.lia)
    with pytest.raises(Stale):
        parts.ask(complaint, actor=cast.anna, standing=standing, key=uuid.uuid4(),
                  department=department, question="？", at=NOON)  # fmt: skip
    assert not Part.objects.exists()


def test_two_who_answer_at_once_leave_the_first_answer(cast):
    part = ask(make_complaint(cast.anna), cast.anna)
    seen = part.standing
    do("answer", part, cast.max, answer="先")
    with pytest.raises(parts.Moved):
        do("answer", part, cast.max, answer="后", standing=seen)
    assert Part.objects.get().answer == "先"


def test_what_is_late_is_told_to_both_sides_once(cast):
    answering(cast.lia)
    ask(make_complaint(cast.anna), cast.anna)
    assert parts.tell_late(at=NOON) == 0
    late = NOON + timedelta(days=2)
    assert parts.tell_late(at=late) == 1
    assert parts.tell_late(at=late) == 0
    assert kinds(cast.lia) == ["complaints.part_asked", "complaints.part_late"]
    assert kinds(cast.anna) == ["complaints.part_owed"]


def test_where_a_department_has_nobody_the_heads_are_told(cast):
    ask(make_complaint(cast.anna), cast.anna)
    assert kinds(cast.max) == ["complaints.part_asked"]


def test_what_a_department_is_told_never_names_the_complaint(cast):
    answering(cast.lia)
    complaint = make_complaint(cast.anna)
    ask(complaint, cast.anna)
    parts.tell_late(at=NOON + timedelta(days=2))
    for notice in cast.lia.notices.all():
        assert complaint.code not in f"{notice.params}{notice.url}{notice.about}"
        assert "complaint:" not in notice.subject.replace("complaints.part:", "")


def test_a_refused_answer_leaves_nothing(cast):
    part = ask(make_complaint(cast.anna), cast.anna)
    before = fresh(part.complaint).line_count
    with pytest.raises(Refused):
        do("answer", part, cast.max, answer="  ")
    assert Part.objects.get().state == "ASKED"
    assert fresh(part.complaint).line_count == before
