"""The audit trail in words: what was done, to which field, from what to what."""

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

from accounts.choices import VERBS, Reach
from accounts.permissions import Can

register = template.Library()

NOTHING = "–"


@register.filter
def verb(entry) -> str:
    """`user.deactivated` as the reader says it; what has no words shows as it is."""
    return VERBS.get(entry.action, entry.action)


@register.filter
def changed_fields(entry) -> list[dict]:
    """Return {"label", "old", "new"} a changed field, fit to read."""
    return [
        {"label": _label(entry.kind, name), "old": _value(old), "new": _value(new)}
        for name, (old, new) in entry.changes.items()
    ]


def _label(kind: str, name: str) -> str:
    if name in Can.values:
        return Can(name).label
    try:
        return capfirst(apps.get_model(kind)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def _value(value) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "✓" if value else "✕"
    return Reach(value).label if value in Reach.values else str(value)
