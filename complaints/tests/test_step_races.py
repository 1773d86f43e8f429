"""Two work on one complaint at once, truly: each in a connection of its own."""

import uuid

import pytest

from complaints.models import Complaint, Line
from complaints.services import notes, steps
from complaints.services.lines import SentBefore, Stale
from complaints.tests.complaint_builders import fresh, make_complaint, resolve
from crm.testing.cast import NOON
from crm.testing.races import at_once, refused

TRIES = 4
EACH = pytest.mark.parametrize("attempt", range(TRIES))


def places(complaint: Complaint) -> list[int]:
    return list(complaint.lines.in_order().values_list("place", flat=True))


@EACH
def test_of_two_who_close_at_once_one_is_told(committed_cast, attempt):
    cast = committed_cast
    complaint = resolve(make_complaint(cast.anna), cast.anna)

    def by(actor):
        return lambda: steps.verify(
            complaint, actor=actor, standing=complaint.standing,
            reaction="SATISFIED", at=NOON,
        )  # fmt: skip

    results = at_once(by(cast.anna), by(cast.carol))

    assert [type(each) for each in results if isinstance(each, Stale)] == [Stale]
    assert complaint.lines.filter(deed="CLOSED").count() == 1


@EACH
def test_two_notes_at_once_both_stand_in_order(committed_cast, attempt):
    cast = committed_cast
    complaint = make_complaint(cast.anna)

    def by(actor, text):
        return lambda: notes.note(complaint, actor=actor, text=text, at=NOON)

    assert not refused(at_once(by(cast.anna, "一"), by(cast.carol, "二")))

    assert places(complaint) == [1, 2, 3]
    assert set(Line.objects.filter(deed="NOTED").values_list("text", flat=True)) == {
        "一", "二",
    }  # fmt: skip


@EACH
def test_what_is_told_while_it_is_closed_is_refused_or_comes_first(
    committed_cast, attempt
):
    cast = committed_cast
    complaint = make_complaint(cast.anna)
    sent = {"actor": cast.anna, "standing": complaint.standing, "at": NOON}

    def reply():
        return notes.progress(complaint, text="在查", channel="PHONE", **sent)

    def end():
        return steps.withdraw(complaint, text="电话说不用了", **sent)

    assert refused(at_once(reply, end)) == 1
    assert places(complaint) in ([1, 2], [1, 2, 3])


@EACH
def test_a_customers_message_while_it_is_closed_opens_it_again(committed_cast, attempt):
    cast = committed_cast
    complaint = resolve(make_complaint(cast.anna), cast.anna)

    def say():
        return notes.add(complaint, actor=cast.anna, text="又响了", at=NOON)

    def end():
        return steps.verify(
            complaint, actor=cast.carol, standing=complaint.standing,
            reaction="SATISFIED", at=NOON,
        )  # fmt: skip

    at_once(say, end)

    assert fresh(complaint).state == "INVESTIGATING"
    assert complaint.lines.filter(deed="ADDED").count() == 1


@EACH
def test_a_form_sent_twice_at_once_is_recorded_once(committed_cast, attempt):
    cast = committed_cast
    complaint, key = make_complaint(cast.anna), uuid.uuid4()

    def send():
        return notes.note(complaint, actor=cast.anna, text="一", at=NOON, key=key)

    results = at_once(send, send)

    assert [type(each) for each in results].count(SentBefore) == 1
    assert places(complaint) == [1, 2]
