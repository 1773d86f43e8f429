"""Everything that changes a handover: made, its promises confirmed, its leave ended."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices
from customers.choices.handovers import HandoverKind, PromiseState
from customers.models import Customer, Handover, Hold, Promise
from customers.services import archive

# A user sees so many customers at most by holding them.
MOST_SHARED = 400


def made_before(key: uuid.UUID, actor: User) -> Handover | None:
    """Return what the first sending of a form made; Refused if it was another's."""
    made = Handover.objects.filter(submission_key=key).first()
    if made and made.made_by_id != actor.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    return made


@transaction.atomic
def store(
    handover: Handover, *, customers: list[Customer], promises: list[Promise]
) -> Handover:
    """Write a handover with what was promised; during a leave share the customers.

    The caller moves the customers of any other handover, in the same transaction.
    """
    is_leave = handover.kind == HandoverKind.LEAVE
    if is_leave and len(customers) > MOST_SHARED:
        message = _("At most %(most)s customers can be shared with one colleague.")
        raise Refused(message % {"most": MOST_SHARED}, "taker")
    handover.customer_count = len(customers)
    handover.save(force_insert=True)
    for promise in promises:
        promise.handover = handover
    Promise.objects.bulk_create(promises, batch_size=1000)
    if is_leave:
        shared = {f"{handover.hold_key}:{each.pk}": each.pk for each in customers}
        archive.hold_all(shared, user=handover.taker)
    changes = {
        "giver": [None, str(handover.giver)],
        "taker": [None, str(handover.taker)],
        "customers": [None, len(customers)],
    }
    audit.record(
        handover.made_by, "handover.made", handover, at=handover.made_at,
        changes=changes,
    )  # fmt: skip
    _tell_taker(handover, len(promises))
    return handover


@transaction.atomic
def confirm(
    handover: Handover, *, actor: User, promise_ids: list[int], at: datetime
) -> int:
    """Take these promises upon oneself; returns how many were still open.

    Refused for anybody but who took the customers.
    """
    _check_taker(handover, actor)
    rows = Promise.objects.open().filter(handover=handover, pk__in=promise_ids)
    count = rows.update(state=PromiseState.CONFIRMED, decided_at=at)
    if count:
        changes = {"confirmed": [None, count]}
        audit.record(actor, "handover.confirmed", handover, at=at, changes=changes)
        _tell_when_all(handover, actor=actor, at=at)
    return count


@transaction.atomic
def decline(promise: Promise, *, actor: User, reason: str, at: datetime) -> None:
    """Say why a promise cannot be kept; whoever made the handover is told."""
    handover = promise.handover
    _check_taker(handover, actor)
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why it cannot be kept."), "reason")
    rows = Promise.objects.open().filter(pk=promise.pk)
    declined = {"state": PromiseState.DECLINED, "decided_at": at, "reason": reason}
    if not rows.update(**declined):
        raise Refused(_("This promise was decided already. Reload the page."))
    audit.record(
        actor, "handover.declined", handover, at=at, reason=reason,
        customer_id=promise.customer_id,
    )  # fmt: skip
    notices.tell(
        handover.made_by,
        "customers.promise_declined",
        key=f"declined:{promise.pk}",
        at=at,
        params={
            "taker": str(actor),
            "customer": str(promise.customer),
            "reason": reason,
        },
        url=handover.get_absolute_url(),
        subject=handover,
        about=handover,
    )


@transaction.atomic
def end_leaves(*, today: date, at: datetime) -> int:
    """Let the customers of leaves that are over be seen by their owners alone.

    Returns how many leaves ended. Safe twice.
    """
    over = list(Handover.objects.over(today).select_for_update(no_key=True))
    for handover in over:
        held = Hold.objects.filter(user_id=handover.taker_id)
        held.filter(key__startswith=f"{handover.hold_key}:").delete()
        audit.record(None, "handover.ended", handover, at=at)
    Handover.objects.filter(pk__in=[each.pk for each in over]).update(ended_at=at)
    return len(over)


def _check_taker(handover: Handover, actor: User) -> None:
    if handover.taker_id != actor.pk:
        raise Refused(_("Only who took the customers over can confirm this."))


def _tell_taker(handover: Handover, count: int) -> None:
    notices.tell(
        handover.taker,
        "customers.handover",
        key=f"handover:{handover.pk}",
        at=handover.made_at,
        params={
            "from": str(handover.giver),
            "how_many": handover.customer_count,
            "promises": count,
            "until": handover.until.isoformat() if handover.until else "",
        },
        url=handover.get_absolute_url(),
        subject=handover,
        about=handover,
    )


def _tell_when_all(handover: Handover, *, actor: User, at: datetime) -> None:
    if handover.promises.open().exists() or handover.made_by_id == actor.pk:
        return
    notices.tell(
        handover.made_by,
        "customers.handover_confirmed",
        key=f"confirmed:{handover.pk}",
        at=at,
        params={"taker": str(actor), "from": str(handover.giver)},
        url=handover.get_absolute_url(),
        subject=handover,
        about=handover,
    )
