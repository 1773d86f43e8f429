"""A lead becomes a customer: made of what is known, or the one who is there already."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.days import day_of
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers.choices.facts import LikeKind
from customers.choices.leads import Deed, Ending, LeadState
from customers.models import Customer, Lead
from customers.services import archive, likes, opportunities
from customers.services.editing import locked
from customers.services.leads import agreed, handing, story

# What is carried over as it stands; the channel becomes the source.
CARRIED = ("name", "phone", "wechat", "note", "next_contact_on")
# So much of it fits beside a customer; the whole stays with the lead.
MOST_TITLE, MOST_NOTE, MOST_LIKE = 80, 1000, 200


@transaction.atomic
def convert(
    lead: Lead,
    *,
    actor: User,
    customer: Customer | None = None,
    reason: str = "",
    opens: bool = True,
    seen: str | None = None,
    at: datetime,
) -> Customer:
    """Link the lead to `customer`, or to a new one made of it, and close it by this.

    What he agreed to as a lead comes along, to a customer who is there already where
    `actor` may record consent of his; and what he was interested in: as an open
    opportunity, or among his likes and needs where none is to be opened. A deal is
    another thing: it stands where it was reported, or where he bought since.

    A number that is in the archive already is Refused (field "phone") for a new
    customer unless a `reason` says why. Sent twice it returns the first one's customer.
    """
    # Him before the lead, as a merge locks them: who is merged away is nobody's target.
    customer = locked(customer) if customer else None
    now = story.held(lead)
    if now.customer_id:
        return now.customer
    if seen is not None:
        story.held(now, seen=seen)
    if not now.is_open and now.state != LeadState.WON:
        raise Refused(_("Open this lead again before you make a customer of it."))
    is_new = customer is None
    may_say = is_new or may_apply(actor, Can.RECORD_CONSENT, customer)
    customer = customer or _made(now, actor, reason, at)
    if now.last_contact_at:
        archive.touch(customer, at=now.last_contact_at)
    if may_say:
        agreed.carry_over(now, customer, actor=actor, at=at)
    wish = {"note": "" if is_new else now.note, "opens": opens}
    _carry_wish(now, customer, actor=actor, at=at, **wish)
    _close(now, customer, actor=actor, at=at)
    return customer


def _close(now: Lead, customer: Customer, *, actor: User, at: datetime) -> None:
    """End it with the link, tell its story and whoever had it in hand."""
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


def _made(lead: Lead, actor: User, reason: str, at: datetime) -> Customer:
    """Make a customer of the lead, its owner's where he may own customers."""
    owners = User.objects.owners()
    owner = lead.owner if lead.owner and lead.owner in owners else actor
    fields = {name: getattr(lead, name) for name in CARRIED}
    fields["phone"] = lead.phone_raw or lead.phone
    told = {"actor": actor, "owner": owner, "reason": reason, "at": at}
    return archive.create(source=lead.channel, **told, **fields)


def _carry_wish(
    lead: Lead, customer: Customer, *, actor: User, note: str, opens: bool, at: datetime
) -> None:
    """Keep what he is interested in, with budget, day and note where one is opened.

    `note` is what stands with the customer nowhere yet.
    """
    words = ", ".join(lead.interests)
    if not words:
        return
    origin = f"customers.lead:{lead.pk}"
    if opens:
        # More than a title holds stands in the note as a whole.
        note = note if len(words) <= MOST_TITLE else f"{words}\n{note}"
        opportunities.open_one(
            customer, actor=actor, origin=origin, at=at,
            title=words[:MOST_TITLE], note=note[:MOST_NOTE],
            amount=lead.budget, expected_on=lead.expected_on,
        )  # fmt: skip
        return
    likes.note(
        customer, actor=actor, kind=LikeKind.PRODUCT, text=words[:MOST_LIKE],
        since=day_of(lead.created_at), origin=origin, at=at,
    )  # fmt: skip
