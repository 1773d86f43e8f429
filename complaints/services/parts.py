"""What departments are asked, take, answer, get back; what is late is told."""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import Department, User, WorkingCalendar
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import notices
from complaints import clocks
from complaints.choices import Deed, PartState, Unit
from complaints.models import Complaint, Line, Part
from complaints.services import evidence, lines
from customers.uploads import Upload

# What is told to who asked, who knows the complaint.
FOR_ASKERS = frozenset({"complaints.part_answered", "complaints.part_owed"})
# Working days a department has where nobody says otherwise, and the most it may have.
DAYS, MOST_DAYS = 1, 20


class Moved(Refused):
    """Somebody did something with it since the page was opened; `part` stands."""

    def __init__(self, part: Part):
        super().__init__(_("Somebody worked on it meanwhile. Look again, then go on."))
        self.part = part


@transaction.atomic
def ask(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID,
    department: Department, question: str, at: datetime, days: int = DAYS,
    shows_words: bool = False,
) -> Part:  # fmt: skip
    """Ask a department; whoever answers for it there is told. Raises SentBefore."""
    now = lines.locked(
        complaint, standing=standing, key=key, actor=actor, can=Can.HANDLE_COMPLAINTS
    )
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if not department.is_active:
        raise Refused(_("This department is no longer in use."), "department")
    if not question.strip():
        raise Refused(_("Say what the department is to answer."), "question")
    part = Part(
        complaint=now, department=department, branch_id=now.branch_id,
        question=question, shows_words=shows_words, asked_by=actor, asked_at=at,
        due_at=due(now.branch_id, days, at),
    )  # fmt: skip
    _write(part, now, Deed.ASKED, actor=actor, at=at, text=question, key=key)
    _tell(part, answerers(part), "complaints.part_asked", actor=actor, at=at)
    return part


@transaction.atomic
def take(part: Part, *, actor: User, standing: str, at: datetime) -> Part:
    """Say that one works on it: the receipt. Raises Refused where it is not open."""
    complaint, now = _locked(part, standing, actor)
    if not now.is_waiting:
        raise Refused(_("%(name)s has taken it already.") % {"name": now.taken_by})
    _take(now, complaint, actor=actor, at=at)
    return now


@transaction.atomic
def answer(
    part: Part, *, actor: User, standing: str, key: uuid.UUID, answer: str,
    at: datetime, uploads: Sequence[Upload] = (),
) -> Part:  # fmt: skip
    """Answer what is owed, taking it first where nobody has; the asker is told.

    What came along are files of the complaint, at the place of the answer.
    """
    complaint, now = _locked(part, standing, actor, key)
    if not now.is_owed:
        raise Refused(_("This question is no longer open."))
    if not answer.strip():
        raise Refused(_("Write the answer."), "answer")
    if now.taken_by_id is None:
        _take(now, complaint, actor=actor, at=at)
    now.state, now.answer = PartState.ANSWERED, answer
    now.answered_by, now.answered_at = actor, at
    who = {"actor": actor, "at": at}
    line = _write(now, complaint, Deed.PART_ANSWERED, text=answer, key=key, **who)
    _tell(now, _asking(now, complaint), "complaints.part_answered", **who)
    evidence.attach(line, uploads, **who)
    return now


@transaction.atomic
def send_back(
    part: Part, *, actor: User, standing: str, key: uuid.UUID, why: str, at: datetime,
    days: int = DAYS,
) -> Part:  # fmt: skip
    """Send an answer back that does not do, and say why; it is owed again."""
    complaint, now = _locked(part, standing, actor, key)
    if complaint.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if not now.is_answered:
        raise Refused(_("There is no answer to send back."))
    if not why.strip():
        raise Refused(_("Say what is missing."), "why")
    now.state, now.returned_why = PartState.RETURNED, why
    now.due_at, now.late_told_at = due(now.branch_id, days, at), None
    _write(now, complaint, Deed.PART_RETURNED, actor=actor, at=at, text=why, key=key)
    _tell(now, [now.taken_by], "complaints.part_returned", actor=actor, at=at)
    return now


@transaction.atomic
def call_off(
    part: Part, *, actor: User, standing: str, key: uuid.UUID, at: datetime,
    why: str = "",
) -> Part:  # fmt: skip
    """Ask no more: the answer is not needed. Whoever was asked is told."""
    complaint, now = _locked(part, standing, actor, key)
    if not now.is_owed:
        raise Refused(_("This question is no longer open."))
    _call_off(now, complaint, actor=actor, at=at, text=why, key=key)
    return now


