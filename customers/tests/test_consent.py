"""What customers said of the uses of their data, and the one guard that asks it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils.translation import override

from accounts.models import AuditEntry
from accounts.refused import Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import lawful
from customers.choices.consent import REACHING, Basis, Channel, ConsentState, Purpose
from customers.models import ConsentRecord, Customer
from customers.services import consent
from customers.tests.consent_builders import say

MARKETING, SMS = Purpose.MARKETING, Channel.SMS
ASKED = [(each, way) for each in Purpose for way in each.channels]


@pytest.fixture
def customer(cast):
    return make_customer(cast.anna)


def consenting(purpose=MARKETING, channel=SMS) -> set[int]:
    rows = Customer.objects.consenting(purpose, channel)
    return set(rows.values_list("pk", flat=True))


def test_only_own_work_rests_on_the_contract_and_needs_nobodys_consent(customer):
    by_contract = [each for each in Purpose if each.basis is Basis.CONTRACT]
    assert by_contract == [Purpose.CARE]
    assert consenting(Purpose.CARE, "") == {customer.pk}
    assert lawful.objection(customer, Purpose.CARE, "") == ""


@pytest.mark.parametrize(("purpose", "channel"), ASKED, ids=str)
def test_nobody_is_used_who_was_not_asked(customer, purpose, channel):
    assert consenting(purpose, channel) == set()
    assert lawful.objection(customer, purpose, channel)


@pytest.mark.parametrize(("purpose", "channel"), ASKED, ids=str)
def test_consent_to_one_use_is_consent_to_no_other(customer, purpose, channel):
    say(customer, purpose, channel)
    agreed = {use for use in ASKED if consenting(*use)}
    assert agreed == {(purpose, channel)}
    assert [use for use in ASKED if not lawful.objection(customer, *use)] == [
        (purpose, channel)
    ]


def test_what_was_said_last_counts(customer):
    for state, is_in in (
        (ConsentState.GIVEN, True),
        (ConsentState.WITHDRAWN, False),
        (ConsentState.GIVEN, True),
    ):
        say(customer, state=state)
        assert consenting() == ({customer.pk} if is_in else set())


def test_a_no_is_refused_before_consent_and_withdrawn_after_it(customer):
    assert say(customer, state=ConsentState.WITHDRAWN).state == ConsentState.REFUSED
    say(customer)
    assert say(customer, state=ConsentState.REFUSED).state == ConsentState.WITHDRAWN


def test_the_reason_is_said_in_words(customer):
    ask = (customer, MARKETING, SMS)
    with override("en"):
        assert lawful.objection(*ask) == "No consent to offers and invitations by SMS."
        say(customer)
        assert lawful.objection(*ask) == ""
        say(customer, state=ConsentState.WITHDRAWN)
        assert lawful.objection(*ask) == (
            "Consent to offers and invitations by SMS was withdrawn on 2026-11-23."
        )
    with override("zh-hans"):
        assert "2026-11-23" in lawful.objection(*ask)
        assert "撤回" in lawful.objection(*ask)


def test_those_left_out_are_counted_by_what_they_said(cast):
    people = [make_customer(cast.anna) for _ in range(5)]
    say(people[0])
    say(people[1], state=ConsentState.REFUSED)
    say(people[2])
    say(people[2], state=ConsentState.WITHDRAWN)
    counts = lawful.left_out(Customer.objects.all(), MARKETING, SMS)
    assert counts == {"": 2, "REFUSED": 1, "WITHDRAWN": 1}
    with override("en"):
        assert lawful.left_out_words(counts) == [
            "2 left out: never asked", "1 left out: refused", "1 left out: withdrawn"
        ]  # fmt: skip
    assert lawful.left_out(Customer.objects.all(), Purpose.CARE, "") == {}


def test_the_guard_costs_one_query_for_two_as_for_twelve(cast, count_queries):
    costs = []
    for more in (2, 10):
        for _ in range(more):
            say(make_customer(cast.anna))
        costs.append(count_queries(consenting))
    assert costs == [1, 1]


def test_consent_is_given_to_the_text_that_stands(customer):
    first = say(customer)
    assert (first.text.purpose, first.text.version) == (MARKETING, 1)
    words = {"text_zh": "新文本", "text_en": "New text"}
    by = {"actor": customer.owner, "at": NOON}
    draft = consent.draft(MARKETING, words=words, **by)
    assert say(customer) == first, "a draft is read to nobody"
    consent.publish(MARKETING, seen=consent.seen_of(draft), **by)
    assert consenting() == {customer.pk}, "what was agreed to before still holds"
    assert say(customer).text.version == 2


def test_saying_the_same_again_writes_nothing(customer):
    made = say(customer)
    before = AuditEntry.objects.count()
    assert say(customer, at=NOON + timedelta(days=1)) == made
    assert say(customer, seen=None) == made
    assert ConsentRecord.objects.count() == 1
    assert AuditEntry.objects.count() == before


def test_consent_is_not_given_over_a_withdrawal_the_page_did_not_show(customer):
    seen = say(customer)
    say(customer, state=ConsentState.WITHDRAWN)
    with pytest.raises(Refused, match=r"\w"):
        say(customer, seen=seen.pk)
    assert consenting() == set()


def test_a_stale_page_still_withdraws(customer):
    say(customer)
    say(customer, state=ConsentState.WITHDRAWN, seen=None)
    assert consenting() == set()


@pytest.mark.parametrize(
    "said",
    [
        {"purpose": "CARE", "channel": "SMS"},
        {"purpose": "ALL", "channel": "SMS"},
        {"purpose": "PROFILING", "channel": "SMS"},
        {"purpose": "MARKETING", "channel": "WHOLE"},
        {"purpose": "MARKETING", "channel": "PIGEON"},
        {"purpose": "MARKETING", "channel": "SMS", "how": "DREAMT"},
        {"purpose": "MARKETING", "channel": "SMS", "state": "MAYBE"},
    ],
    ids=str,
)
def test_what_nobody_can_agree_to_is_refused(customer, said):
    told = {"state": "GIVEN", "how": "SPOKEN", "actor": customer.owner, "at": NOON}
    with pytest.raises(Refused):
        consent.record(customer, **(told | said))
    assert not ConsentRecord.objects.exists()


def test_every_word_of_consent_stands_in_the_trail(customer):
    say(customer)
    say(customer, state=ConsentState.WITHDRAWN)
    entries = AuditEntry.objects.filter(
        action__startswith="consent.", customer_id=customer.pk
    ).order_by("pk")
    assert [entry.action for entry in entries] == ["consent.given", "consent.withdrawn"]
    assert entries[1].changes["state"] == ["GIVEN", "WITHDRAWN"]


@pytest.mark.parametrize(
    "change", [{"state": "GIVEN"}, {"channel": "PHONE"}, {"evidence": "x"}], ids=str
)
def test_nobody_changes_what_was_said(customer, change):
    made = say(customer, state=ConsentState.REFUSED)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentRecord.objects.filter(pk=made.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentRecord.objects.filter(pk=made.pk).delete()


def test_consent_follows_the_person_into_another_archive(customer, cast):
    """As a merge of doubles does, and its undo: whose it is may change, no more."""
    other = make_customer(cast.ben)
    say(customer)
    say(other, state=ConsentState.REFUSED)
    ConsentRecord.objects.filter(customer=other).update(customer=customer)
    assert consenting() == set(), "the last word of the one person counts"


def test_given_without_a_text_is_impossible(customer):
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentRecord.objects.create(
            customer=customer, purpose=MARKETING, channel=SMS, state="GIVEN",
            how="SPOKEN", at=NOON, by=customer.owner,
        )  # fmt: skip


def test_the_channels_of_the_head_are_those_agreed_to(customer):
    for channel in (SMS, Channel.WECHAT, Channel.PHONE):
        say(customer, channel=channel)
    say(customer, channel=Channel.PHONE, state=ConsentState.WITHDRAWN)
    loaded = Customer.objects.with_agreed(MARKETING).get()
    assert set(loaded.agreed) == {SMS, Channel.WECHAT}
    assert len(REACHING) == 6


def test_two_drafts_of_one_text_meet(customer):
    by = {"actor": customer.owner, "at": NOON}
    first = consent.draft(MARKETING, words={"text_zh": "甲", "text_en": "A"}, **by)
    with pytest.raises(Refused):
        consent.draft(MARKETING, words={"text_zh": "乙", "text_en": "B"}, **by)
    seen = consent.seen_of(first)
    consent.draft(MARKETING, words={"text_zh": "丙", "text_en": "C"}, seen=seen, **by)
    with pytest.raises(Refused):
        consent.publish(MARKETING, seen=seen, **by)


def test_a_published_text_never_changes(customer):
    text = say(customer).text
    with pytest.raises(DatabaseError), transaction.atomic():
        type(text).objects.filter(pk=text.pk).update(text_en="Something else")
    with pytest.raises(DatabaseError), transaction.atomic():
        type(text).objects.filter(pk=text.pk).delete()
