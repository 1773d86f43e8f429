"""The audit trail in words: what was done, to which field, from what to what."""

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.choices import VERBS, Reach
from accounts.permissions import Can

register = template.Library()

NOTHING = "–"
# What is counted or asked for and is no field of the row it is about.
NAMES = {
    "phone": _("Number"),
    "lines": _("Invoice lines"),
    "customers": _("New customers"),
}


@register.filter
def verb(entry) -> str:
    """`user.deactivated` as the reader says it; what has no words shows as it is."""
    return VERBS.get(entry.action, entry.action)


@register.filter
def changed_fields(entry) -> list[dict]:
    """Return {"label", "old", "new"} a changed field, fit to read."""
    found = []
    for name, (old, new) in entry.changes.items():
        label, words = _field(entry.kind, name)
        found.append(
            {"label": label, "old": _value(old, words), "new": _value(new, words)}
        )
    return found


def _field(kind: str, name: str) -> tuple[str, dict]:
    """Return what a field is called, and the words of its choices by stored value."""
    if name in Can.values:
        return Can(name).label, dict(Reach.choices)
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return NAMES.get(name, name), {}
    return capfirst(field.verbose_name), dict(getattr(field, "flatchoices", ()))


def _value(value, words: dict) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "✓" if value else "✕"
    return words.get(value, str(value))