def call_off_all(now: Complaint, *, actor: User | None, at: datetime) -> list[Part]:
    """Call off what is still owed to a locked complaint that ends, a line each."""
    owed = Part.objects.select_for_update(no_key=True, of=("self",)).owed().by_due()
    parts = list(owed.filter(complaint=now).select_related("department", "taken_by"))
    for part in parts:
        _call_off(part, now, actor=actor, at=at)
    return parts


@transaction.atomic
def tell_late(*, at: datetime) -> int:
    """Tell of what departments owe too long, both sides, once. Returns how many.

    Safe to run twice at once: what another is telling is left to him.
    """
    late = Part.objects.late(at).untold().by_due()
    late = late.select_for_update(no_key=True, of=("self",), skip_locked=True)
    found = list(late.select_related("department", "asked_by", "complaint__handler"))
    Part.objects.filter(pk__in=[each.pk for each in found]).update(late_told_at=at)
    for part in found:
        who = {"actor": None, "at": at}
        _tell(part, answerers(part), "complaints.part_late", **who)
        _tell(part, _asking(part, part.complaint), "complaints.part_owed", **who)
    return len(found)


def due(branch_id: int, days: int, at: datetime) -> datetime:
    """Return the end of the last of so many working days of the branch."""
    hours = WorkingCalendar.objects.hours_for(branch_id)
    limit = clocks.Limit("", max(1, min(days, MOST_DAYS)), Unit.WORKDAYS)
    return clocks.after(limit, at, hours)


def answerers(part: Part) -> list[User]:
    """Return who answers for the department there, otherwise for the branch."""
    able = User.objects.able_to(Can.ANSWER_PARTS).filter(departments=part.department_id)
    there = able.filter(Q(branch_id=part.branch_id) | Q(branch=None))
    return list(there.order_by("pk")) or notices.heads_of(part.branch_id)


def _locked(
    part: Part, standing: str, actor: User, key: uuid.UUID | None = None
) -> tuple[Complaint, Part]:
    """Lock the complaint, then the part of it. Raises SentBefore, Refused."""
    complaint = lines.locked(part.complaint, key=key, actor=actor)
    rows = Part.objects.select_related("department", "asked_by", "taken_by")
    now = rows.select_for_update(no_key=True, of=("self",)).get(pk=part.pk)
    if standing and standing != now.standing:
        raise Moved(now)
    return complaint, now


def _take(now: Part, complaint: Complaint, *, actor: User, at: datetime) -> None:
    now.state, now.taken_by, now.taken_at = PartState.TAKEN, actor, at
    _write(now, complaint, Deed.PART_TAKEN, actor=actor, at=at)


def _call_off(
    now: Part, complaint: Complaint, *, actor: User | None, at: datetime,
    text: str = "", key: uuid.UUID | None = None,
) -> None:  # fmt: skip
    now.state = PartState.CALLED_OFF
    deed = Deed.PART_CALLED_OFF
    _write(now, complaint, deed, actor=actor, at=at, text=text, key=key)
    told = [now.taken_by] if now.taken_by else answerers(now)
    _tell(now, told, "complaints.part_called_off", actor=actor, at=at)


def _write(part: Part, complaint: Complaint, deed: Deed, **said) -> Line:
    """Write the line first, then the part as it stands since."""
    told = {"asked": part.department.code}
    line = lines.write(complaint, deed, told=told, **said)
    part.places = [*part.places, line.place]
    part.save()
    return line


def _asking(part: Part, complaint: Complaint) -> list[User]:
    """Return whoever asked and whoever handles it now, each once."""
    both = {each.pk: each for each in (part.asked_by, complaint.handler) if each}
    return list(both.values())


def _tell(
    part: Part, people: Iterable[User], kind: str, *, actor: User | None, at: datetime
) -> None:
    """Tell of a part; the department's side never reads of the complaint itself."""
    for_asker = kind in FOR_ASKERS
    complaint = part.complaint
    for person in people:
        if actor is not None and person.pk == actor.pk:
            continue
        notices.tell(
            person,
            kind,
            key=f"part:{part.pk}:{len(part.places)}:{kind}",
            at=at,
            params={
                "who": str(actor or ""),
                "zh": part.department.name_zh,
                "en": part.department.name_en,
                "text": part.question[:200],
                "code": complaint.code if for_asker else "",
                "due": part.due_at.isoformat(),
            },
            url=complaint.get_absolute_url() if for_asker else part.get_absolute_url(),
            subject=complaint if for_asker else part,
            about=complaint.code if for_asker else "",
        )
