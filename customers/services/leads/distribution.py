"""Leads that nobody has, dealt out by rule; the rules, and who is away."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit
from accounts.days import day_of
from accounts.models import Branch, User
from accounts.refused import Refused
from accounts.seen import merged, stands
from customers.dealing import Dealt, Rule, deal
from customers.models import Campaign, DealingRule, Lead, LeadPause
from customers.services.editing import locked, one_at_a_time
from customers.services.leads import handing, people

MOST = 20
# What a form of a rule says; `seen` is the digest of these.
RULE = ("branch", "channel", "campaign", "way", "people")


def preview(leads: QuerySet[Lead], *, today: date) -> list[Dealt]:
    """Say who would get the oldest twenty of `leads`; nothing is written.

    `rule` and `person` of each are rows, or None.
    """
    waiting = list(leads.unassigned().for_row().order_by("created_at", "pk")[:MOST])
    branches = {lead.branch_id for lead in waiting}
    stored = {one.pk: one for one in DealingRule.objects.for_branches(branches)}
    rules = _rules(stored.values(), today)
    known = {one.pk: one for rule in stored.values() for one in rule.dealt_among}
    loads = Lead.objects.load({pk for rule in rules for pk in rule.people})
    return [
        Dealt(one.lead, stored.get(one.rule), known.get(one.person))
        for one in deal(waiting, rules, loads)
    ]


@transaction.atomic
def assign(
    leads: QuerySet[Lead], pairs: dict[int, int], *, actor: User, at: datetime
) -> int:
    """Give each lead to the person the preview named; returns how many went.

    `leads` are those the actor may distribute. Left out is what somebody else took
    meanwhile, and whoever left or went away.
    """
    rows = leads.unassigned().filter(pk__in=pairs)
    waiting = list(rows.select_related("branch").order_by("created_at", "pk"))
    rules = list(DealingRule.objects.for_branches({one.branch_id for one in waiting}))
    plain = _rules(rules, day_of(at))
    users = {one.pk: one for rule in rules for one in rule.dealt_among}
    count, turns = 0, {}
    for lead in waiting:
        rule = next((rule for rule in plain if rule.fits(lead)), None)
        person = pairs[lead.pk]
        if rule is None or person not in rule.people:
            continue
        told = {"owner": users[person], "seen": lead.standing, "at": at}
        try:
            handing.assign(lead, actor=actor, **told)
        except Refused:
            # Somebody else was quicker, between our look and our lock.
            continue
        turns[rule.pk] = person
        count += 1
    for pk, person in turns.items():
        DealingRule.objects.filter(pk=pk).update(last_id=person)
    return count


@transaction.atomic
def save_rule(
    rule: DealingRule | None,
    *,
    actor: User,
    branch: Branch,
    channel: str,
    campaign: Campaign | None,
    way: str,
    people: Iterable[User],
    seen: str | None = None,
    at: datetime,
) -> DealingRule:
    """Make a rule or change one; two for the same thing are Refused.

    `seen` is the digest of the RULE a form showed. Raises Conflict for what somebody
    else changed meanwhile; what the form left as it was stays as it is now.
    """
    one_at_a_time("lead-rules")
    now = locked(rule) if rule else DealingRule()
    stood = stands(now, RULE) if rule else dict.fromkeys(RULE)
    new = {"branch": branch, "channel": channel, "campaign": campaign, "way": way}
    new["people"] = list(people)
    mine = merged(stood, new, seen if rule else None)
    said = stood | mine
    said["channel"] = "" if said["campaign"] else said["channel"]
    _check_rule(said, now)
    changes = _changes(stood, said)
    if not changes:
        return now
    for name in RULE[:-1]:
        setattr(now, name, said[name])
    now.save()
    now.people.set(said["people"])
    audit.record(actor, "lead.rule_saved", now, at=at, changes=changes)
    return now


def _check_rule(said: dict, rule: DealingRule) -> None:
    about = {name: said[name] for name in ("branch", "channel", "campaign")}
    if DealingRule.objects.filter(**about).exclude(pk=rule.pk).exists():
        raise Refused(_("There is a rule for exactly this already. Change that one."))


def _changes(stood: dict, said: dict) -> dict[str, list]:
    """Return [old, new] of what differs, as the trail keeps it: people by name."""
    pairs = {name: [_told(stood[name]), _told(said[name])] for name in RULE}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _told(value) -> str | None:
    if isinstance(value, list):
        return ", ".join(sorted(one.name for one in value))
    return str(value) if value else None


@transaction.atomic
def remove_rule(rule: DealingRule, *, actor: User, at: datetime) -> None:
    audit.record(actor, "lead.rule_removed", rule, at=at)
    rule.delete()


@transaction.atomic
def pause(user: User, *, actor: User, until: date | None, at: datetime) -> None:
    """Give `user` no leads up to and including `until`; None gives him leads again."""
    if until is None:
        LeadPause.objects.filter(user=user).delete()
    else:
        LeadPause.objects.update_or_create(user=user, defaults={"until_on": until})
    told = str(until) if until else None
    changes = {"until_on": [None, told]}
    audit.record(actor, "lead.paused", user, at=at, changes=changes)


def loads(users: Iterable[User]) -> list[tuple[User, int, date | None]]:
    """Return (person, open leads, away until) of each, who has most first."""
    users = list(users)
    ids = [user.pk for user in users]
    load = Lead.objects.load(ids)
    away = dict(
        LeadPause.objects.filter(user__in=ids).values_list("user_id", "until_on")
    )
    rows = [(user, load.get(user.pk, 0), away.get(user.pk)) for user in users]
    return sorted(rows, key=lambda row: -row[1])


def _rules(stored: Iterable[DealingRule], today: date) -> list[Rule]:
    """Return rules as they are dealt by, each with those people who are there."""
    stored = list(stored)
    branches = {rule.branch_id for rule in stored}
    there = {
        branch: set(
            people.there(people.workers(branch), today).values_list("pk", flat=True)
        )
        for branch in branches
    }
    return [
        Rule(
            rule.pk, rule.branch_id, rule.channel, rule.campaign_id, rule.way,
            tuple(sorted(one.pk for one in rule.dealt_among
                         if one.pk in there[rule.branch_id])),
            rule.last_id,
        )
        for rule in stored
    ]  # fmt: skip
