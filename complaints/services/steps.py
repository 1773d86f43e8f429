"""The way of a complaint, step by step, from receipt to the verified end."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints import transitions
from complaints.choices import CONTENT, Deed, Ending, Reaction, State, Step
from complaints.models import Complaint, Line
from complaints.services import clocks, lines, majors, offers, stages
from visits import cadence

# So much of a solution says why something is offered with it.
MOST_WORDS = 500

# Every verb takes how the page showed the complaint as `standing`, and the `key` its
# form carried. Each raises Stale and SentBefore (`services.lines`), and Refused where
# the step is shut or the complaint is about whoever takes it.


@transaction.atomic
def acknowledge(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None, **words,
) -> Line:  # fmt: skip
    """Confirm to the customer that it arrived.

    `words` are the channel he is told by, answer and language (`tellings.say`).
    """
    now = stages.lock_at(complaint, Step.ACKNOWLEDGE, standing, actor=actor, key=key)
    return stages.acknowledge(now, actor=actor, at=at, text=text, key=key, **words)


@transaction.atomic
def assess(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None, **graded,
) -> Line:  # fmt: skip
    """Judge how grave it is and whose; `graded` are category, severity, department."""
    now = stages.lock_at(complaint, Step.ASSESS, standing, actor=actor, key=key)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = stages.assess(now, **told, **graded)
    majors.judge(now, actor=actor, at=at)
    clocks.recompute(now)
    return line


@transaction.atomic
def investigate(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    now = stages.lock_at(complaint, Step.INVESTIGATE, standing, actor=actor, key=key)
    return stages.investigate(now, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def propose(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None, **found,
) -> Line:  # fmt: skip
    """Record `found`: cause, liability and solution. Raises Refused by field."""
    now = stages.lock_at(complaint, Step.PROPOSE, standing, actor=actor, key=key)
    return stages.propose(now, actor=actor, at=at, text=text, key=key, **found)


@transaction.atomic
def tell(
    complaint: Complaint, *, actor: User, standing: str, channel: str, reaction: str,
    at: datetime, text: str = "", key: uuid.UUID | None = None, **found,
) -> Line:  # fmt: skip
    """Record that the customer was told the result, how, and how he took it.

    Of what is just answered the `solution` is said with it; `answer` and `language` of
    the words may be too.
    """
    now = stages.lock_at(complaint, Step.TELL, standing, actor=actor, key=key)
    told = {"channel": channel, "reaction": reaction, "text": text}
    return stages.tell(now, actor=actor, at=at, key=key, **told, **found)


@transaction.atomic
def resolve(
    complaint: Complaint, *, actor: User, standing: str, found: dict, channel: str,
    reaction: str, at: datetime, text: str = "", key: uuid.UUID | None = None,
    offer: dict | None = None, **words,
) -> Line:  # fmt: skip
    """Go through all that is left up to telling the customer, a line for each stage.

    `found` may hold `unchecked`: the lines of the category's checklist left open. With
    an `offer`, kind and amount, it ends before telling: a second person decides first.
    """
    now = stages.lock_at(complaint, Step.RESOLVE, standing, actor=actor, key=key)
    who, since = {"actor": actor, "at": at}, now.line_count + 1
    if now.is_waiting:
        stages.resume(now, **who)
    if now.state == State.REGISTERED:
        stages.acknowledge(now, **who)
    if now.state == State.ACKNOWLEDGED:
        stages.assess(now, **who)
    if now.state == State.ASSESSED:
        stages.investigate(now, **who)
    if found or now.state == State.INVESTIGATING:
        stages.propose(now, **who, **found)
    if offer:
        said = offer | {"reason": now.solution[:MOST_WORDS], "key": key}
        return offers.put(now, **who, **said)
    told = {"channel": channel, "reaction": reaction, "text": text, "key": key}
    return stages.tell(now, since=since, **who, **told, **words)


@transaction.atomic
def verify(
    complaint: Complaint, *, actor: User, standing: str, reaction: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Record what the customer said when asked again; content closes it, else reopens.

    Of a major one somebody asks who leads such and did not handle it.
    """
    now = stages.lock_at(complaint, Step.VERIFY, standing, actor=actor, key=key)
    if reaction not in (*CONTENT, Reaction.DISSATISFIED):
        raise Refused(_("Say whether the customer is content."), "reaction")
    stages.check_ender(now, actor)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    verified = {"state": State.VERIFYING, "verified_at": at, "verifier": actor}
    lines.write(now, Deed.VERIFIED, **told, **verified, reaction=reaction)
    if reaction == Reaction.DISSATISFIED:
        return stages.reopen(now, actor=actor, at=at, text=text, is_up=True)
    return stages.close(now, Ending.RESOLVED, actor=actor, at=at)


