"""Of a complaint's page: what the customer was told each time, and his status links."""

from datetime import datetime
from urllib.parse import quote

from accounts.models.records import submission_key
from complaints import permitted
from complaints.choices import Channel, Reaction
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
    rows = list(complaint.tellings.for_panel())
    live = list(complaint.links.live(at).for_panel())
    return {
        "tellings": [_told(each, complaint, is_last=each is rows[0]) for each in rows],
        "links": live,
        "link_opened": sum(link.opened_count for link in live),
        "may_tell": complaint.may_handle_complaints and not user.seen_by,
        "link_key": submission_key(),
        "reactions": HEARD,
    }


def _told(telling: Telling, complaint: Complaint, *, is_last: bool) -> dict:
    """Return one with how it looks, and what is to be looked at before it is gone.

    What was told last and no gateway carries is pasted by hand, now.
    """
    concerns = []
    if telling.is_held:
        concerns = permitted.concerns(telling.text, complaint.liability)
    by_sms = telling.is_by_hand and telling.channel == Channel.SMS
    return {
        "row": telling,
        "look": LOOKS[telling.state],
        "concerns": concerns,
        "key": submission_key(),
        "is_to_paste": is_last and telling.is_by_hand,
        # Without a number: it stays masked, and the phone asks for it.
        "sms_url": f"sms:?&body={quote(telling.text)}" if by_sms else "",
    }
