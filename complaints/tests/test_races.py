"""Several at once, truly: each in a connection of its own."""

import uuid

import pytest

from complaints.models import Complaint, Inbound, Line
from complaints.services import intake, messages, pickup
from complaints.tests.complaint_builders import make_complaint, make_message
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from crm.testing.races import at_once, refused

TEN = 10
SAID = {"kind": "COMPLAINT", "channel": "PHONE", "words": "刹车还响"}


def registering(cast, customer, key=None, **said):
    given = {"actor": cast.anna, "said": SAID | said, "at": NOON}
    key = key or uuid.uuid4()
    return lambda: intake.register(customer, key=key, **given)


def test_ten_at_once_get_ten_numbers_without_a_gap(committed_cast):
    customer = make_customer(committed_cast.anna)
    made = at_once(*(registering(committed_cast, customer) for _ in range(TEN)))
    wanted = [f"CMP-2026-{number:06d}" for number in range(1, TEN + 1)]
    assert sorted(each.code for each in made) == wanted


def test_of_ten_at_once_those_refused_leave_no_gap(committed_cast):
    """Half of them name no branch: refused, and their numbers are given back."""
    customer = make_customer(committed_cast.anna)
    dan = {"actor": committed_cast.dan, "said": SAID, "at": NOON}
    acts = [registering(committed_cast, customer) for _ in range(TEN // 2)]
    acts += [
        lambda: intake.register(None, key=uuid.uuid4(), **dan) for _ in range(TEN // 2)
    ]
    assert refused(at_once(*acts)) == TEN // 2
    codes = Complaint.objects.order_by("code").values_list("code", flat=True)
    assert list(codes) == [f"CMP-2026-{number:06d}" for number in range(1, 6)]


@pytest.mark.parametrize("attempt", range(3))
def test_a_form_sent_twice_at_once_registers_once(committed_cast, attempt):
    customer, key = make_customer(committed_cast.anna), uuid.uuid4()
    send = registering(committed_cast, customer, key)
    first, second = at_once(send, send)
    assert first == second
    assert Complaint.objects.count() == Line.objects.count() == 1


def test_two_who_add_at_once_both_appear_in_order(committed_cast):
    stands = make_complaint(committed_cast.anna)

    def adding(text):
        given = {"actor": committed_cast.anna, "key": uuid.uuid4(), "at": NOON}
        return lambda: intake.add(stands, text=text, **given)

    at_once(*(adding(text) for text in "甲乙丙丁"))
    lines = list(stands.lines.in_order())
    assert [line.place for line in lines] == [1, 2, 3, 4, 5]
    assert {line.text for line in lines[1:]} == set("甲乙丙丁")


def test_one_who_taps_and_the_clock_open_one(committed_cast):
    visit = make_visit(committed_cast.anna, feedback={"COMPLAINT": "还响"})
    item = visit.feedback.get()
    by = [None, committed_cast.anna, committed_cast.carol]
    made = at_once(
        *(lambda who=who: pickup.from_feedback(item, actor=who, at=NOON) for who in by)
    )
    assert len({each.pk for each in made}) == Complaint.objects.count() == 1


def test_a_mail_delivered_twice_at_once_is_kept_once(committed_cast):
    first, second = at_once(*(lambda: make_message(origin="mail:a") for _ in range(2)))
    assert first == second
    assert Inbound.objects.count() == 1


def test_of_two_who_register_a_message_at_once_one_is_told(committed_cast):
    inbound, customer = make_message(), make_customer(committed_cast.anna)

    def by(actor):
        given = {"actor": actor, "key": uuid.uuid4(), "said": SAID, "at": NOON}
        return lambda: messages.register(inbound, customer, **given)

    assert refused(at_once(by(committed_cast.sam), by(committed_cast.max))) == 1
    assert Complaint.objects.get().code == "CMP-2026-000001"
