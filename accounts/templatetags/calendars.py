"""How a special day of the working calendar is worked, in words."""

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _

from accounts import shifts
from accounts.models import CalendarDay

register = template.Library()


@register.simple_tag
def how_worked(day: CalendarDay) -> str:
    if day.is_off:
        return _("off")
    if day.follows is None:
        return shifts.said(day.hours)
    return _("worked like a %(weekday)s") % {"weekday": WEEKDAYS[day.follows]}
