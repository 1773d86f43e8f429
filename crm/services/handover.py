"""Customers change hands, with what is planned with them: all of it or nothing."""

from collections import Counter
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices, people
from crm.services import passing_on
from customers.models import Customer
from customers.services import ownership
from customers.services.editing import locked
from customers.services.telling import listed
from visits.services import plans


@transaction.atomic
def assign(
    customer: Customer, *, actor: User, owner: User, reason: str, at: datetime
) -> int:
    """Give the customer to `owner`, and what his owner had planned with him.

    Returns how many planned visits went along.
    """
    giver = locked(customer).owner
    ownership.assign(customer, actor=actor, owner=owner, reason=reason, at=at)
    him = Customer.objects.filter(pk=customer.pk)
    return plans.hand_over(him, actor=actor, giver=giver, taker=owner, at=at)


@transaction.atomic
def let_go(
    user: User, *, actor: User, successor: User | None, note: str, at: datetime
) -> int:
    """Pass all that `user` has on to `successor`, and deactivate `user`.

    What `user` planned with customers of the successor, old or new, goes along, and the
    successor confirms every promise. Without a successor the customers keep their
    owner, and the heads of their branch are told. Returns how many customers moved.
    """
    moved = 0
    if successor is not None:
        moved = _move(user, actor=actor, successor=successor, note=note, at=at)
    people.deactivate(user, actor=actor, at=at)
    if successor is None:
        _tell_heads(user, actor=actor, at=at)
    return moved


@transaction.atomic
def hand_over(
    user: User, *, actor: User, successor: User | None, note: str, at: datetime
) -> int:
    """Move what `user`, who was let go before, still owns. Returns how many moved."""
    if successor is None:
        raise Refused(_("Choose who gets the customers."), "successor")
    moved = _move(user, actor=actor, successor=successor, note=note, at=at)
    if not moved:
        raise Refused(_("%(name)s owns no customers.") % {"name": user})
    return moved


def _move(user: User, *, actor: User, successor: User, note: str, at: datetime) -> int:
    made = passing_on.pass_on_all(user, actor=actor, taker=successor, note=note, at=at)
    return made.customer_count if made else 0


def _tell_heads(user: User, *, actor: User, at: datetime) -> None:
    """Tell who answers for the branches of the customers left behind, each once."""
    left = Customer.objects.filter(owner=user).order_by().values_list("branch")
    counts: Counter[User] = Counter()
    for branch_id, count in left.annotate(Count("pk")):
        for head in notices.heads_of(branch_id):
            counts[head] += count
    for head, count in counts.items():
        if head.pk != actor.pk:
            notices.tell(
                head,
                "crm.left_behind",
                key=f"left:{user.pk}:{at.timestamp()}",
                at=at,
                params={"actor": str(actor), "from": str(user), "how_many": count},
                url=listed(owner=user.pk),
                subject=user,
                about=user,
            )
