"""Lets somebody go whose customers go to a successor: both or neither."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices, people
from customers.models import Customer
from customers.services import ownership


@transaction.atomic
def let_go(
    user: User, *, actor: User, successor: User | None, note: str, at: datetime
) -> int:
    """Move the customers of `user` to `successor`, deactivate `user`, tell `successor`.

    Without a successor the customers keep their owner. Returns how many moved.
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
