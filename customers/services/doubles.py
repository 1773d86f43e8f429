"""Everything that is decided about doubles, and what is asked of others about them."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Job, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import jobs, notices
from customers.choices.doubles import DoubleJob, DoubleState
from customers.models import Customer, Double

MOST_ASKED = 10


@transaction.atomic
def tell_apart(double: Double, *, actor: User, reason: str, at: datetime) -> None:
    """Decide that the two are two; they are offered again only for something new."""
    if not reason.strip():
        raise Refused(_("Say why these are two customers."), "reason")
    open_pair = Double.objects.open().filter(pk=double.pk)
    decided = {"decided_at": at, "decided_by": actor, "reason": reason.strip()[:200]}
    if not open_pair.update(state=DoubleState.NO_DOUBLE, **decided):
        raise Refused(_("This pair was decided already. Reload the page."))
    for one in (double.first, double.second):
        audit.record(
            actor, "customer.told_apart", one,
            at=at, reason=decided["reason"], customer_id=one.pk,
        )  # fmt: skip


@transaction.atomic
def propose(double: Double, *, actor: User, at: datetime) -> int:
    """Tell those who may merge the two that they should; returns how many were told.

    Proposed twice is told once.
    """
    open_pair = Double.objects.open().filter(pk=double.pk)
    if not open_pair.filter(proposed_at=None).update(proposed_at=at, proposed_by=actor):
        if open_pair.exists():
            return 0
        raise Refused(_("This pair was decided already. Reload the page."))
    able = _able_to_merge(double)
    for user in able:
        notices.tell(
            user,
            "customers.double_proposed",
            key=f"double:{double.pk}:{at.timestamp()}",
            at=at,
            params={"actor": str(actor), "customer": str(double.first)},
            url=double.first.get_absolute_url(),
            subject=double.first,
            about=double.first,
        )
    audit.record(
        actor, "customer.merge_proposed", double.first,
        at=at, customer_id=double.first_id,
    )  # fmt: skip
    return len(able)


def ask_scan(*, actor: User, at: datetime) -> Job:
    """Order a scan, or return the one that is under way."""
    under_way = Job.objects.unended().filter(kind=DoubleJob.SCAN, owner=actor).first()
    return under_way or jobs.ask(
        DoubleJob.SCAN,
        actor=actor,
        params={"url": reverse("customers:doubles")},
        at=at,
    )


def merged(winner: Customer, loser: Customer, *, actor: User, at: datetime) -> None:
    """Note on their pair, where a scan had found it, that the two are one now."""
    pair = Double.objects.open().between(winner.pk, loser.pk)
    pair.update(state=DoubleState.MERGED, decided_at=at, decided_by=actor)


def reopened(winner: Customer, loser: Customer) -> None:
    """Leave the pair of a merge that was undone to be decided again."""
    pair = Double.objects.filter(state=DoubleState.MERGED)
    pair = pair.between(winner.pk, loser.pk)
    pair.update(state=DoubleState.OPEN, decided_at=None, decided_by=None)


@transaction.atomic
def ask_owners(asked: list[Customer], *, actor: User, at: datetime) -> int:
    """Ask the owners of customers out of the asker's reach to get in touch.

    Each is told once who asks about which customer; returns how many are asked.
    """
    for customer in asked:
        key = f"asked:{customer.pk}:{actor.pk}"
        if customer.owner.notices.filter(key=key).exists():
            continue
        notices.tell(
            customer.owner,
            "customers.asked",
            key=key,
            at=at,
            params={"actor": str(actor), "customer": str(customer)},
            url=customer.get_absolute_url(),
            subject=customer,
            about=customer,
        )
        audit.record(
            actor, "customer.asked_about", customer, at=at, customer_id=customer.pk
        )
    return len({customer.owner_id for customer in asked})


def _able_to_merge(double: Double) -> list[User]:
    """Return who may merge these two: of the branches, or of everything."""
    branches = {double.first.branch_id, double.second.branch_id}
    able = User.objects.able_to(Can.MERGE_CUSTOMERS)
    near = [user for user in able.order_by("pk") if user.branch_id in branches]
    return [
        user
        for user in near[: 2 * MOST_ASKED]
        if Double.objects.filter(pk=double.pk).for_merging(user).exists()
    ][:MOST_ASKED]
