"""What a customer said in a visit is taken up by whoever works on it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.refused import Refused
from visits.choices import State
from visits.models import FeedbackItem


@transaction.atomic
def locked(item: FeedbackItem) -> FeedbackItem:
    """Return it as it stands, and let nobody else take it up before we commit."""
    rows = FeedbackItem.objects.select_for_update(of=["self"])
    return rows.select_related("visit__owner", "customer").get(pk=item.pk)


@transaction.atomic
def take_up(item: FeedbackItem, *, at: datetime) -> FeedbackItem:
    """Mark what was said as taken up; from then on its words stay as they are.

    Raises Refused where somebody was first, or the visit was taken back.
    """
    now = locked(item)
    if now.taken_up_at is not None:
        raise Refused(_("Somebody has taken this up already."))
    if now.visit.state != State.LOGGED or now.visit.removed_at:
        raise Refused(_("This visit was taken back meanwhile."))
    FeedbackItem.objects.filter(pk=now.pk).update(taken_up_at=at)
    now.taken_up_at = at
    return now
