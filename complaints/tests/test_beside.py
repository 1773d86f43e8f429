"""Beside the way: notes, messages, progress, grade, kind, facts, short answers."""

from datetime import timedelta

import pytest

from accounts.models import Notice
from accounts.refused import Refused
from complaints.models import Complaint
from complaints.services import answers, assigning, facts, grading, notes, steps
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.tests.asset_builders import make_asset

SOON = NOON + timedelta(hours=1)
LATER = NOON + timedelta(days=3)


def deeds(complaint) -> list[str]:
    return list(complaint.lines.in_order().values_list("deed", flat=True))


def running(complaint) -> set[str]:
    return set(complaint.clocks.running().values_list("metric", flat=True))


def act(verb, complaint, actor, **told):
    now = fresh(complaint)
    return verb(now, actor=actor, **{"standing": now.standing, "at": SOON} | told)


def test_what_the_customer_adds_opens_what_was_told_or_closed(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    notes.add(complaint, actor=cast.sam, text="又响了", at=SOON, channel="PHONE")
    now = fresh(complaint)
    assert (now.state, now.reopened_count, now.level) == ("INVESTIGATING", 1, 0)
    assert (now.told_at, now.told_by, now.reaction) == (None, "", "")
    assert deeds(now)[-2:] == ["ADDED", "REOPENED"]
    assert running(now) == {"PROGRESS", "RESOLVE"}
    assert Notice.objects.get(user=cast.anna).kind == "complaints.reopened"


def test_what_the_customer_adds_is_what_we_waited_for(cast):
    complaint = make_complaint(cast.anna)
    do("wait", complaint, cast.anna, text="发票照片")
    assert fresh(complaint).is_waiting
    notes.add(complaint, actor=None, text="照片发来了", at=SOON)
    now = fresh(complaint)
    assert not now.is_waiting
    assert deeds(now)[-2:] == ["ADDED", "RESUMED"]
    assert Notice.objects.get(user=cast.anna).kind == "complaints.added"


def test_what_is_said_to_a_merged_one_is_to_be_said_to_the_other(cast):
    first, second = make_complaint(cast.anna), make_complaint(cast.anna)
    merged = {"state": "CLOSED", "ending": "MERGED", "closed_at": NOON}
    Complaint.objects.filter(pk=second.pk).update(**merged, merged_into=first)
    with pytest.raises(Refused, match=first.code):
        notes.add(second, actor=cast.anna, text="还有", at=SOON)


def test_the_first_progress_told_is_our_reply_and_says_that_it_arrived(cast):
    complaint = make_complaint(cast.anna)
    act(notes.progress, complaint, cast.anna, text="配件已订", channel="WECHAT")
    now = fresh(complaint)
    assert (now.state, now.first_replied_at) == ("ACKNOWLEDGED", SOON)
    assert running(now) == {"PROGRESS", "RESOLVE"}
    act(notes.progress, complaint, cast.anna, text="已到货", channel="SMS", at=LATER)
    assert fresh(complaint).first_replied_at == SOON
    told = now.clocks.filter(metric="PROGRESS").in_order()
    assert list(told.values_list("round", "is_met")) == [
        (0, True),
        (1, False),
        (2, None),
    ]


def test_another_severity_has_its_reason_and_its_own_limits(cast):
    complaint = make_complaint(cast.anna)
    due = complaint.clocks.get(metric="RESOLVE").due_at
    with pytest.raises(Refused) as refusal:
        act(grading.regrade, complaint, cast.anna, severity=4, text="")
    assert refusal.value.field == "text"
    act(grading.regrade, complaint, cast.anna, severity=4, text="有人受伤")
    now = fresh(complaint)
    assert (now.severity, now.major_reasons) == (4, ["JUDGED"])
    assert now.clocks.get(metric="RESOLVE").due_at > due
    with pytest.raises(Refused):
        act(grading.regrade, complaint, cast.anna, severity=2, text="没那么严重")
    act(grading.regrade, complaint, cast.max, severity=2, text="只是擦伤")
    assert fresh(complaint).major_reasons == []
    with pytest.raises(Refused):
        act(grading.regrade, complaint, cast.max, severity=2, text="再次")


def test_what_was_answered_is_no_major_one_before_it_is_opened_again(cast):
    enquiry = make_complaint(cast.anna, kind="ENQUIRY")
    told = {"channel": "PHONE", "reaction": "UNKNOWN", "solution": "六点"}
    act(steps.tell, enquiry, cast.anna, **told)
    with pytest.raises(Refused, match="Reopen it first"):
        act(grading.regrade, enquiry, cast.anna, severity=4, text="有人受伤")


def test_a_major_enquiry_goes_the_whole_way(cast):
    enquiry = make_complaint(cast.anna, kind="ENQUIRY", severity=4)
    with pytest.raises(Refused):
        act(answers.answer, enquiry, cast.anna, solution="六点", channel="PHONE")
    resolve(enquiry, cast.anna)
    do("verify", enquiry, cast.max, reaction="ACCEPTED")
    assert fresh(enquiry).ending == "RESOLVED"


def test_a_grumble_becomes_a_complaint_with_all_that_was_done(cast):
    complaint = make_complaint(cast.anna, kind="GRUMBLE")
    notes.note(complaint, actor=cast.anna, text="语气激动", at=NOON)
    before = deeds(complaint)
    act(grading.change_kind, complaint, cast.anna, kind="COMPLAINT", text="要求退款")
    now = fresh(complaint)
    assert now.kind == "COMPLAINT"
    assert deeds(now) == [*before, "UPGRADED"]
    assert now.lines.last_told().count() == 0
    assert now.lines.in_order().last().told["kind"] == ["GRUMBLE", "COMPLAINT"]
    assert running(now) == {"ACKNOWLEDGE", "REPLY", "RESOLVE"}


def test_praise_that_turns_out_a_complaint_begins_the_clocks_it_lacked(cast):
    praise = make_complaint(cast.anna, kind="PRAISE", about_user=cast.ben)
    assert running(praise) == {"ACKNOWLEDGE"}
    act(grading.change_kind, praise, cast.anna, kind="COMPLAINT", text="反话")
    assert running(praise) == {"ACKNOWLEDGE", "REPLY", "RESOLVE"}


def test_praise_of_whoever_has_it_goes_up_once_it_is_a_complaint_about_him(cast):
    praise = make_complaint(cast.anna, kind="PRAISE")
    act(facts.correct, praise, cast.anna, facts={"about_user": cast.anna})
    assert fresh(praise).handler == cast.anna
    act(grading.change_kind, praise, cast.max, kind="COMPLAINT", text="反话")
    assert fresh(praise).handler == cast.carol


def test_only_who_leads_majors_says_that_one_is_no_complaint(cast):
    complaint = make_complaint(cast.anna, severity=4)
    told = {"kind": "ENQUIRY", "text": "只是询问"}
    with pytest.raises(Refused):
        act(grading.change_kind, complaint, cast.anna, **told)
    act(grading.change_kind, complaint, cast.max, **told)
    assert fresh(complaint).kind == "ENQUIRY"


def test_facts_are_corrected_line_by_line_and_words_never(cast):
    customer = make_customer(cast.anna)
    complaint = make_complaint(cast.anna, customer=customer)
    asset = make_asset(customer, plate="沪A77881")
    act(facts.correct, complaint, cast.anna, facts={"asset": asset, "claimed": 300})
    line = fresh(complaint).lines.in_order().last()
    assert set(line.told) == {"asset", "claimed"}
    with pytest.raises(TypeError):
        act(facts.correct, complaint, cast.anna, facts={"words": "很满意"})
    with pytest.raises(Refused, match="Nothing was changed"):
        act(facts.correct, complaint, cast.anna, facts={"asset": asset})
    other = make_asset(make_customer(cast.anna), plate="沪A77882")
    with pytest.raises(Refused) as refusal:
        act(facts.correct, complaint, cast.anna, facts={"asset": other})
    assert refusal.value.field == "asset"


def test_one_about_its_handler_goes_one_level_up(cast):
    complaint = make_complaint(cast.anna)
    act(facts.correct, complaint, cast.anna, facts={"about_user": cast.anna})
    assert fresh(complaint).handler == cast.carol
    assert Notice.objects.filter(user=cast.carol, kind="complaints.assigned").exists()
    with pytest.raises(Refused, match="about you"):
        notes.note(complaint, actor=cast.anna, text="冤枉", at=SOON)
    with pytest.raises(Refused) as refusal:
        act(assigning.assign, complaint, cast.carol, handler=cast.anna)
    assert refusal.value.field == "handler"


def test_whom_it_is_about_is_passed_over_and_told_nothing(cast):
    complaint = make_complaint(cast.anna, about_user=cast.carol)
    act(steps.escalate, complaint, cast.anna, text="不接受方案")
    assert fresh(complaint).handler == cast.max
    assert not Notice.objects.filter(user=cast.carol).exists()


def test_who_takes_in_a_complaint_about_himself_does_not_get_it(cast):
    complaint = make_complaint(cast.anna, about_user=cast.anna)
    assert complaint.handler is not None
    assert complaint.handler != cast.anna


def test_praise_is_passed_on_to_whom_it_is_for(cast):
    praise = make_complaint(cast.anna, kind="PRAISE")
    told = {"solution": "感谢肯定", "channel": "PHONE", "colleague": cast.ben}
    act(answers.answer, praise, cast.anna, **told)
    now = fresh(praise)
    assert (now.state, now.about_user) == ("CLOSED", cast.ben)
    assert deeds(now) == ["REGISTERED", "TOLD", "PASSED_ON", "CLOSED"]
    assert Notice.objects.get(user=cast.ben).kind == "complaints.praised"


def test_an_enquiry_is_not_passed_on(cast):
    enquiry = make_complaint(cast.anna, kind="ENQUIRY")
    told = {"solution": "六点", "channel": "PHONE", "colleague": cast.ben}
    with pytest.raises(Refused):
        act(answers.answer, enquiry, cast.anna, **told)
    assert fresh(enquiry).state == "REGISTERED"


def test_nobody_is_tried_twice_on_one_day(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("miss", complaint, cast.anna)
    with pytest.raises(Refused, match="next working day"):
        do("miss", complaint, cast.anna)
    for days in (1, 2):
        do("miss", complaint, cast.anna, at=NOON + timedelta(days=days))
    assert fresh(complaint).ending == "UNVERIFIED"


def test_tries_before_it_was_opened_again_do_not_count(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    for days in (0, 1):
        do("miss", complaint, cast.anna, at=NOON + timedelta(days=days))
    notes.add(complaint, actor=cast.anna, text="又响了", at=LATER)
    resolve(complaint, cast.anna, at=LATER)
    do("miss", complaint, cast.anna, at=LATER)
    assert fresh(complaint).state == "VERIFYING"


def test_who_left_no_way_to_be_reached_cannot_be_asked_again(cast):
    complaint = resolve(make_complaint(cast.anna, customer=None), cast.anna)
    do("close", complaint, cast.anna)
    assert fresh(complaint).ending == "UNVERIFIED"
    reachable = make_complaint(cast.anna, customer=None, reply_phone="13900001111")
    resolve(reachable, cast.anna)
    with pytest.raises(Refused):
        do("close", reachable, cast.anna)


def test_nothing_ends_while_others_decide_it(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("send_out", complaint, cast.anna, text="12315 仲裁")
    with pytest.raises(Refused):
        do("verify", complaint, cast.anna, reaction="SATISFIED")
    do("take_back", complaint, cast.anna, text="双方和解")
    do("verify", complaint, cast.anna, reaction="SATISFIED")
    assert fresh(complaint).state == "CLOSED"


def test_who_takes_the_first_step_of_what_nobody_has_has_it(cast):
    complaint = make_complaint(cast.anna)
    Complaint.objects.filter(pk=complaint.pk).update(handler=None)
    do("acknowledge", complaint, cast.carol)
    assert fresh(complaint).handler == cast.carol


def test_who_is_not_content_when_told_is_asked_again_the_same_day(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna, reaction="DISSATISFIED")
    assert complaint.verify_on == NOON.date()
