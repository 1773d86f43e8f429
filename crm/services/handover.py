"""Customers change hands, with what is planned with them: all of it or nothing."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices, people
from customers.models import Customer
from customers.services import ownership
from customers.services.editing import locked
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
    """Move the customers of `user` to `successor`, deactivate `user`, tell `successor`.

    What `user` planned with customers of the successor, old or new, goes along. Without
    a successor the customers keep their owner. Returns how many customers moved.
    """
    moved = 0
    if successor is not None:
        if successor.pk == user.pk:
            raise Refused(_("Choose somebody else as successor."), "successor")
        moved = ownership.assign_all(
            Customer.objects.filter(owner=user),
            actor=actor,
            owner=successor,
            reason=note or _("Handover"),
            at=at,
        )
        theirs = Customer.objects.filter(owner=successor)
        plans.hand_over(theirs, actor=actor, giver=user, taker=successor, at=at)
    people.deactivate(user, actor=actor, at=at)
    if moved:
        notices.tell(
            successor,
            "crm.handed_over",
            key=f"handover:{user.pk}:{at.timestamp()}",
            at=at,
            params={"from": str(user), "how_many": moved, "note": note},
            url="/customers/",
        )
    return moved
