"""Who gets which of the leads that wait, by the rules of a branch. No rows are read."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from customers.choices.leads import Dealing


@dataclass(frozen=True)
class Rule:
    """A rule as it is dealt by: its people are those who are there, in fixed order."""

    pk: int
    branch: int
    channel: str
    campaign: int | None
    way: str
    people: tuple[int, ...]
    last: int | None = None

    def fits(self, lead) -> bool:
        return (
            self.branch == lead.branch_id
            and self.channel in ("", lead.channel)
            and self.campaign in (None, lead.campaign_id)
        )


@dataclass(frozen=True)
class Dealt:
    """What becomes of one lead: `person` None where no rule fits or nobody is there."""

    lead: object
    rule: int | None = None
    person: int | None = None


def deal(leads: Iterable, rules: list[Rule], loads: Mapping[int, int]) -> list[Dealt]:
    """Deal each lead by the first rule that fits; `rules` begin with the particular.

    `loads` are the open leads each person has, counted on as they are dealt.
    """
    load = Counter(loads)
    last = {rule.pk: rule.last for rule in rules}
    dealt = []
    for lead in leads:
        rule = next((rule for rule in rules if rule.fits(lead)), None)
        if rule is None or not rule.people:
            dealt.append(Dealt(lead, rule.pk if rule else None))
            continue
        person = _next(rule, last[rule.pk], load)
        load[person] += 1
        last[rule.pk] = person
        dealt.append(Dealt(lead, rule.pk, person))
    return dealt


def _next(rule: Rule, last: int | None, load: Counter) -> int:
    if rule.way == Dealing.LEAST:
        return min(rule.people, key=lambda one: (load[one], rule.people.index(one)))
    # After somebody who is away or gone it is the turn of the next above him.
    after = [one for one in rule.people if last is not None and one > last]
    return min(after or rule.people)
