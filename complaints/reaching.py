"""How a customer can be told: where an e-mail goes, which way he did not want."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from accounts.days import day_of
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


def unwanted(complaint: Complaint) -> dict[str, date]:
    """Return the channels the customer refused whatever it was for, since when.

    What is owed him for his complaint may be told all the same: this warns, no more.
    One query.
    """
    if complaint.customer is None:
        return {}
    said = {}
    for (_use, way), record in ConsentRecord.objects.standing(
        complaint.customer
    ).items():
        said.setdefault(way, []).append(record)
    refused = {
        way: day_of(max(record.at for record in records))
        for way, records in said.items()
        if not any(record.state == ConsentState.GIVEN for record in records)
    }
    return {channel: refused[way] for channel, way in WAYS.items() if way in refused}


def ways(complaint: Complaint, channels: Iterable[Channel]) -> tuple[list, list[str]]:
    """Return (those of `channels` he can be told by, sentences on the others).

    A sentence says too what he does not want although it can be done. One query.
    """
    said, able = {}, []
    for channel in channels:
        if reason := objection(complaint, channel):
            said.setdefault(reason, []).append(channel)
        else:
            able.append(channel)
    warned = _("The customer does not want this (%(day)s). What is owed him for his "
               "complaint may be told him so all the same.")  # fmt: skip
    for channel, day in unwanted(complaint).items():
        if channel in able:
            reason = warned % {"day": f"{day:%Y-%m-%d}"}
            said.setdefault(reason, []).append(channel)
    line = _("%(ways)s: %(reason)s")
    return able, [line % {"ways": _named(which), "reason": reason}
                  for reason, which in said.items()]  # fmt: skip


def _named(channels: list[Channel]) -> str:
    """Return channels as a sentence begins with them."""
    names = " · ".join(str(Channel(each).label) for each in channels)
    return names[:1].upper() + names[1:]
