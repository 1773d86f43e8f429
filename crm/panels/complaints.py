"""Complaints on Today: one's own by what is due, what went wrong, what is asked."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from complaints import daily
from complaints.choices import State
from complaints.models import Compensation, Complaint, Inbound, Part
from crm.panels.counting import Tile, address, capped
from visits import cadence

MOST, MOST_ROUTED = 6, 20


def mine(user: User, at: datetime) -> dict:
    """Return the reader's own: by time to breach, to inform, to ask again, owed to him.

    Three queries for whoever works on complaints.
    """
    if not user.may(Can.HANDLE_COMPLAINTS):
        return {}
    rows = Complaint.objects.handled_by(user).for_row()
    soonest = list(rows.in_work().by_due()[: 2 * MOST])
    ready = [each for each in soonest if each.state == State.PROPOSED]
    to_verify = rows.to_verify(cadence.day_of(at)).order_by("verify_on", "pk")
    return {
        "breaching": [each for each in soonest if each not in ready][:MOST],
        "ready": ready[:MOST],
        "to_verify": list(to_verify[:MOST]),
        "owed": list(_owed(user)[:MOST]),
        "complaints_url": address("complaints:index", tab="mine"),
    }


def watched(user: User, at: datetime) -> dict:
    """Return what of others went wrong: late, nobody's, major. Five queries."""
    if scope_of(user, Can.ASSIGN_COMPLAINTS) < Scope.TEAM:
        return {}
    rows = Complaint.objects.for_user(user, Can.ASSIGN_COMPLAINTS).for_row()
    majors = list(rows.major().in_work().by_due()[:MOST])
    return {
        "late_complaints": list(rows.late(at).by_due()[:MOST]),
        "nobodys": list(rows.unassigned().by_due()[:MOST]),
        "majors": majors,
        "notes_due": daily.owing(majors, at),
        "major_url": address("complaints:index", tab="major"),
    }


def routed(user: User, at: datetime) -> dict:
    """Return what the reader's departments owe an answer to, and their number."""
    if not user.may(Can.ANSWER_PARTS):
        return {}
    asked = Part.objects.for_user(user, Can.ANSWER_PARTS).owed()
    parts = list(asked.for_row().by_due()[:MOST_ROUTED])
    url = reverse("complaints:parts")
    is_late = any(part.is_late(at) for part in parts)
    tile = Tile(_("Questions to answer"), capped(asked), url, is_late=is_late)
    return {"asked": parts, "asked_url": url, "asked_tile": tile}


def to_take_in(user: User) -> Tile | None:
    """Return how many messages wait to be registered, while there is any."""
    if scope_of(user, Can.REGISTER_COMPLAINTS) < Scope.TEAM:
        return None
    rows = Inbound.objects.for_user(user, Can.REGISTER_COMPLAINTS).new()
    waiting = capped(rows)
    url = reverse("complaints:inbound")
    return Tile(_("Messages to take in"), waiting, url) if waiting else None


def to_decide(user: User) -> Tile | None:
    """Return how much compensation waits for the reader's word, while there is any."""
    waiting = capped(Compensation.objects.waiting_for(user))
    url = reverse("complaints:offers")
    return Tile(_("Compensation to decide on"), waiting, url) if waiting else None


def _owed(user: User):
    """Return what departments owe in his complaints, with the complaint it is of."""
    return Part.objects.owed_to(user).for_row().select_related("complaint").by_due()
