"""Answers to the company's own fields: what is kept of them, and how they read.

No rows. An answer is text, a number, a day as 2026-11-23, a choice's own text, or true.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.templatetags.formats import moment
from customers.choices.facts import OwnType

NOTHING = (None, "")
LONGEST = 200


def kept(value) -> str | int | float | bool | None:
    """Return a form's value as JSON keeps it; None for no answer."""
    if value in NOTHING and value is not False:
        return None
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value).strip() or None


def fits(field, value) -> bool:
    """Say whether `value`, as it is kept, answers `field`."""
    match field.type:
        case OwnType.YES_NO:
            return isinstance(value, bool)
        case OwnType.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case OwnType.DATE:
            return isinstance(value, str) and _is_day(value)
        case OwnType.CHOICE:
            return value in field.options
    return isinstance(value, str) and len(value) <= LONGEST


def said(field, value) -> str:
    """Return an answer as a page prints it; "" where there is none."""
    if value is None:
        return ""
    if field.type == OwnType.YES_NO:
        return _("yes") if value else _("no")
    if field.type == OwnType.DATE:
        return moment(parse_date(value))
    if field.type == OwnType.NUMBER:
        return f"{Decimal(str(value)):,}"
    return str(value)


def lines(fields: Iterable, own: dict) -> list[dict]:
    """Return {"label", "text", "is_archived"} a field, archived ones where answered."""
    return [
        {
            "label": str(field),
            "text": said(field, own.get(field.key)),
            "is_archived": field.is_archived,
        }
        for field in fields
        if not field.is_archived or field.key in own
    ]


def _is_day(value: str) -> bool:
    try:
        return parse_date(value) is not None
    except ValueError:
        return False
