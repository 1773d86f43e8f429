"""A complaint on paper: the sheet to be signed, the record of its stages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AuditEntry
from complaints import iso
from complaints.iso import Stage
from complaints.tests.complaint_builders import do, make_complaint, resolve
from complaints.tests.offer_builders import decide_offer, propose_offer
from crm.testing.builders import make_customer
from crm.testing.cast import NOON

PHONE = "13800138000"


@pytest.fixture
def complaint(cast):
    return make_complaint(cast.anna, customer=make_customer(cast.anna, phone=PHONE))


def proofs(client, user, complaint) -> dict:
    client.force_login(user)
    answer = client.get(f"/complaints/{complaint.code}/audit/")
    assert answer.status_code == 200
    return {proof.stage: proof for proof in answer.context["proofs"]}


def test_the_record_of_a_closed_one_proves_every_stage(client, cast, complaint):
    do("acknowledge", complaint, cast.anna, text="已收到")
    do("assess", complaint, cast.anna, severity=3)
    do("wait", complaint, cast.anna, text="车架号")
    resolve(complaint, cast.anna)
    do("verify", complaint, cast.anna, reaction="SATISFIED")
    told = proofs(client, cast.anna, complaint)
    assert list(told) == list(Stage)
    assert not any(proof.missing for proof in told.values())
    assert all(
        line.at and line.actor for proof in told.values() for line in proof.lines
    )


def test_a_stage_left_out_is_said_to_be_missing(client, cast, complaint):
    do("withdraw", complaint, cast.anna, text="电话说不用了")
    told = proofs(client, cast.anna, complaint)
    missing = {stage for stage, proof in told.items() if proof.missing}
    assert missing == set(Stage) - {Stage.RECEIPT, Stage.CLOSING}


def test_a_stage_still_to_come_is_not_missing(client, cast, complaint):
    do("acknowledge", complaint, cast.anna)
    told = proofs(client, cast.anna, complaint)
    assert told[Stage.CLOSING].missing == iso.LATER
    assert told[Stage.TRACKING].missing == iso.MISSING


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_sheet_is_masked_in_both_languages(client, cast, complaint, language):
    client.force_login(cast.anna)
    client.cookies["weixi_language"] = language
    page = client.get(f"/complaints/{complaint.code}/print/").content.decode()
    assert "138****8000" in page
    assert PHONE not in page.replace(" ", "")


def test_whoever_may_reveal_prints_the_whole_number_and_that_is_recorded(
    client, cast, complaint
):
    client.force_login(cast.anna)
    answer = client.post(f"/complaints/{complaint.code}/print/full/")
    assert "138 0013 8000" in answer.content.decode()
    assert AuditEntry.objects.filter(action="customer.revealed").count() == 1


def test_an_anonymous_complaint_has_its_papers_too(client, cast):
    anonymous = make_complaint(cast.anna, customer=None, said_by="路人")
    client.force_login(cast.anna)
    for paper in ("print", "audit"):
        assert client.get(f"/complaints/{anonymous.code}/{paper}/").status_code == 200
    assert client.post(f"/complaints/{anonymous.code}/print/full/").status_code == 302


def test_the_record_names_what_is_late_and_what_was_decided(client, cast):
    old = timezone.now() - timedelta(days=30)
    complaint = make_complaint(cast.anna, at=old, received_at=old)
    decide_offer(propose_offer(complaint, cast.anna, amount=800), cast.max)
    client.force_login(cast.anna)
    path = f"/complaints/{complaint.code}/audit/"
    page = client.get(path, headers={"accept-language": "zh-hans"}).content.decode()
    assert "已超时，仍在计时" in page
    assert "计时中" not in page
    assert "¥800.00" in page


def test_the_sheet_holds_what_was_allowed_told_and_asked_by_regulators(client, cast):
    complaint = make_complaint(
        cast.anna, channel="REGULATOR", agency="市场监管局", agency_number="12315-7",
        agency_received_on=NOON.date(),
    )  # fmt: skip
    decide_offer(propose_offer(complaint, cast.anna, amount=800), cast.max)
    resolve(complaint, cast.anna, channel="SMS", text="已经给您换好了。")
    client.force_login(cast.anna)
    path = reverse("complaints:sheet", args=[complaint.code])
    page = client.get(path).content.decode()
    for words in ("市场监管局 · 12315-7", "¥800.00", "已经给您换好了。"):
        assert words in page
