"""Days beside moments: which day it is here, and how near."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from accounts.templatetags.formats import RELATIVE_DAYS, relative

register = template.Library()


@register.filter
def local_day(moment: datetime) -> date:
    return timezone.localdate(moment)


@register.filter
def near(day: date) -> str:
    """`today`, `in 3 days`; nothing beyond a week, where the date alone says enough."""
    distance = abs((day - timezone.localdate()).days)
    return relative(day) if distance <= RELATIVE_DAYS else ""
