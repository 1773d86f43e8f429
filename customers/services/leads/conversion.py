"""A lead becomes a customer: made of what is known, or the one who is there already."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers.choices.leads import Deed, Ending, LeadState
from customers.models import Customer, Lead
from customers.services import archive
from customers.services.leads import agreed, handing, story

# What is carried over as it stands; the channel becomes the source.
CARRIED = ("name", "phone", "wechat", "note", "next_contact_on")


@transaction.atomic
def convert(
    lead: Lead,
    *,
    actor: User,
    customer: Customer | None = None,
    reason: str = "",
    seen: str | None = None,
    at: datetime,
) -> Customer:
    """Link the lead to `customer`, or to a new one made of it. The lead is won by this.

    What he agreed to as a lead comes along: to a customer who is there already, where
    `actor` may record consent of his.

    A number that is in the archive already is Refused (field "phone") for a new
    customer unless a `reason` says why. Sent twice it returns the first one's customer.
    """
    now = story.held(lead)
    if now.customer_id:
        return now.customer
    if seen is not None:
        story.held(now, seen=seen)
    if not now.is_open and now.state != LeadState.WON:
        raise Refused(_("Open this lead again before you make a customer of it."))
    may_say = customer is None or may_apply(actor, Can.RECORD_CONSENT, customer)
    if customer is None:
        customer = _made(now, actor, reason, at)
    elif now.last_contact_at:
        archive.touch(customer, at=now.last_contact_at)
    if may_say:
        agreed.carry_over(now, customer, actor=actor, at=at)
    givers = handing.end(now, Ending.WON, at=at)
    closed = {"state": LeadState.WON, "closed_at": now.closed_at or at}
    story.move(now, at=at, customer=customer, next_contact_on=None, **closed)
    changes = {"channel": [None, now.channel]}
    if now.campaign:
        changes["campaign"] = [None, str(now.campaign)]
    who = {"actor": actor, "at": at}
    story.write(
        now, Deed.CONVERTED, changes=changes, customer_id=customer.pk,
        state=LeadState.WON, **who,
    )  # fmt: skip
    for user in {one.pk: one for one in (*givers, now.owner) if one}.values():
        story.tell(user, "converted", now, **who)
    return customer


def _made(lead: Lead, actor: User, reason: str, at: datetime) -> Customer:
    """Make a customer of the lead, its owner's where he may own customers."""
    owners = User.objects.owners()
    owner = lead.owner if lead.owner and lead.owner in owners else actor
    fields = {name: getattr(lead, name) for name in CARRIED}
    fields["phone"] = lead.phone_raw or lead.phone
    told = {"actor": actor, "owner": owner, "reason": reason, "at": at}
    customer = archive.create(source=lead.channel, **told, **fields)
    if lead.last_contact_at:
        archive.touch(customer, at=lead.last_contact_at)
    return customer
