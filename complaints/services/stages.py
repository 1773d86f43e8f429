"""What each stage of a complaint writes: for one that is locked already."""

import uuid
from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.working_time import add_days
from complaints import transitions
from complaints.choices import (
    BY_GATEWAY,
    Channel,
    Deed,
    Ending,
    Liability,
    MajorReason,
    Metric,
    Reaction,
    Severity,
    State,
    Step,
    TellingKind,
)
from complaints.models import Complaint, Line
from complaints.services import (
    assigning,
    clocks,
    enders,
    lines,
    majors,
    offers,
    parts,
    tellings,
)
from visits import cadence

# What an investigation finds, and a step may write of it.
FOUND = ("cause", "liability", "solution")


def lock_at(
    complaint: Complaint, step: Step, standing: str, *, actor: User | None = None,
    key: uuid.UUID | None = None,
) -> Complaint:  # fmt: skip
    """Lock it as the page showed it.

    Raises Stale and SentBefore as `lines.locked` does, and Refused where `step` is shut
    or the complaint is about `actor`.
    """
    now = lines.locked(complaint, standing=standing, key=key, actor=actor)
    if not transitions.is_open(step, now):
        raise Refused(transitions.shut(step, now))
    return now


def go(now: Complaint, step: Step, deed: Deed, *, actor, at, **told) -> Line:
    """Write a step on the way; whoever takes one of what nobody has, has it now."""
    told.setdefault("state", transitions.LEADS_TO[step])
    is_free = now.handler_id is None and actor and not now.is_about(actor)
    if is_free and actor.may(Can.HANDLE_COMPLAINTS):
        told.setdefault("handler", actor)
    return lines.write(now, deed, actor=actor, at=at, **told)


def acknowledge(
    now: Complaint, *, actor, at, text: str = "", key=None, channel: str = "", **words
) -> Line:
    """Write that it arrived; by a `channel` the customer is told so."""
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = go(now, Step.ACKNOWLEDGE, Deed.ACKNOWLEDGED, **told)
    clocks.acknowledged(now, at=at)
    if channel:
        told = {"actor": actor, "at": at, "text": text, "channel": channel}
        tellings.say(now, TellingKind.RECEIPT, since=line.place, **told, **words)
    return line


def assess(now: Complaint, *, actor, at, text: str = "", key=None, **graded) -> Line:
    """Write what it was judged to be: category, department, severity.

    Where no department is named, it is that of the category chosen.
    """
    category = graded.get("category")
    if category and not (graded.get("department") or now.department_id):
        graded["department"] = category.department
    if graded.get("severity"):
        graded |= grade(now, graded["severity"], actor)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    return go(now, Step.ASSESS, Deed.ASSESSED, **told, **graded)


def grade(now: Complaint, severity: int, actor: User | None) -> dict:
    """Return the columns of another severity; none where it is what it was.

    Whoever works on it makes it graver. Raises Refused where a major one were to be
    less than that and `actor` does not lead those, or worked on it himself.
    """
    if severity == now.severity:
        return {}
    if now.is_major:
        check_lowered(now, actor, "severity")
    if severity != Severity.MAJOR:
        return {"severity": severity, "major_reasons": []}
    majors.check_declarable(now, "severity")
    return {"severity": severity, "major_reasons": [MajorReason.JUDGED]}


def investigate(now: Complaint, *, actor, at, text: str = "", key=None) -> Line:
    told = {"actor": actor, "at": at, "text": text, "key": key}
    return go(now, Step.INVESTIGATE, Deed.INVESTIGATED, **told)


def propose(now: Complaint, *, actor, at, text: str = "", key=None, **found) -> Line:
    """Write what was found; `unchecked` are lines of the checklist left open."""
    unchecked = found.pop("unchecked", [])
    check_found(now, found)
    liability = found.get("liability") or now.liability
    for field, words in (("solution", found.get("solution", "")), ("text", text)):
        tellings.refuse_apology(words, liability, field)
    told = {"unchecked": unchecked} if unchecked else {}
    told = {"actor": actor, "at": at, "text": text, "key": key, "told": told}
    return go(now, Step.PROPOSE, Deed.PROPOSED, **told, **found)


def check_found(now: Complaint, found: dict) -> None:
    """Raise Refused for the first proof that is missing, by its field."""
    if unknown := set(found) - set(FOUND):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    need(found.get("solution") or now.solution, "solution", _("Say what is done."))
    if now.goes_whole_way:
        cause = found.get("cause") or now.cause_id
        need(cause, "cause", _("Choose the root cause."))
        liable = found.get("liability") or now.liability
        need(liable in Liability.values, "liability",
             _("Say whose fault it was found to be."))  # fmt: skip


