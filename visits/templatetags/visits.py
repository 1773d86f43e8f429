"""What templates ask of visits: what has passed, and what notices keep as text."""

from datetime import datetime

from django import template

from visits.choices import Grade

register = template.Library()


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
