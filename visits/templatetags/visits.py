"""What templates ask of visits: what has passed, and what notices keep as text."""

from datetime import datetime

from django import template

from accounts import mentions
from accounts.templatetags.masking import private
from visits.choices import Grade

register = template.Library()


@register.inclusion_tag("visits/_marked.html", takes_context=True)
def marked(context, text: str, named: list) -> dict:
    """Print a text with marks on the colleagues it names (rows of Mention)."""
    shown = private(context, text)
    return {"parts": mentions.parts(shown, _people(named))}


@register.simple_tag(takes_context=True)
def spoken(context, text: str, named: list) -> str:
    """Return a text in which the colleagues it names have their names of today."""
    pieces = mentions.parts(private(context, text), _people(named))
    return "".join(f"@{who.name}" if who else said for said, who in pieces)


def _people(named: list) -> dict:
    return {mention.said: mention.user for mention in named}


@register.filter
def overdue_at(visit, at) -> bool:
    return visit.is_planned and visit.planned_at < at


@register.filter
def as_moment(text: str) -> datetime | None:
    """Return the moment that a notice keeps as text."""
    return datetime.fromisoformat(text) if text else None


@register.filter
def grade_label(grade: str) -> str:
    """Return a stored grade in words, as a notice keeps it."""
    return str(dict(Grade.choices).get(grade, grade))
