"""What each stage of a complaint writes: for one that is locked already."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from accounts.models import WorkingCalendar
from accounts.refused import Refused
from accounts.working_time import add_days
from complaints import transitions
from complaints.choices import (
    VERIFIED,
    Channel,
    Deed,
    Ending,
    Metric,
    Reaction,
    State,
    Step,
)
from complaints.models import Complaint, Line
from complaints.services import assigning, clocks, lines, parts
from visits import cadence


def lock_at(complaint: Complaint, step: Step, standing: str) -> Complaint:
    """Lock it as the page showed it. Raises Stale, and Refused where `step` is shut."""
    now = lines.locked(complaint, standing=standing)
    if not transitions.is_open(step, now):
        raise Refused(
            _("“%(step)s” is not possible while it is %(state)s.")
            % {"step": step.label, "state": now.get_state_display()}
        )
    return now


def go(now: Complaint, step: Step, deed: Deed, *, actor, at, **told) -> Line:
    told.setdefault("state", transitions.LEADS_TO[step])
    return lines.write(now, deed, actor=actor, at=at, **told)


def acknowledge(now: Complaint, *, actor, at, text: str = "") -> Line:
    line = go(now, Step.ACKNOWLEDGE, Deed.ACKNOWLEDGED, actor=actor, at=at, text=text)
    clocks.meet(now, Metric.ACKNOWLEDGE, at=at)
    clocks.recompute(now)
    return line


def assess(now: Complaint, *, actor, at, text: str = "", **graded) -> Line:
    return go(now, Step.ASSESS, Deed.ASSESSED, actor=actor, at=at, text=text, **graded)


def investigate(now: Complaint, *, actor, at, text: str = "") -> Line:
    return go(now, Step.INVESTIGATE, Deed.INVESTIGATED, actor=actor, at=at, text=text)


def propose(now: Complaint, *, actor, at, text: str = "", **found) -> Line:
    check_found(now, found)
    return go(now, Step.PROPOSE, Deed.PROPOSED, actor=actor, at=at, text=text, **found)


def check_found(now: Complaint, found: dict) -> None:
    """Raise Refused for the first proof that is missing, by its field."""
    need(found.get("solution") or now.solution, "solution", _("Say what is done."))
    if now.kind in VERIFIED:
        cause = found.get("cause") or now.cause_id
        need(cause, "cause", _("Choose the root cause."))
        liable = found.get("liability") or now.liability
        need(liable, "liability", _("Say whose fault it was found to be."))


def tell(now: Complaint, *, actor, channel, reaction, at, text: str = "") -> Line:
    if channel not in Channel.values:
        raise Refused(_("Say how the customer was told."), "channel")
    if reaction not in Reaction.values:
        raise Refused(_("Say how the customer took it."), "reaction")
    told = {"told_at": at, "told_by": channel, "reaction": reaction}
    told["verify_on"] = None
    if now.kind in VERIFIED:
        told["verify_on"] = workday(now, now.policy.verify_days, at)
    if now.first_replied_at is None:
        told["first_replied_at"] = at
    if now.waiting_since:
        resume(now, actor=actor, at=at)
    line = go(now, Step.TELL, Deed.TOLD, actor=actor, at=at, text=text, **told)
    parts.call_off_all(now, actor=actor, at=at)
    clocks.meet(now, Metric.REPLY, Metric.PROGRESS, Metric.RESOLVE, at=at)
    clocks.recompute(now)
    return line


def resume(now: Complaint, *, actor, at, text: str = "") -> Line:
    clocks.resume(now, at=at)
    line = lines.write(
        now, Deed.RESUMED, actor=actor, at=at, text=text, waiting_since=None
    )
    clocks.recompute(now)
    return line


def escalate(now: Complaint, *, actor, at, text: str) -> Line:
    person = assigning.above(now)
    if person is None:
        raise Refused(_("Nobody stands above whoever handles it now."))
    line = lines.write(
        now, Deed.ESCALATED, actor=actor, at=at, text=text,
        handler=person, level=now.level + 1,
    )  # fmt: skip
    assigning.tell(now, person, line=line, actor=actor, at=at)
    return line


def reopen(now: Complaint, *, actor, at, text: str, is_up: bool) -> Line:
    line = go(
        now, Step.REOPEN, Deed.REOPENED, actor=actor, at=at, text=text,
        reopened_count=now.reopened_count + 1, closed_at=None, closed_by=None,
        ending="", verified_at=None, verifier=None, verify_on=None,
    )  # fmt: skip
    clocks.begin(now, Metric.PROGRESS, Metric.RESOLVE, at=at)
    if is_up and assigning.above(now):
        line = escalate(now, actor=actor, at=at, text=text)
    clocks.recompute(now)
    return line


def close(now: Complaint, ending: Ending, *, actor, at, text: str = "") -> Line:
    if now.waiting_since:
        resume(now, actor=actor, at=at)
    line = lines.write(
        now, Deed.CLOSED, actor=actor, at=at, text=text, state=State.CLOSED,
        closed_at=at, closed_by=actor, ending=ending, verify_on=None,
    )  # fmt: skip
    parts.call_off_all(now, actor=actor, at=at)
    clocks.end_all(now, at=at)
    clocks.recompute(now)
    return line


def workday(now: Complaint, count: int, at: datetime) -> date:
    hours = WorkingCalendar.objects.hours_for(now.branch_id)
    return add_days(hours, cadence.day_of(at), count)


def need(said, field: str, message: str) -> None:
    if not said:
        raise Refused(message, field)
