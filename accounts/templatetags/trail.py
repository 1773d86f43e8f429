"""The audit trail in words: what was done, to which field, from what to what."""

from functools import lru_cache

from django import template
from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from accounts.choices import VERBS, Reach
from accounts.permissions.actions import YES_NO, Can

register = template.Library()

NOTHING = "–"
# What is counted or asked for and is no field of the row it is about.
NAMES = {
    "phone": gettext_lazy("Number"),
    "lines": gettext_lazy("Invoice lines"),
    "customers": gettext_lazy("New customers"),
    "rows": gettext_lazy("Rows"),
    "prospects": gettext_lazy("New prospects a month"),
    "month": gettext_lazy("Month"),
    # Of the rule of the common pool.
    "days_s": gettext_lazy("S: into the pool after so many days"),
    "days_a": gettext_lazy("A: into the pool after so many days"),
    "days_b": gettext_lazy("B: into the pool after so many days"),
    "days_c": gettext_lazy("C: into the pool after so many days"),
    "days_d": gettext_lazy("D: into the pool after so many days"),
    "warning_days": gettext_lazy("The owner is warned so many days before"),
    "claim_count": gettext_lazy("Customers one may take"),
    "claim_days": gettext_lazy("Within so many days"),
    "lock_days": gettext_lazy("Days until the previous owner may take him back"),
    "stays": gettext_lazy("Rows that stay"),
    "updated": gettext_lazy("Records changed"),
    "contacts": gettext_lazy("New contacts"),
    "year": gettext_lazy("Year"),
    "days": gettext_lazy("Special days"),
    "giver": gettext_lazy("Who passes on"),
    "taker": gettext_lazy("Who takes over"),
    "confirmed": gettext_lazy("Promises confirmed"),
}
# The same word means another thing of another record.
NAMES_OF = {("customers.handover", "customers"): gettext_lazy("Customers passed on")}
# Stored as the codes of the roles, one after the other.
HELD_ROLES = ("accounts.user", "roles")


@register.filter
def verb(entry) -> str:
    """`user.deactivated` as the reader says it; what has no words shows as it is."""
    return VERBS.get(entry.action, entry.action)


@register.filter
def about(entry, roles: dict[int, str]) -> str:
    """Return what an entry is about, in the reader's language where we know it.

    `roles` are the names by id; the trail keeps a name as its writer read it.
    """
    if entry.kind == "accounts.role":
        return roles.get(entry.object_id, entry.label)
    if entry.label in _in_all_languages("The whole company"):
        return _("The whole company")
    return entry.label


@lru_cache
def _in_all_languages(words: str) -> frozenset[str]:
    found = set()
    for code, _name in settings.LANGUAGES:
        with override(code):
            found.add(_(words))
    return frozenset(found)


@register.filter
def changed_fields(entry, roles: dict[str, str] | None = None) -> list[dict]:
    """Return {"label", "old", "new"} a changed field, fit to read.

    `roles` are the names by code, as `role_names` returns them.
    """
    return _told(entry.kind, entry.changes, roles or {})


@register.filter
def changes_line(params: dict, roles: dict[str, str]) -> str:
    """Return the changes a notice keeps (`kind`, `changes`) as one line.

    Notices written before they kept them have a line of their own.
    """
    if "changes" not in params:
        return params.get("what", "")
    said = [
        _("%(field)s: %(old)s → %(new)s")
        % {"field": one["label"], "old": one["old"], "new": one["new"]}
        for one in _told(params["kind"], params["changes"], roles)
    ]
    about = [roles.get(params["role"], params["role"])] if "role" in params else []
    return _("; ").join(about + said)


def _told(kind: str, changes: dict, roles: dict[str, str]) -> list[dict]:
    found = []
    for name, (old, new) in changes.items():
        label, words = _field(kind, name)
        if (kind, name) == HELD_ROLES:
            old, new = (_named(codes, roles) for codes in (old, new))
        found.append(
            {"label": label, "old": _value(old, words), "new": _value(new, words)}
        )
    return found


def _named(codes: str | None, roles: dict[str, str]) -> str:
    """Turn "manager, admin" into the roles' names; what is gone keeps its code."""
    split = codes.split(", ") if codes else []
    return _(", ").join(roles.get(code, code) for code in split)


def _field(kind: str, name: str) -> tuple[str, dict]:
    """Return what a field is called, and the words of its choices by stored value."""
    if name == "is_active":
        return _("State"), {True: _("active"), False: _("deactivated")}
    if name in Can.values:
        can = Can(name)
        return can.label, dict(YES_NO if can.is_whole else Reach.choices)
    try:
        field = apps.get_model(kind)._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return NAMES_OF.get((kind, name)) or NAMES.get(name, name), {}
    return capfirst(field.verbose_name), dict(getattr(field, "flatchoices", ()))


def _value(value, words: dict) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dict):
        # Written in both languages: {"zh": …, "en": …}.
        value = value["zh" if (get_language() or "zh").startswith("zh") else "en"]
    if isinstance(value, bool) and value not in words:
        return "✓" if value else "✕"
    return words.get(value, str(value))
