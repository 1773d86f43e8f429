"""How far a department is, as pages colour it."""

from datetime import datetime

from django import template

from accounts.templatetags.formats import in_chinese
from complaints.choices import PartState
from complaints.models import Part
from complaints.reasons import worded

register = template.Library()
KINDS = {
    PartState.ASKED: "waiting",
    PartState.TAKEN: "progress",
    PartState.ANSWERED: "done",
    PartState.RETURNED: "waiting",
    PartState.CALLED_OFF: "cancelled",
}


@register.simple_tag
def part_kind(part: Part, at: datetime) -> str:
    """Return the colour of a part's state; what is late says so first."""
    return "late" if part.is_late(at) else KINDS[PartState(part.state)]


@register.simple_tag
def department(params: dict) -> str:
    """Return the name of a department that a notice keeps in both languages."""
    return params["zh"] if in_chinese() else params["en"]


@register.simple_tag
def major_reasons(reasons: list[str]) -> str:
    """Return why a complaint is major, as a notice keeps it, in the reader's words."""
    return worded(reasons)
