"""What others ask for and the reader decides: exports, tiers by hand, compensation."""

from accounts.models import Export, User
from accounts.permissions.actions import Can
from complaints.models import Compensation
from crm.exports import SHEETS
from customers.models import TierOverride

MOST = 5


def waiting(user: User) -> dict:
    """Return what waits for the reader, the oldest first; one query each."""
    return {
        "exports_to_decide": _exports(user),
        "tiers_to_decide": _tiers(user),
        "offers_to_decide": list(
            Compensation.objects.waiting_for(user).for_list()[:MOST]
        ),
    }


def _exports(user: User) -> list[tuple]:
    """Return (export, what its list is called)."""
    rows = Export.objects.to_decide(user)[:MOST]
    return [(export, SHEETS[export.sheet].title) for export in rows]


def _tiers(user: User) -> list[TierOverride]:
    """Return the proposals of others: nobody decides on his own."""
    if not user.may(Can.DECIDE_TIERS):
        return []
    proposed = TierOverride.objects.for_user(user, Can.DECIDE_TIERS).waiting()
    return list(proposed.exclude(proposed_by=user).for_list()[:MOST])
