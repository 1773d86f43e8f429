"""Compensation: asked by one, decided by another, within limits, given with proof."""

import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.refused import Conflict, Refused
from complaints.models import Compensation
from complaints.services import merging, offers
from complaints.services.lines import Stale
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from complaints.tests.offer_builders import decide_offer, propose_offer, standing
from crm.testing.cast import NOON

SOON = NOON + timedelta(hours=1)


def deeds(complaint) -> list[str]:
    return list(complaint.lines.in_order().values_list("deed", flat=True))


def told(user) -> list[str]:
    rows = Notice.objects.for_user(user).filter(kind__startswith="complaints.offer")
    return [f"{row.kind[11:]}:{row.params['state']}" for row in rows.order_by("pk")]


def tell(complaint, actor):
    do("resolve", complaint, actor, found=found(), channel="PHONE", reaction="ACCEPTED")


def test_a_manager_allows_what_is_within_his_limit_and_the_handler_gives_it(cast):
    complaint = make_complaint(cast.anna)
    offer = propose_offer(complaint, cast.anna)
    assert told(cast.max) == ["offer_asked:PROPOSED"]
    assert told(cast.dan) == []
    decide_offer(offer, cast.max, at=SOON)
    now = standing(offer)
    assert (now.state, now.decided_by, now.limit) == ("APPROVED", cast.max, 2000)
    assert told(cast.max) == []
    assert told(cast.anna) == ["offer_decided:APPROVED"]
    offers.give(now, actor=cast.anna, version=2, receipt="转账 8842", at=SOON)
    assert standing(offer).state == "GIVEN"
    assert deeds(complaint) == [
        "REGISTERED", "OFFERED", "OFFER_DECIDED", "OFFER_GIVEN"
    ]  # fmt: skip
    last = complaint.lines.in_order().last()
    assert (last.told["offer"], last.told["offer_amount"]) == (offer.pk, "500.00")


def test_all_that_was_allowed_of_a_complaint_counts_against_the_limit(cast):
    complaint = make_complaint(cast.anna)
    decide_offer(propose_offer(complaint, cast.anna, amount=Decimal(1500)), cast.max)
    second = propose_offer(complaint, cast.anna, amount=Decimal("500.01"))
    # Above the manager's limit: only whoever decides everywhere is asked.
    assert told(cast.dan) == ["offer_asked:PROPOSED"]
    with pytest.raises(Refused, match="limit|限额"):
        decide_offer(second, cast.max)
    assert standing(second).state == "PROPOSED"
    decide_offer(second, cast.dan)
    assert standing(second).state == "APPROVED"


def test_what_was_rejected_or_withdrawn_does_not_count(cast):
    complaint = make_complaint(cast.anna)
    one = propose_offer(complaint, cast.anna, amount=Decimal(1500))
    decide_offer(one, cast.max, "REJECTED", decision="太多")
    two = propose_offer(complaint, cast.anna, amount=Decimal(1500))
    decide_offer(two, cast.max)
    offers.withdraw(two, actor=cast.anna, version=2, at=SOON)
    three = propose_offer(complaint, cast.anna, amount=Decimal(2000))
    decide_offer(three, cast.max)
    assert standing(three).state == "APPROVED"


def test_nobody_decides_on_his_own_proposal(cast):
    offer = propose_offer(make_complaint(cast.max), cast.max)
    assert told(cast.max) == []
    assert told(cast.dan) == ["offer_asked:PROPOSED"]
    with pytest.raises(Refused, match="own proposal|自己"):
        decide_offer(offer, cast.max)
    with pytest.raises(IntegrityError), transaction.atomic():
        Compensation.objects.filter(pk=offer.pk).update(
            state="APPROVED", decided_by=cast.max, decided_at=NOON, limit=2000
        )
    assert standing(offer).state == "PROPOSED"


def test_who_has_no_say_in_the_branch_decides_nothing(cast):
    offer = propose_offer(make_complaint(cast.dora), cast.dora)
    for person in (cast.max, cast.anna, cast.carol):
        with pytest.raises(Refused, match="may not|无权"):
            decide_offer(offer, person)
    assert deeds(offer.complaint) == ["REGISTERED", "OFFERED"]


def test_whom_a_complaint_is_about_neither_asks_nor_decides(cast):
    complaint = make_complaint(cast.anna, about_user=cast.max)
    offer = propose_offer(complaint, cast.anna)
    assert (told(cast.max), told(cast.dan)) == ([], ["offer_asked:PROPOSED"])
    assert offer not in Compensation.objects.waiting_for(cast.max)
    with pytest.raises(Refused):
        decide_offer(offer, cast.max)
    decide_offer(offer, cast.dan)
    assert standing(offer).decided_by == cast.dan


def test_what_is_returned_says_why_and_is_proposed_again_by_its_proposer(cast):
    complaint = make_complaint(cast.anna)
    offer = propose_offer(complaint, cast.anna)
    with pytest.raises(Refused):
        decide_offer(offer, cast.max, "RETURNED", decision="  ")
    decide_offer(offer, cast.max, "RETURNED", decision="请附发票")
    again = {"kind": "GIFT", "amount": Decimal(300), "reason": "改送保养", "at": SOON}
    with pytest.raises(Refused, match="proposed it|提出"):
        offers.revise(offer, actor=cast.carol, version=2, **again)
    offers.revise(offer, actor=cast.anna, version=2, **again)
    now = standing(offer)
    assert (now.state, now.kind, now.decided_by, now.version) == (
        "PROPOSED", "GIFT", None, 3
    )  # fmt: skip
    assert told(cast.max) == ["offer_asked:PROPOSED"]
    assert deeds(complaint)[1:] == ["OFFERED", "OFFER_DECIDED", "OFFERED"]


