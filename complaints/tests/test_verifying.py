"""Who asks the customer again whether he is content, and when he is told to."""

from datetime import timedelta

from complaints.services import verifying
from complaints.tests.complaint_builders import do, fresh, make_complaint, resolve
from complaints.tests.test_sweep import deeds, on, told
from crm.testing.cast import NOON


def test_told_complaints_are_verified_when_their_day_comes(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    assert complaint.verify_on == NOON.date() + timedelta(days=3)
    assert verifying.begin_verifying(at=on(2, "16:00")) == 0
    assert verifying.begin_verifying(at=on(3, "08:00")) == 0
    assert verifying.begin_verifying(at=on(3, "09:00")) == 1
    assert verifying.begin_verifying(at=on(3, "09:00")) == 0
    assert fresh(complaint).state == "VERIFYING"
    assert deeds(complaint)[-1] == "VERIFYING"
    assert told(cast.anna, "verify_due") == 1


def test_a_major_one_is_asked_of_by_who_leads_such(cast):
    resolve(make_complaint(cast.max, severity=4), cast.max)
    resolve(make_complaint(cast.anna, severity=4), cast.anna)
    assert verifying.begin_verifying(at=on(3, "09:00")) == 2
    people = (cast.anna, cast.max, cast.dan)
    assert [told(who, "verify_due") for who in people] == [0, 1, 1]


def test_nobody_is_to_ask_while_others_decide(cast):
    complaint = resolve(make_complaint(cast.anna), cast.anna)
    do("send_out", complaint, cast.anna, text="市场监管局受理")
    assert verifying.begin_verifying(at=on(3, "09:00")) == 0
    assert (fresh(complaint).state, told(cast.anna, "verify_due")) == ("TOLD", 0)
    do("take_back", complaint, cast.anna, text="维持原处理")
    assert verifying.begin_verifying(at=on(3, "09:00")) == 1


def test_who_told_the_result_of_a_major_one_is_not_told_to_verify_it(cast):
    complaint = resolve(make_complaint(cast.anna, severity=4), cast.max)
    assert complaint.handler == cast.anna
    verifying.begin_verifying(at=on(3, "09:00"))
    assert [told(who, "verify_due") for who in (cast.max, cast.dan)] == [0, 1]
