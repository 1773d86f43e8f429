"""What is said in visits becomes complaints: at a tap, or by the clock after a day."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.refused import Refused
from complaints.models import Complaint
from complaints.services import pickup
from complaints.tests.complaint_builders import make_complaint
from crm.testing.builders import make_customer, make_visit
from crm.testing.cast import NOON
from visits.models import FeedbackItem
from visits.services import amendments
from visits.told import Told

A_DAY_ON = NOON + timedelta(hours=25)
SAID = {"COMPLAINT": "刹车修了三次还响", "NEED": "机油"}


def visited(cast, **told):
    return make_visit(cast.anna, **({"feedback": SAID} | told))


def item_of(visit, kind="COMPLAINT") -> FeedbackItem:
    return visit.feedback.get(kind=kind)


def test_what_was_said_is_carried_over_whole(client, cast):
    visit = visited(cast, channel="PHONE")
    client.force_login(cast.anna)
    url = reverse("complaints:take_up_feedback", args=[item_of(visit).pk])
    answer = client.post(url)
    complaint = Complaint.objects.get()
    assert answer.url.endswith(f"{complaint.code}/registered/")
    assert complaint.words == SAID["COMPLAINT"]
    assert complaint.customer == visit.customer
    assert (complaint.channel, complaint.visit) == ("PHONE", visit)
    assert complaint.feedback == item_of(visit)
    assert complaint.received_at == visit.happened_at
    assert complaint.handler == cast.anna
    assert complaint.category.code in {"repair-quality", "safety"}
    assert item_of(visit).taken_up_at is not None


def test_a_second_tap_returns_the_same_one(client, cast):
    visit = visited(cast)
    client.force_login(cast.anna)
    url = reverse("complaints:take_up_feedback", args=[item_of(visit).pk])
    assert client.post(url).url == client.post(url).url
    assert Complaint.objects.count() == 1


def test_a_colleague_is_told_who_was_first(client, cast):
    visit = visited(cast)
    item = item_of(visit)
    pickup.from_feedback(item, actor=cast.anna, at=NOON)
    client.force_login(cast.carol)
    answer = client.post(
        reverse("complaints:take_up_feedback", args=[item.pk]), follow=True
    )
    assert Complaint.objects.get().code in answer.content.decode()


@pytest.mark.parametrize("kind", ["NEED", "INTENT"])
def test_needs_and_intents_are_no_matter_of_this_desk(cast, kind):
    visit = visited(cast, feedback={kind: "想换一台商务车"})
    with pytest.raises(Refused):
        pickup.from_feedback(item_of(visit, kind), actor=cast.anna, at=NOON)
    assert item_of(visit, kind).taken_up_at is None


def test_the_page_of_a_visit_offers_it_until_it_is_taken_up(client, cast):
    visit = visited(cast)
    url = reverse("complaints:take_up_feedback", args=[item_of(visit).pk])
    client.force_login(cast.anna)
    assert url in client.get(visit.get_absolute_url()).content.decode()
    client.post(url)
    assert url not in client.get(visit.get_absolute_url()).content.decode()


def test_a_problem_becomes_a_complaint_in_the_words_of_its_note(client, cast):
    visit = visited(cast, outcome="PROBLEM", note="发票开错了", feedback={})
    client.force_login(cast.anna)
    url = reverse("complaints:take_up_visit", args=[visit.pk])
    assert url in client.get(visit.get_absolute_url()).content.decode()
    for _ in range(2):
        client.post(url)
    complaint = Complaint.objects.get()
    assert (complaint.words, complaint.visit) == ("发票开错了", visit)
    assert complaint.category.code == "price-charges"


def test_of_a_visit_taken_back_nothing_is_registered(cast):
    visit = visited(cast)
    amendments.undo(visit, actor=cast.anna, at=NOON + timedelta(seconds=5))
    with pytest.raises(Refused):
        pickup.from_feedback(item_of(visit), actor=cast.anna, at=NOON)
    with pytest.raises(Refused):
        pickup.from_visit(visit, actor=cast.anna, at=NOON)
    assert pickup.take_up_waiting(at=A_DAY_ON) == 0
    assert not Complaint.objects.exists()


def test_a_visit_somebody_took_up_is_not_taken_back(cast):
    visit = visited(cast)
    pickup.from_feedback(item_of(visit), actor=cast.anna, at=NOON)
    with pytest.raises(Refused):
        amendments.undo(visit, actor=cast.anna, at=NOON + timedelta(seconds=5))


def amend(cast, visit, **feedback):
    told = Told(outcome="POSITIVE", note="聊了保养", feedback=feedback)
    who = {"actor": cast.anna, "at": NOON, "seen_at": None}
    amendments.amend(visit, told=told, **who)


def test_words_somebody_took_up_are_not_edited_away(cast):
    visit = visited(cast)
    pickup.from_feedback(item_of(visit), actor=cast.anna, at=NOON)
    with pytest.raises(Refused) as refusal:
        amend(cast, visit, COMPLAINT="没什么", NEED="机油")
    assert refusal.value.field == "say_complaint"
    assert item_of(visit).text == SAID["COMPLAINT"]
    amend(cast, visit, COMPLAINT=SAID["COMPLAINT"], NEED="轮胎")
    assert item_of(visit, "NEED").text == "轮胎"


def test_the_clock_takes_up_what_nobody_did_within_a_day(cast):
    visit = visited(cast)
    visited(cast, feedback={"GRUMBLE": "等太久", "PRAISE": "接待很热情"})
    assert pickup.take_up_waiting(at=NOON + timedelta(hours=23)) == 0
    assert pickup.take_up_waiting(at=A_DAY_ON) == 1
    assert pickup.take_up_waiting(at=A_DAY_ON) == 0
    complaint = Complaint.objects.get()
    assert (complaint.feedback, complaint.registered_by) == (item_of(visit), None)
    assert complaint.handler == cast.anna
    assert complaint.lines.get().actor is None
    assert cast.anna.notices.get(kind="complaints.assigned")


def test_the_clock_leaves_alone_what_lay_there_before(cast):
    visited(cast)
    assert pickup.take_up_waiting(at=NOON + timedelta(days=40)) == 0


def test_of_a_visit_whose_maker_left_somebody_else_gets_it(cast):
    visit = visited(cast)
    type(cast.anna).objects.filter(pk=cast.anna.pk).update(
        is_active=False, deactivated_at=NOON
    )
    assert pickup.take_up_waiting(at=A_DAY_ON) == 1
    handler = Complaint.objects.get().handler
    assert handler != cast.anna
    assert handler.branch == visit.branch


def test_nobody_registers_for_a_customer_he_does_not_see(client, cast):
    visit = visited(cast, outcome="PROBLEM", note="发票开错了")
    client.force_login(cast.dora)
    urls = [reverse("complaints:take_up_feedback", args=[item_of(visit).pk]),
            reverse("complaints:take_up_visit", args=[visit.pk])]  # fmt: skip
    assert {client.post(url).status_code for url in urls} == {404}
    assert not Complaint.objects.exists()


def test_both_ends_stand_after_a_customer_is_known_to_complain_again(cast):
    customer = make_customer(cast.anna)
    make_complaint(cast.anna, customer=customer)
    visit = visited(cast, customer=customer)
    made = pickup.from_feedback(item_of(visit), actor=cast.anna, at=NOON)
    assert made.code == "CMP-2026-000002"


def test_the_note_is_not_offered_beside_what_the_customer_said(client, cast):
    client.force_login(cast.anna)
    noted = visited(cast, outcome="PROBLEM", note="发票开错了", feedback={})
    said = visited(cast, outcome="PROBLEM", note="发票开错了")
    for visit, is_offered in ((noted, True), (said, False)):
        page = client.get(visit.get_absolute_url()).content.decode()
        url = reverse("complaints:take_up_visit", args=[visit.pk])
        assert (url in page) == is_offered
