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
from customers.dealing import Dealt, Rule, deal
from customers.models import Campaign, DealingRule, Lead, LeadPause
from customers.services.leads import handing, people

MOST = 20


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
    at: datetime,
) -> DealingRule:
    """Make a rule or change one; two for the same thing are Refused."""
    channel = "" if campaign else channel
    same = DealingRule.objects.filter(branch=branch, channel=channel, campaign=campaign)
    if same.exclude(pk=rule.pk if rule else None).exists():
        raise Refused(_("There is a rule for exactly this already. Change that one."))
    rule = rule or DealingRule()
    rule.branch, rule.channel, rule.campaign, rule.way = branch, channel, campaign, way
    rule.save()
    rule.people.set(people)
    names = ", ".join(sorted(one.name for one in people))
    changes = {"way": [None, way], "people": [None, names]}
    audit.record(actor, "lead.rule_saved", rule, at=at, changes=changes)
    return rule


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