def test_nobody_decides_on_what_he_did_not_read(cast):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    more = {"kind": "REFUND", "amount": Decimal(1900), "reason": "更多", "at": SOON}
    offers.revise(offer, actor=cast.anna, version=1, **more)
    with pytest.raises(Conflict):
        decide_offer(offer, cast.max, version=1)
    assert standing(offer).state == "PROPOSED"
    decide_offer(offer, cast.max, version=2)
    with pytest.raises(Refused, match="already|已"):
        decide_offer(offer, cast.dan, "REJECTED", decision="不行")


def test_only_what_was_allowed_may_be_promised(cast):
    complaint = make_complaint(cast.anna)
    offer = propose_offer(complaint, cast.anna)
    before = deeds(complaint)
    with pytest.raises(Refused, match="allowed|批准"):
        tell(complaint, cast.anna)
    decide_offer(offer, cast.max, "RETURNED", decision="请附发票")
    with pytest.raises(Refused):
        tell(complaint, cast.anna)
    assert deeds(complaint) == [*before, "OFFER_DECIDED"]
    offers.withdraw(offer, actor=cast.anna, version=2, at=SOON)
    tell(complaint, cast.anna)
    assert fresh(complaint).state == "TOLD"


def test_a_proposal_sent_twice_is_one_and_a_stale_one_none(cast):
    complaint = make_complaint(cast.anna)
    seen = fresh(complaint).standing
    offer = propose_offer(complaint, cast.anna)
    same = propose_offer(complaint, cast.anna, key=offer.submission_key, standing=seen)
    assert same == offer
    with pytest.raises(Stale):
        propose_offer(complaint, cast.anna, standing=seen)
    assert Compensation.objects.count() == 1


def test_a_closed_complaint_gets_no_proposal_and_no_approval(cast):
    complaint = make_complaint(cast.anna)
    offer = propose_offer(complaint, cast.anna)
    do("withdraw", complaint, cast.anna, text="电话说不用了")
    with pytest.raises(Refused, match="closed|结案|关闭"):
        propose_offer(complaint, cast.anna)
    with pytest.raises(Refused, match="closed|结案|关闭"):
        decide_offer(offer, cast.max)
    assert list(Compensation.objects.waiting_for(cast.max)) == []


def test_what_was_never_allowed_is_not_given_and_what_is_given_is_proved(cast):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    with pytest.raises(Refused, match="approved|批准"):
        offers.give(offer, actor=cast.anna, version=1, receipt="收据", at=SOON)
    decide_offer(offer, cast.max)
    with pytest.raises(Refused):
        offers.give(offer, actor=cast.anna, version=2, receipt=" ", at=SOON)
    assert standing(offer).state == "APPROVED"


def test_every_version_of_a_compensation_is_kept(cast):
    offer = propose_offer(make_complaint(cast.anna), cast.anna)
    decide_offer(offer, cast.max)
    Event = Compensation.pgh_event_model
    assert [row.state for row in Event.objects.filter(pgh_obj=offer)] == ["PROPOSED"]


def test_what_waits_when_a_complaint_is_closed_is_asked_no_more(cast):
    complaint = make_complaint(cast.anna)
    offer = propose_offer(complaint, cast.anna)
    do("withdraw", complaint, cast.anna, text="电话说不用了")
    assert standing(offer).state == "WITHDRAWN"
    assert told(cast.max) == []
    assert deeds(complaint)[-2:] == ["CLOSED", "OFFER_WITHDRAWN"]


def test_a_sum_cut_over_two_complaints_of_a_customer_is_one_sum(cast):
    first = make_complaint(cast.anna)
    later = {"customer": first.customer, "at": NOON + timedelta(days=80)}
    second = make_complaint(cast.anna, **later)
    decide_offer(propose_offer(first, cast.anna, amount=Decimal(2000)), cast.max)
    offer = propose_offer(second, cast.anna, amount=Decimal(1))
    assert offer not in Compensation.objects.waiting_for(cast.max)
    assert offer in Compensation.objects.waiting_for(cast.dan)
    with pytest.raises(Refused, match="limit|限额"):
        decide_offer(offer, cast.max)
    much_later = {"customer": first.customer, "at": NOON + timedelta(days=200)}
    third = make_complaint(cast.anna, **much_later)
    decide_offer(propose_offer(third, cast.anna, amount=Decimal(2000)), cast.max)


def test_what_was_allowed_of_a_nameless_one_counts_where_it_was_merged_into(cast):
    nameless = make_complaint(cast.anna, customer=None)
    offer = propose_offer(nameless, cast.anna, amount=Decimal(2000))
    decide_offer(offer, cast.max)
    offers.give(offer, actor=cast.anna, version=2, receipt="转账 8842", at=SOON)
    whole = make_complaint(cast.anna)
    merging.merge(
        fresh(nameless), actor=cast.max, standing=fresh(nameless).standing,
        key=uuid.uuid4(), into=whole, at=SOON,
    )  # fmt: skip
    assert offers.is_above_limit(propose_offer(whole, cast.anna, amount=Decimal(1)))
