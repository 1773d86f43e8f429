"""What templates ask of complaints: who did a line, and what it changed, in words."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from accounts.templatetags.formats import money
from accounts.templatetags.trail import changes_line
from complaints import marks
from complaints.choices import Metric
from complaints.models import Complaint, Line
from complaints.outcomes import OfferState
from complaints.panels import conversation

register = template.Library()


@register.filter
def nearness(complaint: Complaint, at: datetime) -> str:
    """Say how near its next limit is, late, soon or ok; "" where none runs."""
    if complaint.is_closed or complaint.due_at is None:
        return ""
    return marks.nearness(complaint.due_at, complaint.warn_at, at)


@register.simple_tag
def actor(line: Line) -> str:
    """Say who did it; without a person it was the clock, or the customer himself."""
    if line.actor:
        return line.actor.name
    if shown_to := line.told.get("shown_to"):
        return _("by a link that %(name)s was shown") % {"name": shown_to}
    return _("the system")


@register.simple_tag
def changes(told: dict) -> str:
    """Return ": severity: normal → serious" for what a line changed; "" for nothing."""
    if not told:
        return ""
    return f" · {changes_line({'kind': 'complaints.complaint', 'changes': told}, {})}"


@register.filter
def shown(told: dict) -> dict:
    """Keep what of a line's changes is worth a word."""
    return conversation.worth_telling(told)


@register.filter
def until(metric: str) -> str:
    """Return what a limit of time is about, in words: "result told"."""
    return Metric(metric).label if metric in Metric.values else ""


@register.simple_tag
def about(line: Line) -> str:
    """Return " · result told" for what a line says of a limit, or of compensation."""
    told = line.told
    said = [until(told["metric"])] if "metric" in told else []
    if told.get("offer_state") in OfferState.values:
        amount = money(Decimal(told["offer_amount"]))
        said += [OfferState(told["offer_state"]).label, amount]
    return "".join(f" · {each}" for each in said)
