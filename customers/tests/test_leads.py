"""What is always true of leads: registered once, worked on, ended, told truly."""

import uuid
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import translation

from accounts import audit
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers.models import Lead, LeadDeed
from customers.services.leads import conversion, handing, numbers, pool, register, work
from customers.tests.lead_builders import (
    make_campaign,
    make_lead,
    make_waiting,
    told,
    touched,
    trail,
)

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_a_name_and_a_number_are_enough(cast):
    lead = register.register(
        actor=cast.anna, owner=cast.anna, name="王先生", phone="138 0000 1111", at=NOON
    )
    assert (lead.phone, lead.branch, lead.channel) == (
        "+8613800001111",
        cast.east,
        "WALK_IN",
    )
    assert trail(lead) == ["lead.registered"]


def test_a_wechat_will_do_in_place_of_a_number_but_one_of_them_must_be(cast):
    assert make_lead(cast.anna, phone="", wechat="wx_wang").wechat
    with pytest.raises(Refused, match="mobile number or a WeChat"):
        make_lead(cast.anna, phone="", wechat="")
    with pytest.raises(Refused, match="Enter a name"):
        make_lead(cast.anna, name=" ")


def test_who_registers_somebody_standing_before_him_has_spoken_to_him(cast):
    walked_in = make_lead(cast.anna, channel="WALK_IN")
    assert (walked_in.state, walked_in.first_contacted_at) == ("CONTACTED", NOON)
    for other in (make_lead(cast.anna), make_lead(cast.anna, actor=cast.max,
                                                  channel="WALK_IN")):  # fmt: skip
        assert (other.state, other.first_contacted_at) == ("NEW", None)


def test_the_first_contact_is_due_in_two_hours_of_work(cast):
    """Noon is the lunch break: it begins at 13:00. Friday evening waits for Monday."""
    assert make_lead(cast.anna).first_due_at == NOON + 3 * HOUR
    friday = NOON + timedelta(days=4, hours=4, minutes=30)
    assert make_lead(cast.anna, at=friday).first_due_at == friday + timedelta(
        days=2, hours=18
    )


def test_the_same_form_sent_twice_is_one_lead_and_not_somebody_elses(cast):
    key = uuid.uuid4()
    first, second = (make_lead(cast.anna, submission_key=key) for _ in range(2))
    assert first == second
    assert Lead.objects.count() == 1
    with pytest.raises(Refused, match="sent already"):
        make_lead(cast.ben, submission_key=key)


def test_what_a_platform_gives_twice_is_one_lead(cast):
    there = {"found_at": ("汽车之家", "A-1001")}
    first = make_lead(cast.anna, **there)
    assert make_lead(cast.ben, **there) == first
    other = make_lead(cast.anna, found_at=("懂车帝", "A-1001"))
    assert {first.platform_key, other.platform_key} == {"A-1001"}
    assert Lead.objects.count() == 2


def test_an_open_lead_of_the_same_number_asks_why(cast):
    known = make_lead(cast.dora, phone="13800001111")
    with pytest.raises(Refused, match="open lead already") as refused:
        make_lead(cast.anna, phone="+86 138-0000-1111")
    assert refused.value.field == "phone"
    assert make_lead(cast.anna, phone="13800001111", reason="夫妻共用")
    work.lose(known, actor=cast.dora, reason="PRICE", at=NOON)
    assert make_lead(cast.ben, phone="13800002222")


def test_a_lead_is_given_to_nobody_who_cannot_work_on_it(cast):
    for stranger in (cast.lia, cast.dan, cast.dora):
        with pytest.raises(Refused, match="cannot look after leads"):
            make_lead(stranger, actor=cast.max, branch=cast.east)


def test_a_contact_is_logged_once_and_plans_the_next(cast):
    lead = make_lead(cast.anna)
    said = {"note": "周末来看车", "next_contact_on": NOON.date() + timedelta(days=3)}
    key = uuid.uuid4()
    for _twice in range(2):
        lead = touched(lead, cast.anna, submission_key=key, at=NOON + HOUR, **said)
    assert LeadDeed.objects.filter(kind="TOUCHED").count() == 1
    assert (lead.state, lead.first_contacted_at) == ("CONTACTED", NOON + HOUR)
    assert lead.next_contact_on == said["next_contact_on"]


def test_trying_is_no_first_contact(cast):
    lead = touched(make_lead(cast.anna), cast.anna, is_reached=False, at=NOON + HOUR)
    assert (lead.state, lead.first_contacted_at) == ("NEW", None)
    assert lead.touched_at == NOON + HOUR


def test_a_stale_page_moves_no_stage_and_gives_nothing_away(cast):
    lead = make_lead(cast.anna)
    seen = lead.standing
    work.stage(lead, actor=cast.anna, state="QUALIFIED", seen=seen, at=NOON)
    told_before = {"actor": cast.anna, "seen": seen, "at": NOON}
    for act in (
        lambda: work.stage(lead, state="CONTACTED", **told_before),
        lambda: work.win(lead, **told_before),
        lambda: work.lose(lead, reason="PRICE", **told_before),
        lambda: pool.release(lead, reason="x", **told_before),
        lambda: handing.assign(lead, owner=cast.ben, **told_before),
        lambda: handing.hand_over(lead, taker=cast.lia, **told_before),
    ):
        with pytest.raises(Refused, match="changed this lead meanwhile"):
            act()
    lead.refresh_from_db()
    assert (lead.state, lead.owner) == ("QUALIFIED", cast.anna)


