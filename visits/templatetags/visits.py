"""What templates ask of visits: whether a plan's time has passed, a grade in words."""

from django import template

from visits.choices import Grade

register = template.Library()


@register.filter
def overdue_at(visit, at) -> bool:
    return visit.is_planned and visit.planned_at < at


@register.filter
def grade_label(grade: str) -> str:
    """Return a stored grade in words, as a notice keeps it."""
    return str(dict(Grade.choices).get(grade, grade))