def tell(
    now: Complaint, *, actor, channel, reaction, at, text: str = "", key=None,
    answer=None, language: str = "", since: int | None = None, **found,
) -> Line:  # fmt: skip
    """Write that the customer was told; `found` is written with it.

    Of what a gateway carries the reaction is heard later. `answer` and `language` are
    those of the words, as `tellings.say` takes them; `since` is the first line that is
    written with it, where there is one before.
    """
    since = since or now.line_count + 1
    if channel not in Channel.values:
        raise Refused(_("Say how the customer was told."), "channel")
    if channel in BY_GATEWAY:
        reaction = Reaction.UNKNOWN
    if reaction not in Reaction.values:
        raise Refused(_("Say how the customer took it."), "reaction")
    check_found(now, found)
    offers.check(now)
    told = {"told_at": at, "told_by": channel, "reaction": reaction, **found}
    told["verify_on"] = _verify_on(now, reaction, at)
    if now.first_replied_at is None:
        told["first_replied_at"] = at
    if now.waiting_since:
        resume(now, actor=actor, at=at)
    line = go(now, Step.TELL, Deed.TOLD, actor=actor, at=at, text=text, key=key, **told)
    parts.call_off_all(now, actor=actor, at=at)
    # Who knows the result knows that it arrived.
    clocks.meet(now, *Metric, at=at)
    clocks.recompute(now)
    kind = TellingKind.RESULT if now.goes_whole_way else TellingKind.ANSWER
    tellings.say(now, kind, actor=actor, at=at, text=text, channel=channel,
                 reaction=reaction, answer=answer, language=language,
                 since=since)  # fmt: skip
    return line


def _verify_on(now: Complaint, reaction: str, at: datetime) -> date | None:
    """Return when he is asked again: at once where he is not content."""
    if not now.goes_whole_way:
        return None
    if reaction == Reaction.DISSATISFIED:
        return cadence.day_of(at)
    return workday(now, now.policy.verify_days, at)


def resume(now: Complaint, *, actor, at, text: str = "", key=None) -> Line:
    clocks.resume(now, at=at)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = lines.write(now, Deed.RESUMED, **told, waiting_since=None)
    clocks.recompute(now)
    return line


def escalate(now: Complaint, *, actor, at, text: str, key=None) -> Line:
    person = assigning.above(now)
    if person is None:
        raise Refused(_("Nobody stands above whoever handles it now."))
    line = lines.write(
        now, Deed.ESCALATED, actor=actor, at=at, text=text, key=key,
        handler=person, level=now.level + 1,
    )  # fmt: skip
    assigning.tell(now, person, line=line, actor=actor, at=at)
    return line


def reopen(now: Complaint, *, actor, at, text: str, is_up: bool, key=None) -> Line:
    """Take it up again: what he was told holds no longer, what was found may."""
    # Who was asked whether he is content, and is not, has said so.
    told = {"is_discontent": True} if is_up else None
    line = go(
        now, Step.REOPEN, Deed.REOPENED, actor=actor, at=at, text=text, key=key,
        reopened_count=now.reopened_count + 1, closed_at=None, closed_by=None,
        ending="", verified_at=None, verifier=None, verify_on=None,
        told_at=None, told_by="", reaction="", told=told,
    )  # fmt: skip
    clocks.reopened(now, at=at)
    if is_up and assigning.above(now):
        line = escalate(now, actor=actor, at=at, text=text)
    elif now.handler:
        assigning.tell(now, now.handler, line=line, actor=actor, at=at,
                       kind="complaints.reopened")  # fmt: skip
    clocks.recompute(now)
    return line


def heard(now: Complaint, *, actor: User | None, at: datetime) -> bool:
    """Go on because the customer spoke: clocks run, what was told or closed is open.

    Returns whether it was opened again.
    """
    if now.is_waiting:
        resume(now, actor=actor, at=at)
    if now.is_in_work:
        return False
    reopen(now, actor=actor, at=at, text="", is_up=False)
    return True


def check_lowered(now: Complaint, actor: User | None, field: str) -> None:
    """Raise Refused where `actor` may not say that a major one is none."""
    if not (actor and may_apply(actor, Can.LEAD_MAJORS, now)):
        raise Refused(_("Only who leads major complaints says it is none."), field)
    if actor.pk in enders.hands(now):
        raise Refused(_("Somebody who did not work on it says that it is none."), field)


def check_ender(now: Complaint, actor: User) -> None:
    """Raise Refused where what was ever major is ended by whoever worked on it.

    What still is one is ended by who leads such.
    """
    if not enders.needs_others(now):
        return
    if actor.pk in enders.barred(now):
        raise Refused(_("A major complaint is verified and closed by somebody else."))
    if now.is_major and not may_apply(actor, Can.LEAD_MAJORS, now):
        raise Refused(_("A major complaint is closed by who leads major ones."))


def close(
    now: Complaint, ending: Ending, *, actor, at, text: str = "", key=None
) -> Line:
    """End it. Raises Refused where what ends so has not its proofs."""
    if ending in (Ending.RESOLVED, Ending.UNVERIFIED):
        check_found(now, {})
    if now.waiting_since:
        resume(now, actor=actor, at=at)
    line = lines.write(
        now, Deed.CLOSED, actor=actor, at=at, text=text, key=key, state=State.CLOSED,
        closed_at=at, closed_by=actor, ending=ending, verify_on=None,
        external_since=None,
    )  # fmt: skip
    parts.call_off_all(now, actor=actor, at=at)
    offers.withdraw_all(now, actor=actor, at=at)
    clocks.end_all(now, at=at)
    clocks.recompute(now)
    return line


def workday(now: Complaint, count: int, at: datetime) -> date:
    hours = WorkingCalendar.objects.hours_for(now.branch_id)
    return add_days(hours, cadence.day_of(at), count)


def need(said, field: str, message: str) -> None:
    if not said:
        raise Refused(message, field)
