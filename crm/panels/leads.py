"""Leads on Today: those to call, those nobody has, those handed to the reader."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import Scope
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from crm.panels import complaints
from crm.panels.counting import Tile, address, capped
from customers.lead_filters import Tab
from customers.models import Lead
from visits import cadence

MOST, MOST_ROUTED = 6, 20


def to_call(user: User, at: datetime) -> dict:
    """Return the reader's leads to call, those that wait longest first."""
    if not user.may(Can.EDIT_LEADS):
        return {}
    mine = Lead.objects.worked_by(user).to_call(at, cadence.day_of(at))
    return {
        "leads": list(mine.for_row().order_by("touched_at", "pk")[:MOST]),
        "leads_url": address("leads:index", tab=Tab.CALL),
    }


def waiting(user: User, at: datetime) -> dict:
    """Return the leads nobody has, for whoever gives them out."""
    if scope_of(user, Can.ASSIGN_LEADS) < Scope.TEAM:
        return {}
    rows = Lead.objects.for_user(user, Can.ASSIGN_LEADS).unassigned()
    return {
        "waiting_leads": list(rows.for_row().order_by("created_at", "pk")[:MOST]),
        "waiting_url": reverse("leads:distribute"),
    }


def panel(user: User, at: datetime) -> dict:
    """Return the day of whoever is handed leads or asked: what he has to settle."""
    handed = Lead.objects.handed_to(user)
    mine = handed.for_row().order_by("touched_at", "pk")
    url = address("leads:index", tab=Tab.MINE)
    told = complaints.routed(user, at)
    return told | {
        "at": at,
        "leads": list(mine[:MOST_ROUTED]),
        "leads_url": url,
        "tiles": [
            told.get("asked_tile"),
            Tile(_("Leads handed over to you"), capped(handed), url),
        ],
    }
