"""What a lead agreed to: the text he was read, and that it stays with him."""

from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from customers import lead_rules
from customers.choices.archive import Source
from customers.choices.consent import How, Purpose
from customers.models import ConsentText, Customer, Lead
from customers.services import consent


def text_of(lead: Lead) -> ConsentText | None:
    """Return the words a lead agreed to, None where he did not; one query."""
    if not lead.consent_given_at:
        return None
    kept = lead.consent_text
    version = 1 if kept == lead_rules.FIRST_CONSENT_TEXT else int(kept)
    texts = ConsentText.objects.filter(purpose=Purpose.ENQUIRY, version=version)
    return texts.first()


def carry_over(lead: Lead, customer: Customer, *, actor: User, at: datetime) -> None:
    """Keep with the customer what he agreed to as a lead: to be answered, no more."""
    text = text_of(lead)
    if text is None:
        return
    ways = lead_rules.WAYS.items()
    consent.carry_over(
        customer,
        text=text,
        channels=[way for name, way in ways if getattr(lead, name)],
        given_at=lead.consent_given_at,
        by=lead.created_by,
        how=How.ONLINE if lead.channel == Source.ONLINE else How.SPOKEN,
        evidence=_("registered as lead %(number)s") % {"number": lead.pk},
        actor=actor,
        at=at,
    )
