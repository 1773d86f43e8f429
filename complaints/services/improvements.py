"""Improvements: opened, worked on, done, dropped; each with a line of its history."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Reach, Scope
from accounts.days import day_of
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply, reaches, scope_of
from accounts.refused import Refused
from accounts.services import notices
from complaints.choices import Deed
from complaints.models import (
    Complaint,
    Improvement,
    ImprovementLine,
    ImprovementNumber,
    ImprovementSource,
)
from complaints.outcomes import ImprovementDeed, ImprovementState
from complaints.services import effects, lines
from complaints.services.improvement_lines import locked, was_sent, write
from customers.services.editing import one_at_a_time

EDITABLE = ("kind", "title", "problem", "action", "category", "cause", "department",
            "owner", "due_on")  # fmt: skip


@transaction.atomic
def open_one(
    *, actor: User, key: uuid.UUID, said: dict, at: datetime,
    complaint: Complaint | None = None,
) -> Improvement:  # fmt: skip
    """Open what `said` holds of EDITABLE and the branch; sent twice it is one.

    Where it comes from a complaint that one's history tells of the agreed action.
    """
    one_at_a_time(key)
    mine = Improvement.objects.filter(opened_by=actor)
    if made := mine.filter(submission_key=key).first():
        return made
    source = lines.locked(complaint) if complaint else None
    _check_place(actor, said["branch"], said["department"])
    _check_owner(said["owner"], said["branch"])
    _check_day(said["due_on"], day_of(at))
    improvement = Improvement.objects.create(
        **said, code=_next_code(at), opened_by=actor, opened_at=at, updated_at=at,
        submission_key=key,
    )  # fmt: skip
    write(improvement, ImprovementDeed.OPENED, actor=actor, at=at)
    if source:
        _join(improvement, source, actor=actor, at=at)
    _tell_owner(improvement, actor=actor, at=at)
    return improvement


@transaction.atomic
def link(
    improvement: Improvement, complaint: Complaint, *, actor: User, at: datetime
) -> None:
    """Say that an improvement answers another complaint too. Safe twice."""
    source = lines.locked(complaint)
    now = locked(improvement)
    _may(actor, now)
    if now.sources.filter(complaint=source).exists():
        return
    write(now, ImprovementDeed.LINKED, actor=actor, at=at, text=source.code)
    _join(now, source, actor=actor, at=at)


@transaction.atomic
def change(
    improvement: Improvement, *, actor: User, standing: str, said: dict, at: datetime
) -> ImprovementLine | None:
    """Write what `said` holds of EDITABLE, where it differs. Raises Stale, Refused."""
    now = _to_do(improvement, actor, standing)
    new = {name: said[name] for name in EDITABLE if said[name] != getattr(now, name)}
    if not new:
        return None
    if "department" in new:
        _check_place(actor, now.branch, new["department"])
    if "owner" in new:
        _check_owner(new["owner"], now.branch)
    if "due_on" in new:
        _check_day(new["due_on"], day_of(at))
    line = write(now, ImprovementDeed.CHANGED, actor=actor, at=at, **new)
    if "owner" in new:
        _tell_owner(now, actor=actor, at=at)
    return line


@transaction.atomic
def note(
    improvement: Improvement, *, actor: User, key: uuid.UUID, text: str, at: datetime
) -> None:
    """Note how far it is; the first note begins the work. Sent twice it is one.

    Two who note at once both appear: a note overwrites nothing.
    """
    now = locked(improvement)
    if was_sent(key):
        return
    _may(actor, now)
    if not text.strip():
        raise Refused(_("Say how far it is."), "text")
    deed, state = ImprovementDeed.NOTED, now.state
    if now.is_open:
        deed, state = ImprovementDeed.STARTED, ImprovementState.IN_WORK
    write(now, deed, actor=actor, at=at, text=text.strip(), key=key, state=state)


@transaction.atomic
def finish(
    improvement: Improvement, *, actor: User, standing: str, text: str, at: datetime
) -> None:
    """Report it done; its effect is compared after 30 and 90 days."""
    now = _to_do(improvement, actor, standing)
    if not text.strip():
        raise Refused(_("Say what was done."), "text")
    done = {"state": ImprovementState.DONE, "done_at": at}
    write(now, ImprovementDeed.DONE, actor=actor, at=at, text=text.strip(), **done)
    effects.plan(now, at=at)


@transaction.atomic
def drop(
    improvement: Improvement, *, actor: User, standing: str, text: str, at: datetime
) -> None:
    """End it without having done it; `text` says why."""
    now = _to_do(improvement, actor, standing)
    if not text.strip():
        raise Refused(_("Say why it is dropped."), "text")
    dropped = {"state": ImprovementState.DROPPED}
    write(now, ImprovementDeed.DROPPED, actor=actor, at=at, text=text.strip(),
          **dropped)  # fmt: skip


def _to_do(improvement: Improvement, actor: User, standing: str) -> Improvement:
    now = locked(improvement, standing=standing)
    _may(actor, now)
    if not now.is_to_do:
        raise Refused(_("It is finished: nothing of it can be changed any more."))
    return now


def _may(actor: User, now: Improvement) -> None:
    if not may_apply(actor, Can.KEEP_IMPROVEMENTS, now):
        raise Refused(_("You may not work on this improvement."))


def _check_place(actor: User, branch, department) -> None:
    """Raise Refused for a branch not the actor's, a department not the liaison's."""
    if scope_of(actor, Can.KEEP_IMPROVEMENTS) is Scope.ALL:
        return
    if actor.branch_id and actor.branch_id != branch.pk:
        raise Refused(_("You may not open improvements in this branch."), "branch")
    if scope_of(actor, Can.KEEP_IMPROVEMENTS) > Scope.NONE:
        return
    is_routed = Reach.ROUTED in reaches(actor, Can.KEEP_IMPROVEMENTS)
    if not (is_routed and actor.departments.filter(pk=department.pk).exists()):
        raise Refused(_("This is not your department."), "department")


def _check_owner(owner: User, branch) -> None:
    is_here = owner.branch_id in {None, branch.pk}
    if not (owner.is_active and is_here and owner.may(Can.KEEP_IMPROVEMENTS)):
        raise Refused(_("This colleague does not work on improvements here."), "owner")


def _check_day(due_on: date, today: date) -> None:
    if due_on < today:
        raise Refused(_("This day is past. Choose today or a later day."), "due_on")


def _next_code(at: datetime) -> str:
    """Return the next number of the year; whoever takes one holds it until it commits.

    So there is no gap: what is not opened gives its number back.
    """
    year = day_of(at).year
    blank = [ImprovementNumber(year=year)]
    ImprovementNumber.objects.bulk_create(blank, ignore_conflicts=True)
    row = ImprovementNumber.objects.select_for_update().get(pk=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"IMP-{year}-{row.last:05d}"


def _join(improvement: Improvement, source: Complaint, *, actor, at) -> None:
    ImprovementSource.objects.create(
        improvement=improvement, complaint=source, added_at=at
    )
    told = {"improvement": improvement.code}
    text = f"{improvement.code} {improvement.title}"
    lines.write(source, Deed.ACTION, actor=actor, at=at, text=text, told=told)


def _tell_owner(improvement: Improvement, *, actor: User, at: datetime) -> None:
    if improvement.owner_id == actor.pk:
        return
    notices.tell(
        improvement.owner, "complaints.improvement_given",
        key=f"improvement:{improvement.pk}:{improvement.line_count}", at=at,
        params={"who": str(actor), "code": improvement.code,
                "due_on": improvement.due_on.isoformat()},
        url=improvement.get_absolute_url(), subject=improvement,
        about=improvement.code,
    )  # fmt: skip
