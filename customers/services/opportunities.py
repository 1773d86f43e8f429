"""Everything that changes an opportunity. One function is one transaction."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.choices.opportunities import ENDED, Progress
from customers.models import Customer, Opportunity
from customers.services.editing import locked, merged, one_at_a_time, write

EDITABLE = ("title", "note", "amount", "expected_on", "next_step", "next_on")


@transaction.atomic
def open_one(
    customer: Customer,
    *,
    actor: User,
    origin: str = "",
    submission_key: uuid.UUID | None = None,
    at: datetime,
    **fields,
) -> Opportunity:
    """Open an opportunity of the customer's owner.

    What is sent or taken up twice returns what the first time opened.
    """
    new = _read(fields)
    one_at_a_time(submission_key, origin)
    if made := _made_before(customer, origin, submission_key, actor):
        return made
    customer = locked(customer)
    opportunity = Opportunity(
        customer=customer, owner_id=customer.owner_id, origin=origin,
        submission_key=submission_key,
        created_by=actor, created_at=at, **new,
    )  # fmt: skip
    opportunity.save(force_insert=True)
    changes = audit.difference(Opportunity(), new | {"progress": Progress.INTEREST})
    _record(actor, "opportunity.opened", opportunity, at, changes)
    return opportunity


@transaction.atomic
def edit(
    opportunity: Opportunity, *, actor: User, fields: dict, version: int, at: datetime
) -> Opportunity:
    """Change what is said of it; raises Conflict as `archive.update` does."""
    new = _read({"title": opportunity.title} | fields)
    now = locked(opportunity)
    mine = merged(now, new, version)
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        _record(actor, "opportunity.changed", now, at, changes)
    return now


@transaction.atomic
def move(
    opportunity: Opportunity,
    *,
    actor: User,
    progress: str,
    lost_reason: str = "",
    version: int,
    at: datetime,
) -> Opportunity:
    """Bring it to another stage, back from the end as well; a stale page is refused."""
    now = locked(opportunity)
    if now.version != version:
        raise Refused(_("Someone else changed this meanwhile. Look, then try again."))
    if progress == Progress.LOST and not lost_reason:
        raise Refused(_("Say why it was lost."), "lost_reason")
    if progress == now.progress:
        raise Refused(_("It stands at this stage already."), "progress")
    new = {
        "progress": progress,
        "lost_reason": lost_reason if progress == Progress.LOST else "",
        "ended_at": at if progress in ENDED else None,
    }
    told = audit.difference(now, {k: new[k] for k in ("progress", "lost_reason")})
    write(now, new)
    _record(actor, "opportunity.moved", now, at, told)
    return now


def hand_over(customers: list[Customer], *, owner: User) -> int:
    """Give the open opportunities of `customers` to `owner`, who is about to get them.

    Those alone whose owner has the customer. Runs before he moves, in the transaction
    that moves him, whose audit rows say so.
    """
    return _theirs(customers).update(owner=owner, version=F("version") + 1)


def _theirs(customers: list[Customer]) -> QuerySet[Opportunity]:
    ids = [customer.pk for customer in customers]
    rows = Opportunity.objects.open().filter(customer_id__in=ids)
    return rows.filter(owner_id=F("customer__owner_id"))


def _made_before(customer, origin, key, actor) -> Opportunity | None:
    if origin and (taken := Opportunity.objects.filter(origin=origin).first()):
        return taken
    made = Opportunity.objects.filter(submission_key=key).first() if key else None
    if made and (made.customer_id, made.created_by_id) != (customer.pk, actor.pk):
        raise Refused(_("This form was sent already. Open a new one."))
    return made


def _read(fields: dict) -> dict:
    if unknown := set(fields) - set(EDITABLE):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    new = {k: v.strip() if isinstance(v, str) else v for k, v in fields.items()}
    if not new.get("title"):
        raise Refused(_("Say what it is about."), "title")
    return new


def _record(actor, action, opportunity, at, changes) -> None:
    audit.record(
        actor, action, opportunity,
        at=at, changes=changes, customer_id=opportunity.customer_id,
    )  # fmt: skip
