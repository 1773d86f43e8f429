"""Builders of consent: what a customer said, through the real service."""

from crm.testing.cast import NOON
from customers.choices.consent import Channel, ConsentState, How, Purpose
from customers.models import ConsentRecord
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
