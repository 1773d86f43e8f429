"""A version of the complaint policy in words, and what it changed of the one before."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from complaints.choices import Basis, Unit
from complaints.models import ClockRule, Policy
from customers.choices.archive import Tier

SHOWN = ("major_amount", "major_tiers", "repeat_count", "repeat_days", "group_count",
         "compensation_limit", "warn_percent", "escalate_hours",
         "verify_days")  # fmt: skip


def values(policy: Policy) -> list[tuple[str, str]]:
    """Return (what, value) of a version as its page shows them."""
    return [(_label(name), _value(policy, name)) for name in SHOWN]


def limit(rule: ClockRule) -> str:
    """Return how long a limit is: "2 working hours"."""
    return f"{rule.amount} {Unit(rule.unit).label}"


def fits(rule: ClockRule) -> str:
    """Return what a limit is for: its conditions, or all complaints."""
    told = [
        rule.get_kind_display() if rule.kind else "",
        rule.get_severity_display() if rule.severity else "",
        _("tier %(tier)s") % {"tier": Tier(rule.tier).value} if rule.tier else "",
        rule.get_channel_display() if rule.channel else "",
    ]
    return " · ".join(map(str, filter(None, told))) or _("all")


def changes(policy: Policy, before: Policy | None) -> list[tuple[str, str, str]]:
    """Return (what, before, now) of what a version changed; two queries."""
    if before is None:
        return []
    pairs = zip(values(policy), values(before), strict=True)
    told = [(what, old, new) for (what, new), (_what, old) in pairs if old != new]
    mine, theirs = _limits(policy), _limits(before)
    return told + [
        (what, theirs.get(what, "–"), mine.get(what, "–"))
        for what in {**theirs, **mine}
        if theirs.get(what) != mine.get(what)
    ]


def _limits(policy: Policy) -> dict[str, str]:
    """Map each limit in use, by what it is for, to how long it is."""
    return {
        f"{rule.get_metric_display()} ({Basis(rule.basis).label}): {fits(rule)}": limit(
            rule
        )
        for rule in policy.rules.in_use().in_order()
    }


def _label(name: str) -> str:
    return capfirst(Policy._meta.get_field(name).verbose_name)


def _value(policy: Policy, name: str) -> str:
    value = getattr(policy, name)
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return (
        f"{value:g}" if name in ("major_amount", "compensation_limit") else str(value)
    )
