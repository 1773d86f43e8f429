"""Who looks after a customer: changing the owner, one customer or many."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import Customer, Pooling
from customers.services import opportunities, telling
from customers.services.archive import check_owner


@transaction.atomic
def assign(
    customer: Customer, *, actor: User, owner: User, reason: str, at: datetime
) -> None:
    """Give the customer to `owner`; the branch follows. Says who had him, and why."""
    if not reason.strip():
        raise Refused(_("Say why the owner changes."), "reason")
    him = Customer.objects.filter(pk=customer.pk)
    if not assign_all(him, actor=actor, owner=owner, reason=reason, at=at):
        raise Refused(
            _("%(name)s owns this customer already.") % {"name": owner.name}, "owner"
        )
    customer.refresh_from_db()


@transaction.atomic
def assign_all(
    customers: QuerySet[Customer],
    *,
    actor: User,
    owner: User,
    reason: str,
    at: datetime,
) -> int:
    """Give `customers` to `owner`; returns how many of them he did not own before.

    He is told, and so are those who had them.
    """
    moved = move(customers, actor=actor, owner=owner, reason=reason, at=at)
    if moved:
        telling.assigned(moved, actor=actor, owner=owner, reason=reason, at=at)
    return len(moved)


@transaction.atomic
def move(
    customers: QuerySet[Customer],
    *,
    actor: User | None,
    owner: User,
    reason: str,
    at: datetime,
) -> list[Customer]:
    """Give `customers` to `owner`; returns those he did not own, as they stood before.

    Costs the same few statements for two as for two hundred. Whoever gets a new owner
    leaves the common pool. The caller tells whom it concerns.
    """
    check_owner(owner)
    moving = list(
        customers.exclude(owner=owner)
        .for_page()
        .select_for_update(of=["self"], no_key=True)
        .order_by("pk")
    )
    new = {"owner": owner, "branch": owner.branch}
    audit.record_all(
        audit.entry(
            actor,
            "customer.assigned",
            customer,
            at=at,
            changes=audit.difference(customer, new),
            reason=reason,
            customer_id=customer.pk,
        )
        for customer in moving
    )
    opportunities.hand_over(moving, owner=owner)
    Customer.objects.filter(pk__in=[one.pk for one in moving]).update(
        owner=owner,
        branch_id=owner.branch_id,
        version=F("version") + 1,
        updated_at=at,
    )
    Pooling.objects.open().of(one.pk for one in moving).update(ended_at=at)
    return moving
