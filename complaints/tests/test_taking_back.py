"""A message taken back: what was written with it is undone too, and proves nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from complaints import iso
from complaints.iso import Stage
from complaints.models import Line, Pause, StatusLink, Telling
from complaints.panels import loop
from complaints.services import notes, steps, tellings
from complaints.tests.complaint_builders import do, found, fresh, make_complaint
from complaints.tests.test_tellings import LATER, THEN, deliver, mailed, stand
from crm.testing import smtp
from crm.testing.cast import NOON

BY_MAIL = {"channel": "EMAIL", "at": THEN}


RESULT = {"reaction": "UNKNOWN"}


def registered(cast, **said):
    return make_complaint(cast.anna, **{"reply_email": "zhang@example.com"} | said)


def take(step, complaint, actor, **told):
    service = notes if step == "progress" else steps
    now = fresh(complaint)
    getattr(service, step)(now, actor=actor, standing=now.standing, **told)


def take_back(cast, at=THEN):
    telling = Telling.objects.get(state="HELD")
    return tellings.take_back(telling, actor=cast.anna, at=at)


@pytest.mark.parametrize(
    ("step", "told"),
    [("acknowledge", {}), ("progress", {"text": "在查"}), ("resolve", RESULT)],
)
def test_the_first_word_taken_back_leaves_the_receipt_owed(cast, step, told):
    complaint = registered(cast)
    before = stand(complaint)
    said = {"found": found()} if step == "resolve" else {}
    take(step, complaint, cast.anna, **BY_MAIL, **told, **said)
    assert stand(complaint) != before
    take_back(cast)
    assert stand(complaint) == before
    running = complaint.clocks.filter(ended_at=None).values_list("metric", flat=True)
    assert set(running) == {"ACKNOWLEDGE", "REPLY", "RESOLVE"}


def test_what_was_found_needs_not_be_typed_again(cast):
    complaint = registered(cast)
    do("resolve", complaint, cast.anna, found=found(), reaction="UNKNOWN", **BY_MAIL)
    take_back(cast)
    now = fresh(complaint)
    assert (now.state, now.solution) == ("REGISTERED", found()["solution"])
    do("resolve", complaint, cast.anna, found={}, channel="PHONE",
       reaction="ACCEPTED", at=LATER)  # fmt: skip
    assert fresh(complaint).state == "TOLD"


def test_who_was_waited_for_is_waited_for_again(cast):
    complaint = registered(cast)
    do("wait", complaint, cast.anna, text="发票照片", at=NOON + timedelta(minutes=5))
    before = stand(complaint), fresh(complaint).waiting_since
    do("resolve", complaint, cast.anna, found=found(), reaction="UNKNOWN", **BY_MAIL)
    assert Pause.objects.get().ended_at == THEN
    take_back(cast)
    assert (stand(complaint), fresh(complaint).waiting_since) == before
    assert Pause.objects.get().ended_at is None


def test_it_proves_no_stage_and_closes_no_loop(cast):
    complaint = registered(cast)
    do("resolve", complaint, cast.anna, found=found(), reaction="UNKNOWN", **BY_MAIL)

    def proven() -> set:
        lines = complaint.lines.with_taken_back().for_page()
        proofs = iso.proofs(lines, is_closed=False)
        return {each.stage for each in proofs if each.lines}

    def reached() -> set:
        steps = loop.panel(fresh(complaint), cast.anna, timezone.now())["loop"]
        return {each.stage for each in steps if each.at}

    assert {Stage.ACKNOWLEDGEMENT, Stage.TELLING} <= proven()
    assert {"RECEIVED", "TOLD"} <= reached()
    take_back(cast)
    assert not {Stage.ACKNOWLEDGEMENT, Stage.TELLING} & proven()
    assert Stage.INVESTIGATION in proven()
    assert not {"RECEIVED", "TOLD"} & reached()
    assert not Line.objects.told().exists()


def test_a_mail_that_failed_at_first_brings_its_link_when_it_goes(cast):
    with smtp.gateway() as gateway:
        telling = mailed(cast)
        gateway.refusal = "451 try again"
        assert deliver() == 0
        assert not StatusLink.objects.exists()
        gateway.refusal = ""
        assert deliver(LATER + timedelta(hours=1)) == 1
        (message,) = gateway.taken
        assert "/c/" in message.get_content()
    assert StatusLink.objects.get().complaint == telling.complaint
