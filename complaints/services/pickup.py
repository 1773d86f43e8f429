"""What was said in a visit becomes a complaint, in the customer's own words."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Channel, Kind
from complaints.models import Category, Complaint
from complaints.services import intake
from complaints.suggesting import suggested
from visits.choices import Channel as Met
from visits.choices import FeedbackKind
from visits.models import FeedbackItem, Visit
from visits.services import feedback

CHANNEL_OF = {Met.VISIT: Channel.VISIT, Met.RECEPTION: Channel.COUNTER} | {
    way: Channel[way.name] for way in (Met.PHONE, Met.WECHAT, Met.SMS, Met.EMAIL)
}
# So long whoever made the visit has to take it up himself, and so far back one looks.
WAITS, LOOKS_BACK = timedelta(hours=24), timedelta(days=30)
NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "weixi:complaints")


@transaction.atomic
def from_feedback(
    item: FeedbackItem, *, actor: User | None, at: datetime
) -> Complaint:  # fmt: skip
    """Register what the customer said in a visit, and mark it as taken up.

    The same words open one: a second tap returns it. Without an `actor` the clock does
    it. Raises Refused for a visit that was taken back.
    """
    now = feedback.locked(item)
    if made := Complaint.objects.filter(feedback=now).first():
        return made
    if not now.is_about_service:
        raise Refused(_("Only what concerns our service is registered here."))
    feedback.take_up(now, at=at)
    return _register(now.visit, now.kind, now.text, actor=actor, at=at, item=now)


@transaction.atomic
def from_visit(visit: Visit, *, actor: User, at: datetime) -> Complaint:
    """Register the note of a visit that ended in a problem. Once a visit."""
    now = Visit.objects.select_related("customer", "owner")
    now = now.select_for_update(of=["self"], no_key=True).get(pk=visit.pk)
    if not (now.is_logged and now.note):
        raise Refused(_("This visit was taken back meanwhile."))
    key = _key(f"visit:{now.pk}")
    if made := Complaint.objects.filter(submission_key=key).first():
        return made
    return _register(now, Kind.COMPLAINT, now.note, actor=actor, at=at)


def take_up_waiting(*, at: datetime) -> int:
    """Register every complaint said in a visit that nobody took up within a day.

    Returns how many. Safe twice, and at the same moment: what was said opens one.
    """
    waiting = FeedbackItem.objects.open()
    said = waiting.said_between(FeedbackKind.COMPLAINT, at - LOOKS_BACK, at - WAITS)
    return sum(_taken_up(item, at) for item in said)


def _taken_up(item: FeedbackItem, at: datetime) -> bool:
    """Say whether this call registered it; somebody else may be quicker."""
    try:
        made = from_feedback(item, actor=None, at=at)
    except Refused:
        return False
    return made.registered_at == at


def _register(
    visit: Visit, kind: str, words: str, *, actor: User | None, at: datetime,
    item: FeedbackItem | None = None,
) -> Complaint:  # fmt: skip
    said = {"kind": kind, "channel": CHANNEL_OF[visit.channel], "words": words}
    said |= judged(words)
    origin = f"feedback:{item.pk}" if item else f"visit:{visit.pk}"
    return intake.register(
        visit.customer, actor=actor, taker=visit.owner, key=_key(origin), said=said,
        at=at, received_at=visit.happened_at, visit=visit, feedback=item,
    )  # fmt: skip


def judged(words: str) -> dict:
    """Return category, severity and department as the words suggest; one query."""
    found = suggested(words, Category.objects.in_use().select_related("department"))
    if not found:
        return {}
    first = found[0]
    return {
        "category": first,
        "severity": first.severity,
        "department": first.department,
    }


def _key(origin: str) -> uuid.UUID:
    return uuid.uuid5(NAMES, origin)
