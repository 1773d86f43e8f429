"""Compensation asked while a complaint is resolved: a second person decides first."""

import uuid

import pytest

from accounts.models import Notice
from complaints.models import Compensation, Complaint
from complaints.tests.complaint_builders import fresh
from complaints.tests.offer_builders import decide_offer, propose_offer
from complaints.tests.step_posts import EARLIER, make_complaint, sent
from complaints.tests.test_step_pages import address, page_of, post, signed_in


def resolve(complaint, user, **more):
    """Send the panel as a page, and return the page it leads to."""
    said = sent("resolve", fresh(complaint), **more)
    return signed_in(user).post(address("resolve", complaint), said, follow=True)


def test_with_an_amount_a_second_person_decides_before_he_is_told(cast):
    complaint = make_complaint(cast.anna, remedy="REFUND")
    page = resolve(complaint, cast.anna, amount="600", offer_kind="REFUND", reaction="")
    now, offer = fresh(complaint), Compensation.objects.get()
    assert (now.state, now.told_at, now.solution) == ("PROPOSED", None, "更换刹车片")
    assert (offer.state, offer.kind, int(offer.amount)) == ("PROPOSED", "REFUND", 600)
    assert offer.reason == now.solution
    told = page.content.decode()
    assert "waits for a second person. The customer was not told yet." in told
    assert "A compensation waits for its decision" in told
    asked = Notice.objects.filter(kind="complaints.offer_asked")
    assert [notice.user for notice in asked] == [cast.max]


def test_above_the_limit_it_says_so_and_asks_who_decides_everywhere(cast):
    complaint = make_complaint(cast.anna)
    limit = complaint.policy.compensation_limit
    page = resolve(complaint, cast.anna, amount=limit + 1, offer_kind="CASH")
    told = page.content.decode()
    assert "above what a manager may allow: it waits for somebody who decides" in told
    asked = Notice.objects.filter(kind="complaints.offer_asked")
    assert [notice.user for notice in asked] == [cast.dan]
    assert fresh(complaint).told_at is None


def test_once_it_is_allowed_the_result_is_told(cast):
    complaint = make_complaint(cast.anna)
    resolve(complaint, cast.anna, amount="600")
    assert post("tell", fresh(complaint), cast.anna).status_code == 422
    decide_offer(Compensation.objects.get(), cast.max, at=EARLIER)
    assert "A compensation waits" not in page_of(complaint, cast.anna)
    resolve(complaint, cast.anna)
    assert fresh(complaint).state == "TOLD"


def test_sent_twice_it_is_proposed_once_and_said_so(cast):
    complaint = make_complaint(cast.anna)
    key = uuid.uuid4()
    said = sent("resolve", complaint, amount="600", submission_key=key)
    client = signed_in(cast.anna)
    for _twice in range(2):
        page = client.post(address("resolve", complaint), said, follow=True)
    assert "recorded once" in page.content.decode()
    assert Compensation.objects.count() == 1
    assert complaint.lines.filter(deed="OFFERED").count() == 1


@pytest.mark.parametrize("amount", ["0", "-5", "viel", "1e9999"])
def test_an_amount_that_is_none_is_refused_by_its_field(cast, amount):
    complaint = make_complaint(cast.anna)
    answer = post("resolve", complaint, cast.anna, amount=amount)
    assert answer.status_code == 422
    assert "amount" in answer.context["form"].errors
    assert fresh(complaint).line_count == 1
    assert not Compensation.objects.exists()


def test_without_an_amount_how_he_took_it_is_still_asked(cast):
    complaint = make_complaint(cast.anna)
    answer = post("resolve", complaint, cast.anna, reaction="")
    assert "reaction" in answer.context["form"].errors
    assert fresh(complaint).state == "REGISTERED"


def test_the_panel_shows_what_he_wants_what_was_asked_and_what_is_left(cast):
    complaint = make_complaint(cast.anna, remedy="REPAIR", remedy_words="换原厂件")
    decide_offer(propose_offer(complaint, cast.anna), cast.max)
    form = signed_in(cast.anna).get(address("resolve", complaint))
    page = form.content.decode()
    left = complaint.policy.compensation_limit - 500
    for shown in ("换原厂件", "500.00", f"up to ¥{left:,.2f} who leads the branch"):
        assert shown in page
    assert form.context["form"].initial["offer_kind"] == "FREE_REPAIR"


def test_who_is_no_longer_the_handler_proposes_nothing(cast):
    complaint = make_complaint(cast.anna)
    Complaint.objects.filter(pk=complaint.pk).update(about_user=cast.anna, handler=None)
    answer = post("resolve", fresh(complaint), cast.anna, amount="600")
    assert answer.status_code in (404, 422)
    assert not Compensation.objects.exists()
