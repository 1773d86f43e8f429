"""Complaints of several customers about the same: opened, added, noted together."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import Deed
from complaints.models import Complaint, Group, GroupMember, Line
from complaints.services import lines, majors

HANDLE = Can.HANDLE_COMPLAINTS


@transaction.atomic
def start(
    complaint: Complaint, *, actor: User, standing: str, key: uuid.UUID, name: str,
    at: datetime,
) -> Group:  # fmt: skip
    """Open a group with its first complaint, the one that tells of them all."""
    now = lines.locked(complaint, standing=standing, key=key, actor=actor, can=HANDLE)
    if not name.strip():
        raise Refused(_("Say what it is about."), "name")
    group = Group(name=name, lead=now, opened_by=actor, opened_at=at)
    _check(now, group)
    group.save()
    _join(group, now, actor=actor, at=at, key=key)
    return group


@transaction.atomic
def add(
    group: Group, *, actor: User, key: uuid.UUID, complaint: Complaint, at: datetime
) -> Line:
    """Add an open complaint; where that makes the group large all of it is major."""
    _lock(group, complaint)
    now = lines.locked(complaint, key=key, actor=actor, can=HANDLE)
    _check(now, group)
    line = _join(group, now, actor=actor, at=at, key=key)
    for member in _members(group):
        majors.judge(lines.held(member.complaint), actor=actor, at=at)
    return line


@transaction.atomic
def remove(group: Group, *, actor: User, complaint: Complaint, at: datetime) -> Line:
    """Take a complaint out; what it was declared for stands. The lead one stays."""
    _lock(group, complaint)
    now = lines.held(complaint)
    lines.check_actor(now, actor, HANDLE)
    if group.lead_id == now.pk:
        raise Refused(_("The complaint that leads the group stays in it."))
    gone, _rows = GroupMember.objects.filter(group=group, complaint=now).delete()
    if not gone:
        raise Refused(_("It is not in this group."))
    told = {"group": [group.name, ""]}
    return lines.write(now, Deed.GROUPED, actor=actor, at=at, told=told)


@transaction.atomic
def note(group: Group, *, actor: User, key: uuid.UUID, text: str, at: datetime) -> int:
    """Write one note into every open complaint of it that is his; returns how many.

    The first line carries the key. Raises SentBefore.
    """
    _lock(group)
    if line := lines.sent_before(key):
        raise lines.SentBefore(line)
    if not text.strip():
        raise Refused(_("Write the note."), "text")
    count = 0
    for member in _members(group):
        now = lines.held(member.complaint)
        if not _is_his(now, actor):
            continue
        told = {"of_group": group.name}
        lines.write(now, Deed.NOTED, actor=actor, at=at, text=text, told=told,
                    key=None if count else key)  # fmt: skip
        count += 1
    if not count:
        raise Refused(_("No open complaint of this group is yours to work on."))
    return count


def _is_his(now: Complaint, actor: User) -> bool:
    """Say whether it is open, his to work on, and not about him."""
    may = not now.is_about(actor) and may_apply(actor, HANDLE, now)
    return may and not now.is_closed


def _lock(group: Group, *more: Complaint) -> None:
    """Lock a group, then its complaints and `more` in the order of their ids."""
    Group.objects.select_for_update().get(pk=group.pk)
    ids = {*group.members.values_list("complaint_id", flat=True)}
    ids |= {each.pk for each in more}
    rows = Complaint.objects.select_for_update(no_key=True).filter(pk__in=ids)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _members(group: Group) -> list[GroupMember]:
    """Return the members in the order of their complaints, in which they are locked."""
    rows = group.members.select_related("complaint")
    return list(rows.order_by("complaint_id"))


def _check(now: Complaint, group: Group) -> None:
    if now.is_closed:
        raise Refused(_("%(code)s is closed. Reopen it first.") % {"code": now.code},
                      "complaint")  # fmt: skip
    held = GroupMember.objects.select_related("group").filter(complaint=now).first()
    if held is None:
        return
    if held.group_id == group.pk:
        raise Refused(_("It is in this group already."), "complaint")
    said = _("%(code)s is in the group “%(name)s” already.")
    raise Refused(said % {"code": now.code, "name": held.group.name}, "complaint")


def _join(group: Group, now: Complaint, *, actor: User, at: datetime, key) -> Line:
    GroupMember.objects.create(group=group, complaint=now, added_at=at)
    told = {"group": ["", group.name]}
    return lines.write(now, Deed.GROUPED, actor=actor, at=at, told=told, key=key)
