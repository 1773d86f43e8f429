"""Everything that changes what is known of a customer's ways."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Customer, Like
from customers.services.editing import locked, one_at_a_time


@transaction.atomic
def note(
    customer: Customer,
    *,
    actor: User,
    kind: str,
    text: str,
    since: date,
    told_by: str = "",
    origin: str = "",
    submission_key: uuid.UUID | None = None,
    at: datetime,
) -> Like:
    """Note one thing; a form sent twice returns what the first send noted."""
    text = text.strip()
    if not text:
        raise Refused(_("Write down what we know."), "text")
    one_at_a_time(submission_key)
    made = Like.objects.filter(submission_key=submission_key).first()
    if submission_key and made:
        if (made.customer_id, made.noted_by_id) != (customer.pk, actor.pk):
            raise Refused(_("This form was sent already. Open a new one."))
        return made
    like = Like(
        customer=locked(customer), kind=kind, text=text, since=since,
        told_by=told_by.strip(), origin=origin, submission_key=submission_key,
        noted_by=actor, created_at=at,
    )  # fmt: skip
    like.save(force_insert=True)
    changes = audit.difference(
        Like(), {"kind": kind, "text": text, "told_by": like.told_by}
    )
    _record(actor, "like.noted", like, at, changes)
    return like


@transaction.atomic
def drop(like: Like, *, actor: User, at: datetime) -> None:
    """Take away what is no longer so; history keeps the row. Safe twice."""
    gone = Like.objects.select_for_update().filter(pk=like.pk).first()
    if gone is None:
        return
    _record(actor, "like.dropped", gone, at, {"text": [gone.text, None]})
    gone.delete()


def _record(actor: User, action: str, like: Like, at: datetime, changes: dict) -> None:
    audit.record(
        actor, action, like, at=at, changes=changes, customer_id=like.customer_id
    )
