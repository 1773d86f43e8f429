"""What customers are told: held, sent once, taken back, said again, answered."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail

from accounts.models import Notice
from accounts.refused import Refused
from accounts.services import outbox
from complaints import reaching
from complaints.models import Answer, Clock, StatusLink, Telling
from complaints.services import tellings
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from crm.testing import smtp
from crm.testing.cast import NOON
from crm.testing.races import at_once
from customers.models import ConsentRecord, Customer

THEN = NOON + timedelta(hours=1)
LATER = THEN + tellings.HOLD


def deliver(at=LATER) -> int:
    return tellings.deliver(clock=lambda: at)


def proposed(cast, **overrides):
    """Return a complaint whose solution is found, of a customer with an e-mail."""
    said = {"reply_email": "zhang@example.com"} | overrides
    complaint = make_complaint(cast.anna, **said)
    do("acknowledge", complaint, cast.anna)
    do("assess", complaint, cast.anna)
    do("investigate", complaint, cast.anna)
    do("propose", complaint, cast.anna, **found())
    return fresh(complaint)


def mailed(cast, complaint=None, **told) -> Telling:
    """Tell the result by e-mail an hour later."""
    complaint = complaint or proposed(cast)
    said = {"channel": "EMAIL", "reaction": "ACCEPTED", "at": THEN} | told
    do("tell", complaint, cast.anna, **said)
    return Telling.objects.get(complaint=complaint)


def stand(complaint) -> tuple:
    """Return all that taking back a message has to bring back."""
    now = fresh(complaint)
    clocks = now.clocks.in_order().values_list(
        "metric", "round", "started_at", "due_at", "ended_at", "is_met"
    )
    return (
        now.state, now.told_at, now.told_by, now.reaction, now.verify_on,
        now.first_replied_at, now.due_at, list(clocks),
    )  # fmt: skip


def test_what_is_said_by_phone_is_out_at_once_with_its_reaction(cast):
    complaint = proposed(cast)
    do(
        "tell",
        complaint,
        cast.anna,
        channel="PHONE",
        reaction="SATISFIED",
        text="说好了",
    )
    telling = Telling.objects.get()
    assert (telling.state, telling.reaction) == ("SPOKEN", "SATISFIED")
    assert (telling.sent_at, telling.reacted_at) == (NOON, NOON)
    assert telling.place == complaint.lines.get(deed="TOLD").place
    assert deliver() == 0


def test_an_e_mail_is_held_ten_seconds_and_goes_out_once(cast):
    telling = mailed(cast)
    assert telling.state == "HELD"
    assert fresh(telling.complaint).reaction == "UNKNOWN"
    assert deliver(LATER - timedelta(seconds=1)) == 0
    assert deliver() == 1
    assert deliver(LATER + timedelta(hours=1)) == 0
    (message,) = mail.outbox
    assert message.to == ["zhang@example.com"]
    assert telling.complaint.code in message.subject
    telling.refresh_from_db()
    assert (telling.state, telling.sent_at) == ("SENT", LATER)


def test_the_words_begin_from_the_answer_that_fits_the_liability(cast):
    telling = mailed(cast)
    assert telling.answer.code == "result-ours"
    assert "道歉" in telling.text
    assert "更换刹车片并道歉" in telling.text
    assert not telling.is_changed


def test_other_words_are_marked_as_changed(cast):
    telling = mailed(cast, text="已经给您换好了。")
    assert (telling.text, telling.is_changed) == ("已经给您换好了。", True)


def test_an_answer_for_another_liability_is_refused(cast):
    complaint = proposed(cast)
    answer = Answer.objects.get(code="result-customer")
    with pytest.raises(Refused) as refusal:
        do("tell", complaint, cast.anna, channel="EMAIL", reaction="UNKNOWN",
           answer=answer)  # fmt: skip
    assert refusal.value.field == "answer"
    assert fresh(complaint).state == "PROPOSED"
    assert not Telling.objects.exists()


def test_the_result_taken_back_leaves_everything_as_before(cast):
    complaint = proposed(cast)
    before = stand(complaint)
    telling = mailed(cast, complaint)
    assert stand(complaint) != before
    tellings.take_back(telling, actor=cast.anna, at=THEN + timedelta(seconds=5))
    assert stand(complaint) == before
    assert complaint.lines.in_order().last().deed == "TAKEN_BACK"
    assert deliver() == 0
    assert not mail.outbox
    do("tell", complaint, cast.anna, channel="PHONE", reaction="ACCEPTED", at=LATER)
    assert fresh(complaint).state == "TOLD"


def test_receipt_taken_back_is_not_confirmed(cast):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    before = stand(complaint)
    do("acknowledge", complaint, cast.anna, channel="EMAIL", at=THEN)
    telling = Telling.objects.get()
    tellings.take_back(telling, actor=cast.anna, at=THEN)
    assert stand(complaint) == before
    assert Clock.objects.get(complaint=complaint, metric="ACKNOWLEDGE").ended_at is None


def test_who_went_on_meanwhile_goes_on_from_there(cast):
    complaint = make_complaint(cast.anna, reply_email="zhang@example.com")
    do("acknowledge", complaint, cast.anna, channel="EMAIL", at=THEN)
    do("assess", complaint, cast.anna, at=THEN)
    tellings.take_back(Telling.objects.get(), actor=cast.anna, at=THEN)
    assert fresh(complaint).state == "ASSESSED"
    assert Telling.objects.get().state == "TAKEN_BACK"


def test_what_a_worker_has_is_not_taken_back(cast):
    telling = mailed(cast)
    assert outbox.claim(Telling, telling.pk, at=LATER)
    with pytest.raises(Refused):
        tellings.take_back(telling, actor=cast.anna, at=LATER)
    assert fresh(telling.complaint).state == "TOLD"


def test_a_gateway_silent_for_an_hour_delays_no_page_and_sends_once(client, cast):
    with smtp.gateway() as gateway:
        telling = mailed(cast)
        gateway.is_silent = True
        at = LATER
        while at < LATER + timedelta(hours=1):
            assert deliver(at) == 0
            at += timedelta(minutes=5)
        client.force_login(cast.anna)
        page = client.get(telling.complaint.get_absolute_url())
        assert page.status_code == 200
        gateway.is_silent = False
        sent = [deliver(at + timedelta(minutes=5 * each)) for each in range(30)]
        assert sum(sent) == len(gateway.taken) == 1
    telling.refresh_from_db()
    assert telling.state == "SENT"


def test_a_gateway_that_is_slow_delays_no_page_and_gets_it_once(client, committed_cast):
    cast = committed_cast
    with smtp.gateway(timeout=10) as gateway:
        telling = mailed(cast)
        gateway.slow()
        client.force_login(cast.anna)

        def look():
            assert gateway.asked.wait(10)
            page = client.get(telling.complaint.get_absolute_url())
            others = deliver()
            still = Telling.objects.get(pk=telling.pk).state
            gateway.go_on.set()
            return page.status_code, others, still

        sent, seen = at_once(deliver, look)
    assert (sent, seen) == (1, (200, 0, "WAITING"))
    assert len(gateway.taken) == 1
    telling.refresh_from_db()
    assert telling.state == "SENT"


@pytest.mark.parametrize("attempt", range(4))
def test_two_workers_at_once_send_each_message_once(committed_cast, attempt):
    with smtp.gateway() as gateway:
        for _each in range(3):
            mailed(committed_cast)
        sent = at_once(deliver, deliver, deliver)
    assert sum(sent) == len(gateway.taken) == 3
    numbers = {each["Message-ID"] for each in gateway.taken}
    assert len(numbers) == 3
    assert set(Telling.objects.values_list("state", "attempts")) == {("SENT", 1)}


def test_a_message_another_worker_claimed_is_left_to_him(cast):
    telling = mailed(cast)
    assert outbox.claim(Telling, telling.pk, at=LATER)
    assert outbox.claim(Telling, telling.pk, at=LATER) is None
    assert deliver() == 0


def test_a_refused_address_is_told_to_the_handler_who_tries_again(cast):
    with smtp.gateway() as gateway:
        telling = mailed(cast)
        gateway.refusal = "550 no such user"
        assert deliver() == 0
        telling.refresh_from_db()
        assert telling.state == "FAILED"
        notice = Notice.objects.get(kind="complaints.undelivered")
        assert notice.user == cast.anna
        gateway.refusal = ""
        tellings.retry(telling, actor=cast.anna, at=LATER)
        assert deliver() == 1
        with pytest.raises(Refused):
            tellings.retry(telling, actor=cast.anna, at=LATER)


def test_nobody_writes_to_who_left_the_archive(cast):
    complaint = proposed(cast)
    Customer.objects.filter(pk=complaint.customer_id).update(removed_at=NOON)
    with pytest.raises(Refused) as refusal:
        mailed(cast, complaint)
    assert refusal.value.field == "channel"


def test_who_leaves_while_it_waits_gets_nothing(cast):
    telling = mailed(cast)
    customers = Customer.objects.filter(pk=telling.complaint.customer_id)
    customers.update(removed_at=NOON)
    assert deliver() == 0
    assert not mail.outbox


def test_without_an_address_no_e_mail_is_promised(cast):
    complaint = proposed(cast, reply_email="", customer=None)
    with pytest.raises(Refused, match="address|地址"):
        mailed(cast, complaint)
    assert fresh(complaint).state == "PROPOSED"


def test_what_is_sent_by_hand_is_out_with_its_words(cast):
    telling = mailed(cast, channel="SMS")
    assert (telling.state, telling.is_by_hand) == ("SENT", True)
    assert telling.text


def test_the_first_mail_brings_the_status_link_and_no_row_holds_it(cast):
    telling = mailed(cast)
    deliver()
    (message,) = mail.outbox
    link = StatusLink.objects.get(complaint=telling.complaint)
    token = message.body.split("/c/")[1].split("/")[0]
    assert len(token) >= 43
    telling.refresh_from_db()
    assert token not in telling.text
    assert token not in link.digest


def test_the_reaction_is_filled_in_later_once(cast):
    telling = mailed(cast)
    with pytest.raises(Refused):
        tellings.react(telling, actor=cast.anna, reaction="ACCEPTED", at=LATER)
    deliver()
    key = uuid.uuid4()
    for _twice in range(2):
        tellings.react(
            telling,
            actor=cast.anna,
            reaction="ACCEPTED",
            text="行吧",
            key=key,
            at=LATER,
        )
    assert fresh(telling.complaint).reaction == "ACCEPTED"
    assert telling.complaint.lines.filter(deed="ADDED").count() == 1
    with pytest.raises(Refused):
        tellings.react(telling, actor=cast.anna, reaction="SATISFIED", at=LATER)


def test_a_customer_who_wants_no_e_mail_is_warned_of(cast):
    complaint = proposed(cast)
    assert reaching.unwanted(complaint) == {}
    ConsentRecord.objects.create(
        customer=complaint.customer, purpose="MARKETING", channel="EMAIL",
        state="REFUSED", how="SPOKEN", at=NOON, by=cast.anna,
    )  # fmt: skip
    assert reaching.unwanted(complaint) == {"EMAIL": NOON.date()}
