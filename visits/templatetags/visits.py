"""`{{ visit|overdue_at:at }}`: whether a plan's time has passed."""

from django import template

register = template.Library()


@register.filter
def overdue_at(visit, at) -> bool:
    return visit.is_planned and visit.planned_at < at
