"""How moments, money and numbers are written, in the reader's language."""

import functools
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from accounts import masking

register = template.Library()

NO_DATA = "–"
# Scripts whose names begin with the family's stand from here on, letters before.
HAN = "\u2e80"
MINUTE, HOUR, DAY = 60, 3600, 86400
# After this many days a date says more than a count.
RELATIVE_DAYS = 7


def in_chinese() -> bool:
    return (get_language() or "").startswith("zh")


@register.filter
def initial(name: str) -> str:
    """The letter that stands for a person: 娜 of 王安娜, B of Boss, Z of Zoë Weber."""
    name = name.strip()
    return name[:1].upper() if name[:1].isalpha() and name[0] < HAN else name[-1:]


@register.filter
def number(value, places: int = 0) -> str:
    """`1234567.5` becomes `1,234,567.50` with two places; nothing becomes a dash."""
    return NO_DATA if value is None else f"{Decimal(value):,.{places}f}"


@register.filter
def money(value) -> str:
    """Yuan: `¥1,234.50`, in English `CN¥1,234.50`; the minus stands in front."""
    if value is None:
        return NO_DATA
    sign = "-" if value < 0 else ""
    return f"{sign}{'¥' if in_chinese() else 'CN¥'}{abs(Decimal(value)):,.2f}"


@register.filter
def big_number(value) -> str:
    """For tiles: `123.5万` and `1.2亿`, in English `1.23M`; small ones stay exact."""
    if value is None:
        return NO_DATA
    value = Decimal(value)
    chinese = ((10**8, "亿", 1), (10**4 * 10, "万", 1))
    english = ((10**9, "B", 2), (10**6, "M", 2), (10**5, "K", 1))
    for limit, unit, places in chinese if in_chinese() else english:
        if abs(value) >= limit:
            size = {"万": 10**4, "K": 10**3}.get(unit, limit)
            return f"{_short(value / size, places)}{unit}"
    return f"{value:,.0f}"


@register.filter
def big_money(value) -> str:
    """`big_number` with the sign of the yuan."""
    if value is None:
        return NO_DATA
    sign = "-" if value < 0 else ""
    return f"{sign}{'¥' if in_chinese() else 'CN¥'}{big_number(abs(Decimal(value)))}"


@register.filter
def percent(share, places: int = 1) -> str:
    """A share of one: `0.925` becomes `92.5%`, in English `92.5 %`."""
    if share is None:
        return NO_DATA
    return f"{Decimal(share) * 100:.{places}f}{'%' if in_chinese() else ' %'}"


@register.filter
def points(difference, places: int = 1) -> str:
    """A difference of two shares, with its sign: `+1.3 pts`."""
    if difference is None:
        return NO_DATA
    value = f"{Decimal(difference) * 100:+.{places}f}"
    return gettext("%(value)s pts") % {"value": value}


@register.filter
def duration(minutes) -> str:
    """Minutes as `3 h 20 m`."""
    if minutes is None:
        return NO_DATA
    hours, rest = divmod(int(minutes), 60)
    if not hours:
        return gettext("%(minutes)s m") % {"minutes": rest}
    words = gettext("%(hours)s h %(minutes)s m") if rest else gettext("%(hours)s h")
    return words % {"hours": hours, "minutes": rest}


@register.filter
def moment(value: date | datetime) -> str:
    """The whole moment: `22 Nov 2026, 15:04`, or the day where there is no time."""
    if not value:
        return NO_DATA
    if isinstance(value, datetime):
        return formats.date_format(timezone.localtime(value), "DATETIME_FORMAT")
    return formats.date_format(value, "SHORT_DATE_FORMAT")


@register.filter
def list_moment(value: date | datetime) -> str:
    """A moment in a list: without the year while it is this one."""
    if not value:
        return NO_DATA
    if isinstance(value, datetime):
        value = timezone.localtime(value)
        style = "SHORT_DATETIME_FORMAT"
    else:
        style = "MONTH_DAY_FORMAT"
    if value.year != timezone.localdate().year:
        style = "SHORT_DATE_FORMAT"
    return formats.date_format(value, style)


@register.filter
def relative(value: date | datetime) -> str:
    """`3 hours ago`, `tomorrow`; beyond seven days the date."""
    if not value:
        return NO_DATA
    if isinstance(value, datetime):
        return _relative_moment(value, timezone.now())
    return _relative_day(value, timezone.localdate())


@register.simple_tag
def when(value: date | datetime | None) -> str:
    """A moment as every page prints it: how long ago, and when exactly."""
    if not value:
        return format_html('<span aria-label="{}">–</span>', gettext("no data"))
    if not isinstance(value, datetime):
        return _day_told(value, timezone.localdate(), get_language())
    return _told(timezone.localtime(value), relative(value))


@register.filter
def masked_field(value: str, field: str) -> str:
    """The value of a personal field as every page prints it; no other is taken."""
    if field not in masking.PERSONAL:
        raise ValueError(f"{field} is no personal field")
    return masking.masked(field, value)


@functools.lru_cache(maxsize=2048)
def _day_told(day: date, today: date, _language: str) -> str:
    """Lists print the same few days over and over."""
    return _told(day, _relative_day(day, today))


def _told(value: date | datetime, words: str) -> str:
    return format_html(
        '<time class="when" datetime="{}" title="{}">{}</time>',
        value.isoformat(),
        moment(value),
        words,
    )


def _short(value: Decimal, places: int) -> str:
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _relative_moment(value: datetime, now: datetime) -> str:
    seconds = (now - value).total_seconds()
    local, today = timezone.localtime(value), timezone.localdate(now)
    if 0 <= seconds < MINUTE:
        return gettext("just now")
    if 0 <= seconds < HOUR:
        count = int(seconds // MINUTE)
        return ngettext("%(count)s minute ago", "%(count)s minutes ago", count) % {
            "count": count
        }
    if 0 <= seconds < DAY:
        count = int(seconds // HOUR)
        return ngettext("%(count)s hour ago", "%(count)s hours ago", count) % {
            "count": count
        }
    if local.date() == today:
        return formats.time_format(local, "TIME_FORMAT")
    return _relative_day(local.date(), today, else_moment=value)


def _relative_day(day: date, today: date, else_moment: datetime | None = None) -> str:
    days = (day - today).days
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if 0 < days <= RELATIVE_DAYS:
        return ngettext("in %(count)s day", "in %(count)s days", days) % {"count": days}
    if -RELATIVE_DAYS <= days < 0:
        return ngettext("%(count)s day ago", "%(count)s days ago", -days) % {
            "count": -days
        }
    return list_moment(else_moment or day)
