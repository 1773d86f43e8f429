"""Everything a customer does himself on the page of his complaint."""

import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Channel, Deed, Reaction
from complaints.models import Complaint, Line, Telling
from complaints.services import lines, merging, notes, stages, telling_notices, tellings

# So many messages of one complaint within the hour; then he had better call.
MOST, WINDOW = 5, timedelta(hours=1)
LONGEST = 2000


@transaction.atomic
def add(
    complaint: Complaint, *, text: str, key: uuid.UUID, at: datetime,
    shown_to: User | None = None,
) -> Line:  # fmt: skip
    """Write down what the customer adds: it goes on where it waited or was closed.

    Of a merged complaint it goes to the one that is worked on. The same key again
    returns what stands. The history says to whom the link he came by was
    shown: it may have been that one who wrote. Raises Refused.
    """
    if line := lines.sent_before(key):
        return line
    now = _locked(complaint)
    _throttle(now, at)
    said = {"text": text.strip()[:LONGEST], "channel": Channel.WEB, "key": key}
    return notes.take_in(now, actor=None, at=at, shown_to=shown_to, **said)


@transaction.atomic
def judge(
    complaint: Complaint, *, is_content: bool, at: datetime,
    shown_to: User | None = None,
) -> Line:  # fmt: skip
    """Write down whether the result satisfies him; if not, it opens one level up.

    Once for each result he was told, where it goes on. By a link that a colleague was
    shown nobody judges: it might be that one. Raises Refused.
    """
    if shown_to:
        raise Refused(_("Please call us, or write below, how satisfied you are."))
    now = _locked(complaint)
    telling = asked_of(now)
    if telling is None:
        raise Refused(_("There is nothing to be answered at the moment."))
    reaction = Reaction.SATISFIED if is_content else Reaction.DISSATISFIED
    line = tellings.react(telling, actor=None, reaction=reaction, at=at)
    if is_content:
        telling_notices.heard(now, line=line)
        return line
    return stages.reopen(lines.locked(now), actor=None, at=at, text="", is_up=True)


def asked_of(complaint: Complaint) -> Telling | None:
    """Return the result he may say something of: told last, and not answered yet.

    Of a merged complaint it is that of the one that is worked on.
    """
    main = merging.standing_one(complaint)
    if not main.is_told:
        return None
    last = main.tellings.results().told().last()
    return last if last and last.awaits_reaction else None


def _locked(complaint: Complaint) -> Complaint:
    """Lock where it goes on, though it be merged in the same moment."""
    while True:
        try:
            return lines.locked(merging.standing_one(complaint))
        except lines.Merged as merged:
            complaint = merged.complaint


def _throttle(now: Complaint, at: datetime) -> None:
    his = now.lines.filter(deed=Deed.ADDED, actor=None, at__gt=at - WINDOW)
    if his.count() >= MOST:
        raise Refused(
            _("You wrote to us several times just now. We read it; please call us.")
        )
