"""What a customer means to buy, said in a visit, becomes an opportunity."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from customers.models import Opportunity
from customers.services import opportunities
from visits.choices import FeedbackKind, State
from visits.models import FeedbackItem

LONGEST_TITLE = 80


@transaction.atomic
def take_up(item: FeedbackItem, *, actor: User, at: datetime) -> Opportunity:
    """Open an opportunity from what the customer said, in his words.

    The same words open one: a second tap returns it.
    """
    rows = FeedbackItem.objects.select_for_update(of=["self"])
    now = rows.select_related("visit", "customer").get(pk=item.pk)
    if now.kind != FeedbackKind.INTENT:
        raise Refused(_("Only a purchase intent becomes an opportunity."))
    origin = f"visits.feedback:{now.pk}"
    if now.taken_up_at is None and now.visit.state != State.LOGGED:
        raise Refused(_("This visit was taken back meanwhile."))
    title = " ".join(now.text.split())
    note = now.text if len(title) > LONGEST_TITLE else ""
    made = opportunities.open_one(
        now.customer, actor=actor, origin=origin, title=title[:LONGEST_TITLE],
        note=note, at=at,
    )  # fmt: skip
    FeedbackItem.objects.filter(pk=now.pk, taken_up_at=None).update(taken_up_at=at)
    return made