@transaction.atomic
def miss(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Record that nobody was reached; after the last try it ends unverified.

    One try a day counts: he is tried again on the next working day.
    """
    now = stages.lock_at(complaint, Step.TRY, standing, actor=actor, key=key)
    stages.check_ender(now, actor)
    tried = now.lines.tries().count()
    if tried and now.verify_on and cadence.day_of(at) < now.verify_on:
        raise Refused(_("He was tried today. Try again on the next working day."))
    line = lines.write(
        now, Deed.TRIED, actor=actor, at=at, text=text, key=key, state=State.VERIFYING,
        verify_on=stages.workday(now, 1, at),
    )  # fmt: skip
    if tried + 1 < transitions.MOST_TRIES:
        return line
    return stages.close(now, Ending.UNVERIFIED, actor=actor, at=at)


@transaction.atomic
def close(
    complaint: Complaint, *, actor: User, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Close what was answered, or whom nobody can ask: he left no way to be reached."""
    now = stages.lock_at(complaint, Step.CLOSE, standing, actor=actor, key=key)
    stages.check_ender(now, actor)
    ending = Ending.UNVERIFIED if now.goes_whole_way else Ending.RESOLVED
    return stages.close(now, ending, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def withdraw(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """End it because the customer wants no more; `text` says how we know."""
    now = stages.lock_at(complaint, Step.WITHDRAW, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say how you know."))
    stages.check_ender(now, actor)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    return stages.close(now, Ending.WITHDRAWN, **told)


@transaction.atomic
def reopen(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Take up again what was told or closed; `text` says why."""
    now = stages.lock_at(complaint, Step.REOPEN, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say why it is opened again."))
    told = {"actor": actor, "at": at, "text": text, "key": key}
    return stages.reopen(now, **told, is_up=False)


@transaction.atomic
def wait(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Stop the promised clocks until the customer gives us what `text` says."""
    now = stages.lock_at(complaint, Step.WAIT, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say what the customer owes us."))
    clocks.pause(now, reason=text[:300], at=at)
    line = lines.write(
        now, Deed.WAITING, actor=actor, at=at, text=text, key=key, waiting_since=at
    )
    clocks.recompute(now)
    return line


@transaction.atomic
def resume(
    complaint: Complaint, *, actor: User | None, standing: str, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Let the clocks run on: the customer answered."""
    now = stages.lock_at(complaint, Step.RESUME, standing, actor=actor, key=key)
    return stages.resume(now, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def escalate(
    complaint: Complaint, *, actor: User | None, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Give it to whoever stands one level above. Raises Refused at the top."""
    now = stages.lock_at(complaint, Step.ESCALATE, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say why it goes one level up."))
    return stages.escalate(now, actor=actor, at=at, text=text, key=key)


@transaction.atomic
def send_out(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Record that others decide now: a regulator, a court, an arbitrator."""
    now = stages.lock_at(complaint, Step.SEND_OUT, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say who decides it now."))
    return lines.write(
        now, Deed.EXTERNAL, actor=actor, at=at, text=text, key=key, external_since=at
    )


@transaction.atomic
def take_back(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str,
    key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Record what others decided."""
    now = stages.lock_at(complaint, Step.TAKE_BACK, standing, actor=actor, key=key)
    stages.need(text, "text", _("Say what was decided."))
    return lines.write(
        now, Deed.INTERNAL, actor=actor, at=at, text=text, key=key, external_since=None
    )
