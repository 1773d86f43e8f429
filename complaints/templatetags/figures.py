"""How a figure of the analysis is printed, by its unit."""

from django import template
from django.utils.translation import gettext as _

from accounts.templatetags.formats import NO_DATA, money, number, percent
from complaints import tiles

register = template.Library()


@register.filter
def figure(value, unit: str) -> str:
    """Print 1,204, 96.5 % or 3.2 h; nothing counted is no figure."""
    if value is None:
        return NO_DATA
    if unit == tiles.COUNT:
        return number(value)
    if unit == tiles.YUAN:
        return money(value)
    if unit == tiles.PERCENT:
        return percent(value)
    if unit == tiles.HOURS:
        return _("%(hours)s h") % {"hours": f"{value:,.1f}"}
    return f"{value:,.2f}"
