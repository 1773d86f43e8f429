"""How a customer can be told: where an e-mail goes, which way he did not want."""

from django.utils.translation import gettext as _

from complaints.choices import SPOKEN, Channel
from complaints.models import Complaint
from customers.choices.consent import Channel as Way
from customers.choices.consent import ConsentState
from customers.models import ConsentRecord

# What a channel of complaints is called where consent is asked.
WAYS = {
    Channel.PHONE: Way.PHONE,
    Channel.VISIT: Way.VISIT,
    Channel.WECHAT: Way.WECHAT,
    Channel.SMS: Way.SMS,
    Channel.EMAIL: Way.EMAIL,
    Channel.LETTER: Way.MAIL,
}


def email_of(complaint: Complaint) -> str:
    """Return where an e-mail of a complaint goes now, "" for nowhere."""
    customer = complaint.customer
    if customer and customer.removed_at:
        return ""
    return complaint.reply_email or (customer.email if customer else "")


def objection(complaint: Complaint, channel: str) -> str:
    """Return why nobody can be told this way, "" where he can."""
    customer = complaint.customer
    if channel not in SPOKEN and customer and customer.removed_at:
        return _("This customer left the archive: nothing is written to him any more.")
    if channel == Channel.EMAIL and not email_of(complaint):
        return _("There is no e-mail address to write to.")
    return ""


def unwanted(complaint: Complaint) -> set[str]:
    """Return the channels the customer refused whatever it was for; one query.

    What is owed him for his complaint may be told all the same: this warns, no more.
    """
    if complaint.customer is None:
        return set()
    said = {}
    for (_use, way), record in ConsentRecord.objects.standing(
        complaint.customer
    ).items():
        said.setdefault(way, []).append(record.state == ConsentState.GIVEN)
    refused = {way for way, answers in said.items() if not any(answers)}
    return {channel for channel, way in WAYS.items() if way in refused}
