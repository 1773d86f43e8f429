"""Everything that changes a complaint policy: drafted, edited, put in force."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit, seen
from accounts.models import User
from accounts.refused import Refused
from complaints.choices import Basis
from complaints.models import ClockRule, Policy
from customers.services.editing import locked, one_at_a_time

FIELDS = ("major_amount", "repeat_count", "repeat_days", "group_count", "major_tiers",
          "compensation_limit", "verify_days", "warn_percent", "escalate_hours",
          "note")  # fmt: skip
RULE_FIELDS = ("metric", "basis", "amount", "unit", "kind", "severity", "tier",
               "channel", "is_on", "source")  # fmt: skip
# What two limits of one version must not have in common.
SAME = ("metric", "basis", "kind", "severity", "tier", "channel")


@transaction.atomic
def draft(*, actor: User, at: datetime) -> Policy:
    """Begin a version as a copy of the one in force; the open draft if there is."""
    one_at_a_time("complaint-policies")
    if open_one := Policy.objects.drafts().first():
        return open_one
    base = Policy.objects.in_force(at)
    copied = {name: getattr(base, name) for name in FIELDS if name != "note"}
    last = Policy.objects.aggregate(last=Max("version"))["last"]
    made = Policy.objects.create(**copied, version=last + 1, made_by=actor, made_at=at)
    ClockRule.objects.bulk_create(
        ClockRule(policy=made, **{name: getattr(rule, name) for name in RULE_FIELDS})
        for rule in base.rules.order_by("pk")
    )
    audit.record(actor, "complaint.policy_drafted", made, at=at)
    return made


@transaction.atomic
def edit(policy: Policy, *, actor: User, seen: str, at: datetime, **fields) -> None:
    """Change a draft as a form that showed `seen` asks. Raises Refused, Conflict."""
    now = _draft(policy)
    mine = _read(now, FIELDS, fields, seen)
    if changes := audit.difference(now, mine):
        Policy.objects.filter(pk=now.pk).update(**mine)
        audit.record(actor, "complaint.policy_updated", now, at=at, changes=changes)


@transaction.atomic
def add_rule(policy: Policy, *, actor: User, at: datetime, **fields) -> ClockRule:
    """Add a limit to a draft. Raises Refused where it has one for the same."""
    now = _draft(policy)
    rule = ClockRule(policy=now)
    new = _read(rule, RULE_FIELDS, fields, None)
    _check(now, rule, new)
    for name, value in new.items():
        setattr(rule, name, value)
    rule.save(force_insert=True)
    _tell(now, rule, audit.difference(ClockRule(), new), actor, at)
    return rule


@transaction.atomic
def change_rule(
    rule: ClockRule, *, actor: User, seen: str, at: datetime, **fields
) -> None:
    """Change a limit of a draft as a form that showed `seen` asks."""
    policy = _draft(rule.policy)
    now = locked(rule)
    mine = _read(now, RULE_FIELDS, fields, seen)
    if changes := audit.difference(now, mine):
        _check(policy, now, mine)
        ClockRule.objects.filter(pk=now.pk).update(**mine)
        _tell(policy, now, changes, actor, at)


@transaction.atomic
def remove_rule(rule: ClockRule, *, actor: User, at: datetime) -> None:
    """Take a limit out of a draft. Safe twice."""
    policy = _draft(rule.policy)
    if ClockRule.objects.filter(pk=rule.pk).delete()[0]:
        _tell(policy, rule, {"rule": [str(rule), None]}, actor, at)


@transaction.atomic
def activate(policy: Policy, *, actor: User, standing: str, at: datetime) -> None:
    """Put a draft in force for what is registered from now on.

    Raises Refused unless it still is what the page showed as `standing`.
    """
    one_at_a_time("complaint-policies")
    now = _standing(policy, standing)
    Policy.objects.filter(pk=now.pk).update(active_from=at)
    audit.record(actor, "complaint.policy_activated", now, at=at)


@transaction.atomic
def discard(policy: Policy, *, actor: User, standing: str, at: datetime) -> None:
    """Throw a draft away with its limits; its number is given to the next.

    Raises Refused unless it still is what the page showed as `standing`.
    """
    one_at_a_time("complaint-policies")
    now = _standing(policy, standing)
    changes = {"version": [now.version, None]}
    audit.record(actor, "complaint.policy_discarded", now, at=at, changes=changes)
    now.delete()


def standing_of(policy: Policy) -> str:
    """Return one word for a version with its limits: another one after any change."""
    words = [seen.digest(seen.stands(policy, FIELDS))]
    for rule in policy.rules.order_by("pk"):
        words.append(f"{rule.pk}:{seen.digest(seen.stands(rule, RULE_FIELDS))}")
    return sha256(" ".join(words).encode()).hexdigest()[:20]


def _standing(policy: Policy, standing: str) -> Policy:
    """Return the draft, locked, unless it is not what the page showed any more."""
    now = _draft(policy)
    if standing != standing_of(now):
        raise Refused(_("The draft was changed meanwhile. Look at it again first."))
    return now


def _draft(policy: Policy) -> Policy:
    now = locked(policy)
    if not now.is_draft:
        raise Refused(_("This policy is no draft any more. Draft a new one."))
    return now


def _read(now, allowed, fields: dict, was_seen: str | None) -> dict:
    if unknown := set(fields) - set(allowed):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    return seen.merged(seen.stands(now, fields), fields, was_seen)


def _check(policy: Policy, rule: ClockRule, new: dict) -> None:
    """Raise Refused for a limit by law without its source, and for a second alike."""
    said = {name: new.get(name, getattr(rule, name)) for name in RULE_FIELDS}
    if said["basis"] == Basis.STATUTORY and not said["source"]:
        raise Refused(_("Say where this limit is written."), "source")
    same = policy.rules.filter(**{name: said[name] for name in SAME})
    if same.exclude(pk=rule.pk).exists():
        raise Refused(_("There is a limit for the same already."), "metric")


def _tell(policy: Policy, rule: ClockRule, changes: dict, actor, at) -> None:
    changes = {"limit": [None, str(rule)]} | changes
    audit.record(actor, "complaint.policy_updated", policy, at=at, changes=changes)