def test_two_editors_are_told_of_the_same_field_and_merged_in_others(cast):
    lead = make_lead(cast.anna)
    who = {"actor": cast.anna, "version": lead.version, "at": NOON}
    register.correct(lead, fields={"note": "先来的"}, **who)
    register.correct(lead, fields={"budget": 100}, **who)
    with pytest.raises(Conflict):
        register.correct(lead, fields={"note": "后来的"}, **who)
    lead.refresh_from_db()
    assert (lead.note, lead.budget) == ("先来的", 100)


def test_a_change_that_fails_leaves_nothing_behind(cast, monkeypatch):
    lead = make_lead(cast.anna)

    def fail(*_args, **_told):
        raise RuntimeError

    monkeypatch.setattr(audit, "record", fail)
    with pytest.raises(RuntimeError):
        work.lose(lead, actor=cast.anna, reason="PRICE", at=NOON)
    lead.refresh_from_db()
    assert lead.state == "NEW"
    assert LeadDeed.objects.filter(kind="LOST").count() == 0


def test_a_lost_lead_says_why_and_can_be_taken_up_again(cast):
    lead = make_lead(cast.anna)
    with pytest.raises(Refused, match="Say why"):
        work.lose(lead, actor=cast.anna, reason="", at=NOON)
    lead = work.lose(lead, actor=cast.max, reason="COMPETITOR", at=NOON)
    assert (lead.state, lead.lost_reason, lead.closed_at) == (
        "LOST",
        "COMPETITOR",
        NOON,
    )
    assert told(cast.anna)[-1] == "lost"
    with pytest.raises(Refused, match="nothing more is done"):
        touched(lead, cast.anna)
    lead = work.reopen(lead, actor=cast.anna, at=NOON)
    assert (lead.state, lead.lost_reason, lead.closed_at) == ("NEW", "", None)


def test_converting_makes_the_customer_of_what_is_known_and_links_both(cast):
    lead = make_lead(cast.anna, name="周先生", phone="13800001111", note="要七座",
                     campaign=make_campaign(cast.max))  # fmt: skip
    touched(lead, cast.anna, at=NOON + HOUR)
    customer = conversion.convert(lead, actor=cast.anna, at=NOON + 2 * HOUR)
    lead.refresh_from_db()
    assert (lead.state, lead.customer) == ("WON", customer)
    assert (customer.name, customer.phone, customer.note, customer.source) == (
        "周先生",
        "+8613800001111",
        "要七座",
        "ONLINE",
    )
    customer.refresh_from_db()
    assert customer.last_contact_at == NOON + HOUR
    assert conversion.convert(lead, actor=cast.anna, at=NOON) == customer


def test_converting_respects_who_is_there_already(cast):
    there = make_customer(cast.anna, phone="13800001111")
    lead = make_lead(cast.anna, phone="13800001111")
    with pytest.raises(Refused, match="archive already"):
        conversion.convert(lead, actor=cast.anna, at=NOON)
    assert conversion.convert(lead, actor=cast.anna, customer=there, at=NOON) == there
    with pytest.raises(Refused, match="none that became a customer"):
        work.reopen(lead, actor=cast.anna, at=NOON)


def test_a_number_is_given_out_recorded_and_with_a_reason_where_it_is_not_ones_own(
    cast,
):
    lead = make_lead(cast.anna, phone="13800001111")
    asked = {"field": "phone", "at": NOON}
    assert numbers.reveal(lead, actor=cast.anna, **asked) == "138 0000 1111"
    assert numbers.dial(lead, actor=cast.anna, at=NOON) == "tel:+8613800001111"
    with pytest.raises(Refused, match="Say why"):
        numbers.reveal(lead, actor=cast.max, **asked)
    assert numbers.reveal(lead, actor=cast.max, reason="CALL", **asked)
    assert trail(lead)[1:] == ["lead.revealed", "lead.dialled", "lead.revealed"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"phone": "", "wechat": ""},
        {"state": "LOST"},
        {"state": "WON"},
        {"state": "POOL"},
        {"state": "HANDED_OVER"},
        {"state": "NEW", "lost_reason": "PRICE"},
    ],
)
def test_the_database_refuses_what_cannot_be(cast, wrong):
    lead = make_lead(cast.anna)
    with pytest.raises(IntegrityError), transaction.atomic():
        Lead.objects.filter(pk=lead.pk).update(**wrong)


def test_the_story_of_a_lead_is_never_changed(cast):
    make_lead(cast.anna)
    for act in (
        lambda: LeadDeed.objects.update(note="anders"),
        lambda: LeadDeed.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_nobodys_lead_keeps_its_promise_when_it_is_given_late(cast):
    lead = make_waiting(cast)
    later = NOON + timedelta(days=1)
    lead = handing.assign(lead, actor=cast.max, owner=cast.anna, at=later)
    assert lead.first_due_at == later + 3 * HOUR
    assert told(cast.anna) == ["assigned"]
    with pytest.raises(Refused, match="has this lead already"):
        handing.assign(lead, actor=cast.max, owner=cast.anna, at=later)
