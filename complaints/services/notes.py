"""What is said on the way: notes, messages from the customer, progress he is told."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Channel, Deed, State, Step, TellingKind
from complaints.models import Complaint, Line
from complaints.services import (
    assigning,
    clocks,
    lines,
    merging,
    stages,
    telling_notices,
    tellings,
)


@transaction.atomic
def note(
    complaint: Complaint, *, actor: User, text: str, at: datetime,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Add an internal note. Two at once both stand, in the order they came."""
    now = stages.lock_at(complaint, Step.NOTE, "", actor=actor, key=key)
    stages.need(text, "text", _("Write the note."))
    return lines.write(now, Deed.NOTED, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def add(
    complaint: Complaint, *, actor: User | None, text: str, at: datetime,
    channel: str = "", key: uuid.UUID | None = None, shown_to: User | None = None,
) -> Line:  # fmt: skip
    """Take in what the customer says to it since; nothing he says is refused as stale.

    Where we waited for him the clocks run on; what was told or closed is open again.
    What was merged into another goes on there. `actor` is who heard it, None where he
    wrote himself, by a link that `shown_to` was shown. Raises SentBefore.
    """
    now = lines.locked(merging.standing_one(complaint), key=key)
    said = {"text": text, "channel": channel, "shown_to": shown_to}
    return take_in(now, actor=actor, at=at, key=key, **said)


def take_in(
    now: Complaint, *, actor: User | None, text: str, channel: str, at: datetime,
    key: uuid.UUID | None, shown_to: User | None = None,
) -> Line:  # fmt: skip
    """Write what the customer says to a `locked` one, and tell whose it is."""
    stages.need(text, "text", _("Write down what the customer says."))
    told = {"actor": actor, "at": at, "text": text, "key": key}
    how = {"by": channel} | ({"shown_to": shown_to.name} if shown_to else {})
    line = lines.write(now, Deed.ADDED, **told, told=how)
    is_opened = stages.heard(now, actor=actor, at=at)
    if now.handler is None and actor is None:
        telling_notices.heard(now, line=line)
    elif now.handler and not is_opened:
        assigning.tell(now, now.handler, line=line, actor=actor, at=at,
                       kind="complaints.added")  # fmt: skip
    return line


@transaction.atomic
def progress(
    complaint: Complaint, *, actor: User, standing: str, text: str, channel: str,
    at: datetime, key: uuid.UUID | None = None, **words,
) -> Line:  # fmt: skip
    """Record that the customer was told how far it is. The first time it is our reply.

    Who is answered knows that it arrived. Raises Stale: somebody may have told him.
    """
    now = stages.lock_at(complaint, Step.PROGRESS, standing, actor=actor, key=key)
    since = now.line_count + 1
    stages.need(text, "text", _("Write down what the customer was told."))
    if channel not in Channel.values:
        raise Refused(_("Say how the customer was told."), "channel")
    if now.state == State.REGISTERED:
        stages.acknowledge(now, actor=actor, at=at)
    first = {} if now.first_replied_at else {"first_replied_at": at}
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = lines.write(now, Deed.PROGRESS, **told, told={"by": channel}, **first)
    clocks.progress_told(now, at=at)
    tellings.say(now, TellingKind.PROGRESS, actor=actor, at=at, text=text,
                 channel=channel, since=since, **words)  # fmt: skip
    return line
