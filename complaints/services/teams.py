"""The joint team of a complaint: who is in it, what it decides, its daily note."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import Deed
from complaints.models import Complaint, Line, TeamMember
from complaints.services import lines, majors

# Whoever reaches complaints at all; a population sees but its own.
SEEING = (Reach.OWN, Reach.TEAM, Reach.BRANCH, Reach.ALL)
HANDLE = Can.HANDLE_COMPLAINTS


@transaction.atomic
def join(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, user: User,
    at: datetime, role: str = "",
) -> Line:  # fmt: skip
    """Take a colleague into the team: from now on he sees the complaint, and is told.

    Raises Refused for whom his role lets see no complaint: ask his department instead.
    """
    now = lines.locked(complaint, standing=standing, key=key, actor=actor, can=HANDLE)
    if now.is_closed:
        raise Refused(_("This complaint is closed. Reopen it first."))
    if not able().filter(pk=user.pk).exists():
        said = _("%(name)s may not see complaints. Ask the department instead.")
        raise Refused(said % {"name": user}, "user")
    if now.is_about(user):
        raise Refused(_("The complaint is about this colleague."), "user")
    if now.team.present().filter(user=user).exists():
        raise Refused(_("%(name)s is in the team already.") % {"name": user}, "user")
    told = {"joined": user.name, "role": role}
    line = lines.write(now, Deed.JOINED, actor=actor, at=at, key=key, told=told)
    TeamMember.objects.create(complaint=now, user=user, role=role, joined_at=at)
    majors.tell(
        now, user, "complaints.joined", line=line, actor=actor, at=at, text=role
    )
    return line


@transaction.atomic
def leave(complaint: Complaint, *, actor: User, member: TeamMember, at: datetime):
    """Let somebody out of the team: what he did stays. Raises Refused if he is out."""
    now = lines.locked(complaint, actor=actor, can=HANDLE)
    gone = now.team.present().filter(pk=member.pk).update(left_at=at)
    if not gone:
        raise Refused(_("%(name)s is not in the team.") % {"name": member.user})
    told = {"left": member.user.name}
    return lines.write(now, Deed.JOINED, actor=actor, at=at, told=told)


@transaction.atomic
def decide(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID,
    decision: str, why: str, at: datetime, people: str = "",
) -> Line:  # fmt: skip
    """Record what was decided of a major complaint, why, and who took part."""
    now = lines.locked(complaint, standing=standing, key=key, actor=actor)
    majors.check_leads(actor, now)
    if not now.is_major:
        raise Refused(_("Only of a major complaint decisions are recorded."))
    if not decision.strip():
        raise Refused(_("Write down what was decided."), "decision")
    if not why.strip():
        raise Refused(_("Say why."), "why")
    told = {"why": why, "people": people}
    return lines.write(
        now, Deed.DECIDED, actor=actor, at=at, text=decision, told=told, key=key
    )


@transaction.atomic
def note_the_day(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, text: str,
    at: datetime,
) -> Line:  # fmt: skip
    """Write the daily note of a major complaint: whoever works on it does."""
    now = lines.locked(complaint, standing=standing, key=key, actor=actor)
    if not now.is_major:
        raise Refused(_("Only of a major complaint a daily note is kept."))
    if not may_note(actor, now):
        raise Refused(_("Only who works on it writes the daily note."))
    if not text.strip():
        raise Refused(_("Write the note."), "text")
    told = {"daily": True}
    return lines.write(
        now, Deed.NOTED, actor=actor, at=at, text=text, told=told, key=key
    )


def may_note(user: User, now: Complaint) -> bool:
    """Say whether he works on it: handles, leads, or is in its team. Two queries."""
    if user.pk == now.handler_id or may_apply(user, Can.LEAD_MAJORS, now):
        return True
    return now.team.present().filter(user=user).exists()


def able():
    """Return who may be taken into a joint team."""
    return User.objects.able_to(Can.SEE_COMPLAINTS, SEEING).order_by("name_key", "pk")
