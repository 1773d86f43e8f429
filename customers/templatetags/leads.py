"""How a lead stands, as every page prints it."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.templatetags.formats import duration, relative
from customers.choices.leads import LeadState
from customers.models import Lead, LeadHandover

register = template.Library()

KINDS = {
    LeadState.WON: "done",
    LeadState.LOST: "cancelled",
    LeadState.POOL: "waiting",
    LeadState.CONTACTED: "progress",
    LeadState.QUALIFIED: "progress",
    LeadState.HANDED_OVER: "info",
}


@register.inclusion_tag("components/state.html")
def lead_state(lead: Lead) -> dict:
    """The state as word, picture and colour; in a list also whether it is received."""
    if lead.is_handed_over and hasattr(lead, "received_at"):
        if lead.received_at:
            return {"label": _("handed over, accepted"), "kind": "info"}
        return {"label": _("handed over, not accepted yet"), "kind": "waiting"}
    if lead.customer_id:
        # Whether he bought is another thing: the page of the customer tells.
        return {"label": _("became a customer"), "kind": "done"}
    return {"label": lead.get_state_display(), "kind": KINDS.get(lead.state, "open")}


@register.inclusion_tag("components/state.html")
def first_contact(lead: Lead) -> dict:
    """How long there is for the first contact, or since when it is late."""
    return _limit(
        lead.first_due_at,
        _("first contact due in %(time)s"),
        _("first contact overdue"),
    )


@register.inclusion_tag("components/state.html")
def acceptance(handover: LeadHandover) -> dict:
    """How long there is to accept a lead, or that it is late."""
    return _limit(
        handover.due_at, _("to be accepted within %(time)s"), _("not accepted in time")
    )


def _limit(due_at: datetime, ahead: str, late: str) -> dict:
    left = due_at - timezone.now()
    if left.total_seconds() <= 0:
        return {"label": late, "kind": "late"}
    if left.days:
        told = relative(due_at)
    else:
        told = duration(max(left.total_seconds() // 60, 1))
    return {"label": ahead % {"time": told}, "kind": "waiting"}
