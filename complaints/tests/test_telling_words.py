"""What must not be said to a customer is refused by whatever door it comes."""

import pytest

from accounts.refused import Refused
from complaints.models import Telling
from complaints.tests.complaint_builders import do, found, fresh, make_complaint


@pytest.mark.parametrize("channel", ["PHONE", "SMS", "EMAIL"])
def test_no_apology_leaves_for_what_is_not_our_fault(cast, channel):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    theirs = found(liability="CUSTOMER", solution="说明使用方法")
    with pytest.raises(Refused) as refusal:
        do("resolve", complaint, cast.anna, found=theirs, channel=channel,
           reaction="ACCEPTED", text="非常抱歉")  # fmt: skip
    assert refusal.value.field == "text"
    assert fresh(complaint).state == "REGISTERED"
    with pytest.raises(Refused) as refusal:
        do("resolve", complaint, cast.anna, found=theirs | {"solution": "我们道歉"},
           channel=channel, reaction="ACCEPTED")  # fmt: skip
    assert refusal.value.field == "solution"
    assert not Telling.objects.exists()
