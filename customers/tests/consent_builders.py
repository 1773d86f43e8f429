"""Builders of consent: what a customer said, through the real service."""

from crm.testing.cast import NOON
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models import ConsentRecord, ConsentText
from customers.services import consent


def say(
    customer,
    purpose=Purpose.MARKETING,
    channel=Channel.SMS,
    state=ConsentState.GIVEN,
    **overrides,
) -> ConsentRecord:
    """Record what a customer says, as his owner would, beside what he said last."""
    last = ConsentRecord.objects.last(customer, purpose, channel)
    told = {"actor": customer.owner, "how": How.SPOKEN, "at": NOON}
    told |= {"seen": last.pk if last else None} | overrides
    return consent.record(
        customer, purpose=purpose, channel=channel, state=state, **told
    )


def enquiry_text() -> ConsentText:
    """Return the words whoever enquires is read today."""
    return ConsentText.objects.standing()[Purpose.ENQUIRY]


def publish_enquiry_text(actor) -> ConsentText:
    """Publish other words for those who enquire."""
    words = {"text_zh": "新的说法", "text_en": "New words"}
    made = consent.draft(Purpose.ENQUIRY, actor=actor, words=words, at=NOON)
    seen = consent.seen_of(made)
    return consent.publish(Purpose.ENQUIRY, actor=actor, seen=seen, at=NOON)
