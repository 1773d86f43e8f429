"""Answering what nobody has to look into: enquiries, suggestions, praise."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Deed, Ending, Kind, Reaction, Step
from complaints.models import Complaint, Line
from complaints.services import assigning, lines, stages


@transaction.atomic
def answer(
    complaint: Complaint, *, actor: User, standing: str, solution: str, channel: str,
    at: datetime, reaction: str = Reaction.UNKNOWN, colleague: User | None = None,
    key: uuid.UUID | None = None, **words,
) -> Line:  # fmt: skip
    """Tell the customer the answer and close it, in one step.

    `words` are text, approved answer and language, as `tellings.say` takes them. Praise
    goes to the `colleague` it is for, who is told. Raises Stale, SentBefore, and
    Refused by field.
    """
    now = stages.lock_at(complaint, Step.ANSWER, standing, actor=actor, key=key)
    who = {"actor": actor, "at": at}
    told = {"channel": channel, "reaction": reaction, "solution": solution}
    stages.tell(now, **who, **told, **words)
    if colleague:
        _pass_on(now, colleague, **who)
    return stages.close(now, Ending.RESOLVED, **who, key=key)


def _pass_on(now: Complaint, colleague: User, *, actor, at) -> None:
    if now.kind != Kind.PRAISE:
        raise Refused(_("Only praise is passed on to a colleague."), "colleague")
    line = lines.write(
        now, Deed.PASSED_ON, actor=actor, at=at, about_user=colleague,
        told={"to": str(colleague), "was": now.about_user_id},
    )  # fmt: skip
    assigning.tell(now, colleague, line=line, actor=actor, at=at,
                   kind="complaints.praised")  # fmt: skip
