"""What is known of a complaint: who said it, of what, what he wants, where from."""

from datetime import datetime
from functools import partial

from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from complaints.models import Complaint
from visits.models import Visit

OTHERS = 5


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return what the reader may open, and `others`: the newest of the same customer.

    `may_see_customer`, `may_reveal` his numbers, `may_see_visit`: three queries.
    """
    may = partial(_may, user)
    return {
        "may_see_customer": may(Can.SEE_CUSTOMERS, complaint.customer),
        "may_reveal": may(Can.REVEAL_NUMBERS, complaint.customer),
        "may_see_visit": may(Can.SEE_VISITS, source(complaint)),
        "source": source(complaint),
        "others": _others(complaint, user),
    }


def source(complaint: Complaint) -> Visit | None:
    """Return the visit it came from, itself or by what the customer said there."""
    said = complaint.feedback
    return complaint.visit or (said and said.visit)


def _may(user, can: Can, row) -> bool:
    return row is not None and may_apply(user, can, row)


def _others(complaint: Complaint, user) -> list[Complaint]:
    if complaint.customer is None:
        return []
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    return list(seen.of(complaint.customer).besides(complaint).newest()[:OTHERS])
