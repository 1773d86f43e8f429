"""What is known of a complaint: who said it, of what, what he wants, where from."""

from datetime import datetime

from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from complaints.models import Complaint

OTHERS = 5


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `may_see_customer` and `others`: the newest of the same customer."""
    customer = complaint.customer
    return {
        "may_see_customer": customer and may_apply(user, Can.SEE_CUSTOMERS, customer),
        "others": _others(complaint, user),
    }


def _others(complaint: Complaint, user) -> list[Complaint]:
    if complaint.customer is None:
        return []
    seen = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS)
    return list(seen.of(complaint.customer).besides(complaint).newest()[:OTHERS])
