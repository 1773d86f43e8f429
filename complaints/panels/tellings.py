"""Of a complaint's page: what the customer was told each time, and his status links."""

from datetime import datetime

from accounts.models.records import submission_key
from complaints import wording
from complaints.choices import Reaction
from complaints.models import Complaint, Telling

# What he may have answered.
HEARD = [each for each in Reaction.choices if each[0] != Reaction.UNKNOWN]
# What the page shows of a state.
LOOKS = {
    "HELD": "progress",
    "WAITING": "progress",
    "SENT": "done",
    "SPOKEN": "done",
    "FAILED": "late",
    "TAKEN_BACK": "cancelled",
}


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `tellings` as told(), newest first, and the state of the links.

    Two queries.
    """
    rows = complaint.tellings.for_panel()
    live = list(complaint.links.live(at).for_panel())
    return {
        "tellings": [_told(each, complaint) for each in rows],
        "links": live,
        "link_opened": sum(link.opened_count for link in live),
        "may_tell": complaint.may_handle_complaints and not user.seen_by,
        "link_key": submission_key(),
        "reactions": HEARD,
    }


def _told(telling: Telling, complaint: Complaint) -> dict:
    """Return one with how it looks, and what is to be looked at before it is gone."""
    concerns = []
    if telling.is_held:
        concerns = wording.concerns(telling.text, complaint.liability)
    return {"row": telling, "look": LOOKS[telling.state], "concerns": concerns,
            "key": submission_key()}  # fmt: skip
