"""Of a complaint's page: compensation."""

from datetime import datetime

from accounts.permissions.actions import Can
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `offers`, whether one waits, whether he may propose one; one query."""
    may_handle = user.may(Can.HANDLE_COMPLAINTS) and not user.seen_by
    offers = list(complaint.offers.for_panel())
    return {
        "offers": offers,
        "offer_waits": any(offer.is_unsettled for offer in offers),
        "may_offer": may_handle
        and complaint.may_handle_complaints
        and complaint.is_open,
    }
