"""How a special day of the working calendar is worked, in words."""

from django import template
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import shifts
from accounts.models import CalendarDay
from accounts.public_holidays import exchanged_for

register = template.Library()


@register.simple_tag
def day_name(special: CalendarDay, rows: list[CalendarDay]) -> str:
    """Call a day; one exchanged for a weekend day by its holiday, nearest of `rows`."""
    worked = exchanged_for(special.name_zh)
    if worked is None:
        return special.name
    days_off = [one for one in rows if one.is_off and not exchanged_for(one.name_zh)]
    holiday = min(days_off, key=lambda one: abs(one.day - special.day), default=None)
    day = date_format(worked)
    told = {"holiday": holiday.name if holiday else "", "day": day}
    if not holiday:
        return _("Day off, made up for on %(day)s") % told
    return _("%(holiday)s, made up for on %(day)s") % told


@register.simple_tag
def how_worked(day: CalendarDay) -> str:
    if day.is_off:
        return _("off")
    if day.follows is None:
        return shifts.said(day.hours)
    return _("worked like a %(weekday)s") % {"weekday": WEEKDAYS[day.follows]}
