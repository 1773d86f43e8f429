"""The way of a complaint, step by step, from receipt to the verified end."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints import transitions
from complaints.choices import VERIFIED, Deed, Ending, Reaction, State, Step
from complaints.models import Complaint, Line
from complaints.services import clocks, lines, majors, stages

CONTENT = (Reaction.SATISFIED, Reaction.ACCEPTED)


@transaction.atomic
def acknowledge(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = ""
) -> Line:
    """Confirm to the customer that it arrived."""
    now = stages.lock_at(complaint, Step.ACKNOWLEDGE, standing)
    return stages.acknowledge(now, actor=actor, at=at, text=text)


@transaction.atomic
def assess(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = "",
    **graded,
) -> Line:  # fmt: skip
    """Judge how grave it is and whose; `graded` are category, severity, department."""
    now = stages.lock_at(complaint, Step.ASSESS, standing)
    line = stages.assess(now, actor=actor, at=at, text=text, **graded)
    majors.judge(now, actor=actor, at=at)
    clocks.recompute(now)
    return line


@transaction.atomic
def investigate(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = ""
) -> Line:
    now = stages.lock_at(complaint, Step.INVESTIGATE, standing)
    return stages.investigate(now, actor=actor, at=at, text=text)


@transaction.atomic
def propose(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = "",
    **found,
) -> Line:  # fmt: skip
    """Record `found`: cause, liability and solution. Raises Refused by field."""
    now = stages.lock_at(complaint, Step.PROPOSE, standing)
    return stages.propose(now, actor=actor, at=at, text=text, **found)


@transaction.atomic
def tell(
    complaint: Complaint, *, actor: User, standing: str, channel: str, reaction: str,
    at: datetime, text: str = "",
) -> Line:  # fmt: skip
    """Record that the customer was told the result, how, and how he took it."""
    now = stages.lock_at(complaint, Step.TELL, standing)
    told = {"channel": channel, "reaction": reaction, "text": text}
    return stages.tell(now, actor=actor, at=at, **told)


@transaction.atomic
def resolve(
    complaint: Complaint, *, actor: User, standing: str, found: dict, channel: str,
    reaction: str, at: datetime, text: str = "",
) -> Line:  # fmt: skip
    """Go through all that is left up to telling the customer, a line for each stage."""
    now = stages.lock_at(complaint, Step.RESOLVE, standing)
    who = {"actor": actor, "at": at}
    if now.is_waiting:
        stages.resume(now, **who)
    if now.state == State.REGISTERED:
        stages.acknowledge(now, **who)
    if now.state == State.ACKNOWLEDGED:
        stages.assess(now, **who)
    if now.state == State.ASSESSED:
        stages.investigate(now, **who)
    if now.state == State.INVESTIGATING:
        stages.propose(now, **who, **found)
    elif found:
        stages.check_found(now, found)
        lines.write(now, Deed.PROPOSED, **who, **found)
    return stages.tell(now, **who, channel=channel, reaction=reaction, text=text)


@transaction.atomic
def verify(
    complaint: Complaint, *, actor: User, standing: str, reaction: str, at: datetime,
    text: str = "",
) -> Line:  # fmt: skip
    """Record what the customer said when asked again; content closes it, else reopens.

    Of a major one somebody else than its handler asks. Raises Refused, Stale.
    """
    now = stages.lock_at(complaint, Step.VERIFY, standing)
    if reaction == Reaction.DISSATISFIED:
        return stages.reopen(now, actor=actor, at=at, text=text, is_up=True)
    if reaction not in CONTENT:
        raise Refused(_("Say whether the customer is content."), "reaction")
    if now.is_major and actor.pk == now.handler_id:
        raise Refused(_("A major complaint is verified by somebody else."))
    verified = {"verified_at": at, "verifier": actor, "reaction": reaction}
    lines.write(now, Deed.VERIFIED, actor=actor, at=at, text=text,
                state=State.VERIFYING, **verified)  # fmt: skip
    return stages.close(now, Ending.RESOLVED, actor=actor, at=at)


@transaction.atomic
def miss(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = ""
) -> Line:
    """Record that nobody was reached; after the last try it ends unverified."""
    now = stages.lock_at(complaint, Step.TRY, standing)
    if now.is_major and actor.pk == now.handler_id:
        raise Refused(_("A major complaint is verified by somebody else."))
    line = lines.write(
        now, Deed.TRIED, actor=actor, at=at, text=text, state=State.VERIFYING,
        verify_on=stages.workday(now, 1, at),
    )  # fmt: skip
    since = now.lines.filter(deed=Deed.TRIED, at__gte=now.told_at)
    if since.count() < transitions.MOST_TRIES:
        return line
    return stages.close(now, Ending.UNVERIFIED, actor=actor, at=at)


@transaction.atomic
def close(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str = ""
) -> Line:
    """Close what nobody has to verify. Raises Refused where the customer must be."""
    now = stages.lock_at(complaint, Step.CLOSE, standing)
    if now.kind in VERIFIED:
        raise Refused(_("Ask the customer first whether he is content."))
    return stages.close(now, Ending.RESOLVED, actor=actor, at=at, text=text)


@transaction.atomic
def withdraw(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str
) -> Line:
    """End it because the customer wants no more; `text` says how we know."""
    now = stages.lock_at(complaint, Step.WITHDRAW, standing)
    stages.need(text, "text", _("Say how you know."))
    return stages.close(now, Ending.WITHDRAWN, actor=actor, at=at, text=text)


@transaction.atomic
def reopen(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str
) -> Line:
    """Take up again what was told or closed; `text` says why."""
    now = stages.lock_at(complaint, Step.REOPEN, standing)
    stages.need(text, "text", _("Say why it is opened again."))
    return stages.reopen(now, actor=actor, at=at, text=text, is_up=False)


@transaction.atomic
def wait(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str
) -> Line:
    """Stop the promised clocks until the customer gives us what `text` says."""
    now = stages.lock_at(complaint, Step.WAIT, standing)
    stages.need(text, "text", _("Say what the customer owes us."))
    clocks.pause(now, reason=text[:300], at=at)
    line = lines.write(
        now, Deed.WAITING, actor=actor, at=at, text=text, waiting_since=at
    )
    clocks.recompute(now)
    return line


@transaction.atomic
def resume(
    complaint: Complaint, *, actor: User | None, standing: str, at: datetime,
    text: str = "",
) -> Line:  # fmt: skip
    """Let the clocks run on: the customer answered."""
    now = stages.lock_at(complaint, Step.RESUME, standing)
    return stages.resume(now, actor=actor, at=at, text=text)


@transaction.atomic
def escalate(
    complaint: Complaint, *, actor: User | None, standing: str, at: datetime, text: str
) -> Line:
    """Give it to whoever stands one level above. Raises Refused at the top."""
    now = stages.lock_at(complaint, Step.ESCALATE, standing)
    stages.need(text, "text", _("Say why it goes one level up."))
    return stages.escalate(now, actor=actor, at=at, text=text)


@transaction.atomic
def send_out(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str
) -> Line:
    """Record that others decide now: a regulator, a court, an arbitrator."""
    now = stages.lock_at(complaint, Step.SEND_OUT, standing)
    stages.need(text, "text", _("Say who decides it now."))
    return lines.write(
        now, Deed.EXTERNAL, actor=actor, at=at, text=text, external_since=at
    )


@transaction.atomic
def take_back(
    complaint: Complaint, *, actor: User, standing: str, at: datetime, text: str
) -> Line:
    """Record what others decided."""
    now = stages.lock_at(complaint, Step.TAKE_BACK, standing)
    stages.need(text, "text", _("Say what was decided."))
    return lines.write(
        now, Deed.INTERNAL, actor=actor, at=at, text=text, external_since=None
    )
