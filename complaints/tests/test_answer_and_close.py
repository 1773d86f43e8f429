"""Enquiries answered and closed in one act, and that act undone while it is held."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.refused import Refused
from accounts.services import outbox
from complaints.models import Complaint, Telling
from complaints.services import answers, lines, stages, steps, tellings
from complaints.tests.complaint_builders import fresh, make_complaint
from complaints.tests.step_posts import EARLIER, sent
from complaints.tests.test_step_pages import address, page_of, signed_in
from complaints.tests.test_tellings import LATER, THEN, deliver, stand

SECOND = timedelta(seconds=1)


def enquiry(cast, **overrides) -> Complaint:
    said = {"kind": "ENQUIRY", "reply_email": "zhang@example.com"} | overrides
    return make_complaint(cast.anna, **said)


def answer(complaint, actor, **told):
    said = {"solution": "营业到六点", "channel": "EMAIL", "at": THEN} | told
    now = fresh(complaint)
    said.setdefault("standing", now.standing)
    return answers.answer(now, actor=actor, **said)


def whole(complaint) -> tuple:
    """Return the clocks, and every column but those of the answer that was typed.

    It is there to be sent again; how many lines there are, and since when, is counted.
    """
    now = fresh(complaint)
    counted = {"line_count", "updated_at", "solution"}
    columns = {each.attname: getattr(now, each.attname)
               for each in Complaint._meta.concrete_fields
               if each.name not in counted}  # fmt: skip
    return columns, stand(complaint)


def test_one_act_answers_and_closes_with_every_proof(cast):
    complaint = enquiry(cast)
    answer(complaint, cast.anna, channel="PHONE")
    now = fresh(complaint)
    assert (now.state, now.ending, now.solution) == ("CLOSED", "RESOLVED", "营业到六点")
    assert (now.closed_by, now.handler, now.told_by) == (cast.anna, cast.anna, "PHONE")
    deeds = list(now.lines.in_order().values_list("deed", flat=True))
    assert deeds == ["REGISTERED", "TOLD", "CLOSED"]
    assert Telling.objects.get().kind == "ANSWER"
    assert not now.clocks.filter(ended_at=None).exists()
    assert not now.clocks.exclude(is_met=True).exists()


def test_undone_within_ten_seconds_everything_is_as_before(cast):
    complaint = enquiry(cast)
    before = whole(complaint)
    answer(complaint, cast.anna)
    assert fresh(complaint).state == "CLOSED"
    telling = Telling.objects.get()
    tellings.take_back(telling, actor=cast.anna, at=THEN + 9 * SECOND)
    assert whole(complaint) == before
    assert deliver() == 0
    assert not mail.outbox
    deeds = list(complaint.lines.in_order().values_list("deed", flat=True))
    assert deeds == ["REGISTERED", "TOLD", "CLOSED", "TAKEN_BACK"]


def test_after_ten_seconds_a_worker_has_sent_it_and_nothing_is_undone(cast):
    complaint = enquiry(cast)
    answer(complaint, cast.anna)
    assert deliver(LATER) == 1
    with pytest.raises(Refused):
        tellings.take_back(Telling.objects.get(), actor=cast.anna, at=LATER)
    assert fresh(complaint).state == "CLOSED"
    assert len(mail.outbox) == 1


def test_who_undoes_and_the_worker_never_both_win(cast):
    complaint = enquiry(cast)
    answer(complaint, cast.anna)
    telling = Telling.objects.get()
    assert outbox.claim(Telling, telling.pk, at=LATER)
    with pytest.raises(Refused):
        tellings.take_back(telling, actor=cast.anna, at=LATER)
    assert fresh(complaint).ending == "RESOLVED"


def test_it_is_answered_again_after_an_undo_and_goes_out_once(cast):
    complaint = enquiry(cast)
    answer(complaint, cast.anna)
    tellings.take_back(Telling.objects.get(), actor=cast.anna, at=THEN + SECOND)
    answer(complaint, cast.anna, solution="营业到八点", at=LATER)
    assert deliver(LATER + tellings.HOLD) == 1
    assert fresh(complaint).state == "CLOSED"
    (message,) = mail.outbox
    assert "营业到八点" in message.body
    assert "营业到六点" not in message.body


def test_a_second_undo_is_refused_and_changes_nothing(cast):
    complaint = enquiry(cast)
    answer(complaint, cast.anna)
    telling = Telling.objects.get()
    tellings.take_back(telling, actor=cast.anna, at=THEN + SECOND)
    before = whole(complaint)
    with pytest.raises(Refused):
        tellings.take_back(telling, actor=cast.anna, at=THEN + SECOND)
    assert whole(complaint) == before


def test_what_waited_for_the_customer_waits_again(cast):
    """An answer ends the waiting; taken back, he still owes what was asked of him."""
    complaint = enquiry(cast)
    now = fresh(complaint)
    wait(now, cast.anna)
    before = whole(complaint)
    answer(complaint, cast.anna)
    assert fresh(complaint).waiting_since is None
    tellings.take_back(Telling.objects.get(), actor=cast.anna, at=THEN + SECOND)
    assert whole(complaint) == before
    assert complaint.pauses.filter(ended_at=None).count() == 1


def wait(now, actor) -> None:
    from_now = {"standing": now.standing, "at": THEN - timedelta(minutes=10)}
    steps.wait(now, actor=actor, text="发票照片", **from_now)


def test_praise_passed_on_is_the_colleagues_no_more(cast):
    praise = enquiry(cast, kind="PRAISE")
    before = whole(praise)
    answer(praise, cast.anna, solution="谢谢您的表扬", colleague=cast.ben)
    assert fresh(praise).about_user == cast.ben
    assert Notice.objects.filter(kind="complaints.praised", user=cast.ben).exists()
    tellings.take_back(Telling.objects.get(), actor=cast.anna, at=THEN + SECOND)
    assert whole(praise) == before
    assert not Notice.objects.filter(kind="complaints.praised", user=cast.ben).exists()


def test_nobodys_enquiry_stays_with_who_answered_it(cast):
    complaint = enquiry(cast)
    Complaint.objects.filter(pk=complaint.pk).update(handler=None)
    answer(complaint, cast.max)
    tellings.take_back(Telling.objects.get(), actor=cast.max, at=THEN + SECOND)
    now = fresh(complaint)
    assert (now.state, now.handler, now.closed_by) == ("REGISTERED", cast.max, None)


def test_a_customer_who_wrote_meanwhile_is_not_overwritten(cast):
    """He opened it again: taking back the answer does not bring the old state."""
    complaint = enquiry(cast)
    answer(complaint, cast.anna)
    with transaction.atomic():
        stages.heard(lines.locked(complaint), actor=None, at=THEN + SECOND)
    tellings.take_back(Telling.objects.get(), actor=cast.anna, at=THEN + 2 * SECOND)
    now = fresh(complaint)
    assert now.is_open
    assert now.reopened_count == 1
    assert now.closed_at is None


def test_sent_twice_it_is_answered_once(cast):
    complaint = enquiry(cast)
    key, standing = uuid.uuid4(), complaint.standing
    answer(complaint, cast.anna, key=key, standing=standing)
    with pytest.raises(lines.SentBefore):
        answer(complaint, cast.anna, key=key, standing=standing)
    assert Telling.objects.count() == 1


def test_a_complaint_is_not_answered_away(cast):
    complaint = enquiry(cast, kind="COMPLAINT")
    with pytest.raises(Refused):
        answer(complaint, cast.anna)
    assert fresh(complaint).line_count == 1


def test_the_page_offers_the_undo_while_it_is_held_and_it_works(client, cast):
    complaint = enquiry(cast, at=EARLIER)
    anna = signed_in(cast.anna)
    said = sent("answer", fresh(complaint), channel="EMAIL")
    page = anna.post(address("answer", complaint), said, follow=True).content.decode()
    telling = Telling.objects.get()
    undo = reverse("complaints:telling_take_back", args=[complaint.code, telling.pk])
    assert "Answered and closed." in page
    assert undo in page
    page = anna.post(undo, follow=True).content.decode()
    assert "Taken back. The customer got nothing." in page
    assert fresh(complaint).state == "REGISTERED"
    assert f'"{address("answer", complaint)}"' in page


def test_the_page_says_that_it_was_too_late(cast):
    complaint = enquiry(cast, at=EARLIER)
    answer(complaint, cast.anna, at=EARLIER)
    telling = Telling.objects.get()
    tellings.deliver(clock=timezone.now)
    undo = reverse("complaints:telling_take_back", args=[complaint.code, telling.pk])
    assert undo not in page_of(complaint, cast.anna)
    page = signed_in(cast.anna).post(undo, follow=True).content.decode()
    assert "It is on its way already." in page
    assert fresh(complaint).state == "CLOSED"


def test_nobody_else_undoes_it(cast):
    complaint = enquiry(cast, at=EARLIER)
    answer(complaint, cast.anna, at=timezone.now())
    undo = reverse(
        "complaints:telling_take_back", args=[complaint.code, Telling.objects.get().pk]
    )
    assert signed_in(cast.ben).post(undo).status_code == 404
    assert signed_in(cast.dora).post(undo).status_code == 404
    assert fresh(complaint).state == "CLOSED"
