"""Who is told of a compensation: whoever may decide, and whoever asked."""

from datetime import datetime

from accounts.choices import Reach
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.services import notices
from complaints.models import Compensation, Complaint


def ask(
    complaint: Complaint, offer: Compensation, *, is_above: bool, actor: User,
    at: datetime,
) -> None:  # fmt: skip
    """Tell those who may decide; `is_above` the limit of a branch's manager."""
    for person in _deciders(complaint, actor, is_above=is_above):
        _tell(person, "complaints.offer_asked", complaint, offer, actor=actor, at=at)


def answer(
    complaint: Complaint, offer: Compensation, *, actor: User, at: datetime
) -> None:
    """Tell whoever proposed it, and whoever handles the complaint now."""
    by = {"actor": actor, "at": at}
    for person in {offer.proposed_by, complaint.handler} - {actor, None}:
        _tell(person, "complaints.offer_decided", complaint, offer, **by)


def settle(offer: Compensation) -> None:
    """Take back what was asked of the version before: it is another thing now."""
    earlier = f"offer:{offer.pk}:{offer.version - 1}"
    notices.retract(["complaints.offer_asked"], key=earlier)


def _deciders(complaint: Complaint, actor: User, *, is_above: bool) -> list[User]:
    """Return who may decide: those of the branch, above the limit those of all."""
    barred = [actor.pk, complaint.about_user_id]
    able = User.objects.exclude(pk__in=filter(None, barred)).order_by("pk")
    if not is_above:
        there = able.able_to(Can.DECIDE_COMPENSATION, [Reach.BRANCH])
        if found := list(there.filter(branch=complaint.branch_id)):
            return found
    return list(able.able_to(Can.DECIDE_COMPENSATION, [Reach.ALL]))


def _tell(person, kind: str, complaint, offer, *, actor, at) -> None:
    notices.tell(
        person, kind, key=f"offer:{offer.pk}:{offer.version}", at=at,
        url=offer.get_absolute_url(), subject=complaint, about=complaint.code,
        params={
            "who": str(actor), "code": complaint.code, "kind": offer.kind,
            "amount": str(offer.amount), "state": offer.state,
        },
    )  # fmt: skip
