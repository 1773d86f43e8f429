"""What a lead agreed to stays with the customer he becomes, as it was said."""

from datetime import timedelta

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import lead_rules
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models import ConsentRecord, Customer, Lead
from customers.services.leads import conversion
from customers.tests.consent_builders import (
    enquiry_text,
    publish_enquiry_text,
    say,
)
from customers.tests.lead_builders import PHONE, make_lead

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=3)


def agreed(cast, **overrides):
    """Register a lead of anna's who agreed, as ben was told."""
    told = {"actor": cast.ben, "agreed_to": enquiry_text(), "channel": "WALK_IN"}
    return make_lead(cast.anna, **told | overrides)


def convert(lead, actor, **more):
    return conversion.convert(lead, actor=actor, at=LATER, **more)


def said(customer) -> list[tuple]:
    rows = ConsentRecord.objects.filter(customer=customer).order_by("pk")
    return list(rows.values_list("purpose", "channel", "state"))


def test_what_he_agreed_to_comes_along_with_text_time_and_who_took_it(cast):
    lead = agreed(cast, wechat="wx_lin")
    publish_enquiry_text(cast.max)
    customer = convert(lead, cast.anna)
    given = ConsentState.GIVEN
    assert said(customer) == [
        (Purpose.ENQUIRY, Channel.PHONE, given),
        (Purpose.ENQUIRY, Channel.WECHAT, given),
    ]
    record = ConsentRecord.objects.filter(customer=customer).first()
    assert (record.text.version, record.at, record.by) == (1, NOON, cast.ben)
    assert (record.how, str(lead.pk) in record.evidence) == (How.SPOKEN, True)
    entry = AuditEntry.objects.filter(action="consent.given").first()
    assert (entry.actor, entry.customer_id, entry.at) == (cast.anna, customer.pk, LATER)


def test_who_agreed_to_nothing_or_to_an_answer_alone_is_sent_no_offers(cast):
    silent = convert(make_lead(cast.anna), cast.anna)
    assert said(silent) == []
    convert(agreed(cast), cast.anna)
    offers = Customer.objects.consenting(Purpose.MARKETING, Channel.PHONE)
    assert not offers.exists()


@pytest.mark.parametrize("days", [1, 0])
def test_what_he_said_since_stands(cast, days):
    lead = agreed(cast, phone=PHONE)
    him = make_customer(cast.anna, phone=PHONE)
    use = (Purpose.ENQUIRY, Channel.PHONE)
    say(him, *use, ConsentState.REFUSED, at=NOON + timedelta(days=days))
    convert(lead, cast.anna, customer=him)
    assert said(him) == [(*use, ConsentState.REFUSED)]


def test_a_no_of_before_gives_way_and_a_yes_is_not_written_twice(cast):
    him = make_customer(cast.anna, phone=PHONE)
    use = (Purpose.ENQUIRY, Channel.PHONE)
    say(him, *use, ConsentState.REFUSED, at=NOON - timedelta(days=1))
    convert(agreed(cast, phone=PHONE), cast.anna, customer=him)
    convert(agreed(cast, phone=PHONE, reason="又来"), cast.anna, customer=him)
    states = [state for _purpose, _channel, state in said(him)]
    assert states == [ConsentState.REFUSED, ConsentState.GIVEN]


def test_what_was_agreed_before_the_words_had_versions_is_the_first_one(cast):
    lead = agreed(cast)
    Lead.objects.filter(pk=lead.pk).update(consent_text=lead_rules.FIRST_CONSENT_TEXT)
    customer = convert(lead, cast.anna)
    assert ConsentRecord.objects.get(customer=customer).text.version == 1


def test_no_lead_makes_consent_of_a_customer_one_may_not_record_it_of(client, cast):
    lead = make_lead(cast.sam, agreed_to=enquiry_text())
    theirs, his = make_customer(cast.anna), make_customer(cast.sam)
    client.force_login(cast.sam)
    client.post(f"/leads/{lead.pk}/convert/", {"customer": theirs.pk})
    assert Lead.objects.get(pk=lead.pk).customer == theirs
    assert said(theirs) == []
    other = make_lead(cast.sam, agreed_to=enquiry_text())
    client.post(f"/leads/{other.pk}/convert/", {"customer": his.pk})
    assert said(his) == [(Purpose.ENQUIRY, Channel.PHONE, ConsentState.GIVEN)]
