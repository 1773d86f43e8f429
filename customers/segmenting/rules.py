"""The grammar of a rule: groups of conditions, read from JSON and never trusted.

    {"any": false, "groups": [{"any": true, "conditions":
        [{"is": "IN", "fact": "tier", "value": ["S", "A"]}]}]}

Keys stand in the order in which PostgreSQL keeps them, so that what was written and
what was read back are the same text. A rule that cannot be read whole fits nobody.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.templatetags.formats import moment
from customers.choices.segments import Is
from customers.segmenting import archive_facts, dealing_facts, own_facts
from customers.segmenting.facts import Asked, Fact
from customers.segmenting.shapes import CHOICE, DAY, NUMBER, kept

# Shipped facts by name, in the order they are offered. How complete an archive is
# becomes one more of them once it is a column.
FACTS = {fact.name: fact for fact in (*archive_facts.FACTS, *dealing_facts.FACTS)}
MOST_GROUPS, MOST_CONDITIONS = 5, 12
NOBODY = Q(pk__in=[])


class Unreadable(Exception):
    """What a rule or a condition says is none of the grammar; `str()` says why."""


@dataclass(frozen=True)
class Condition:
    fact: Fact
    compares: Is
    value: object

    def where(self, asked: Asked) -> Q:
        return self.fact.where(asked, self.compares, self.value)

    def words(self, asked: Asked) -> str:
        said = {"value": _said(self, asked)}
        return str(self.fact.says[self.compares]) % said

    def kept(self) -> dict:
        value = kept(self.value)
        return {"is": str(self.compares), "fact": self.fact.name, "value": value}


@dataclass(frozen=True)
class Lost:
    """A condition whose fact or value is no longer known: it fits nobody."""

    why: str

    def words(self, asked: Asked) -> str:
        return self.why


@dataclass(frozen=True)
class Group:
    any: bool
    conditions: list[Condition | Lost]


@dataclass(frozen=True)
class Rule:
    any: bool
    groups: list[Group]

    @property
    def lost(self) -> list[Lost]:
        return [one for one in _each(self) if isinstance(one, Lost)]

    def where(self, asked: Asked) -> Q:
        """Say whom the rule fits; nobody, where part of it is no longer known."""
        if self.lost or not self.groups:
            return NOBODY
        groups = [
            _joined([one.where(asked) for one in group.conditions], is_any=group.any)
            for group in self.groups
        ]
        return _joined(groups, is_any=self.any)

    def words(self, asked: Asked) -> str:
        """Return the rule as a plain sentence, without a full stop."""
        groups = [
            _clause([one.words(asked) for one in group.conditions], is_any=group.any)
            for group in self.groups
        ]
        if len(groups) > 1:
            groups = [
                _("(%(clause)s)") % {"clause": said} if len(group.conditions) > 1
                else said
                for said, group in zip(groups, self.groups, strict=True)
            ]  # fmt: skip
        return capfirst(_clause(groups, is_any=self.any))


def known(asked: Asked) -> dict[str, Fact]:
    """Map every fact to its name: the shipped ones, then the company's own fields."""
    own = (own_facts.fact(field) for field in asked.own_fields)
    return FACTS | {fact.name: fact for fact in own}


def named(name: str, asked: Asked) -> Fact | None:
    """Return a fact; the company's own fields are asked for where it may be one."""
    return FACTS.get(name) or known(asked).get(name)


def read(raw, asked: Asked) -> Rule:
    """Read a rule as JSON holds it; what is no longer known is `Lost`, and said."""
    try:
        groups = [_group(each, asked) for each in _list(raw, "groups", MOST_GROUPS)]
        is_any = _flag(raw)
    except Unreadable as trouble:
        return Rule(any=False, groups=[Group(any=False, conditions=[_lost(trouble)])])
    return Rule(any=is_any, groups=groups)


def condition(raw, asked: Asked) -> Condition:
    """Read one condition. Raises Unreadable, with why."""
    if not isinstance(raw, dict) or not isinstance(raw.get("fact"), str):
        raise Unreadable(_("a condition that cannot be read"))
    fact = named(raw["fact"], asked)
    if fact is None:
        raise Unreadable(_("a fact that is no longer asked"))
    said = {"fact": fact.label}
    if raw.get("is") not in fact.shape.compares:
        raise Unreadable(_("“%(fact)s” compared in a way that is not known") % said)
    try:
        value = fact.shape.read(raw.get("value"))
    except ValueError:
        raise Unreadable(_("“%(fact)s” with a value that is none") % said) from None
    if fact.shape is CHOICE and not set(value) <= dict(fact.offered(asked)).keys():
        raise Unreadable(_("“%(fact)s” with a choice that is no longer in use") % said)
    return Condition(fact, Is(raw["is"]), value)


def kept_rule(groups: Iterable[tuple[bool, list[Condition]]], *, is_any: bool) -> dict:
    """Return a rule as the database keeps it."""
    return {
        "any": is_any,
        "groups": [
            {"any": each, "conditions": [one.kept() for one in conditions]}
            for each, conditions in groups
        ],
    }


def checked(raw, asked: Asked) -> dict:
    """Return a rule fit to be kept. Raises Unreadable where any of it is not."""
    rule = read(raw, asked)
    for lost in rule.lost:
        raise Unreadable(lost.why)
    if not rule.groups:
        raise Unreadable(_("a rule without conditions"))
    groups = [(group.any, group.conditions) for group in rule.groups]
    return kept_rule(groups, is_any=rule.any)


def _group(raw, asked: Asked) -> Group:
    each = _list(raw, "conditions", MOST_CONDITIONS)
    if not each:
        raise Unreadable(_("a group without conditions"))
    return Group(any=_flag(raw), conditions=[_condition(one, asked) for one in each])


def _condition(raw, asked: Asked) -> Condition | Lost:
    try:
        return condition(raw, asked)
    except Unreadable as trouble:
        return _lost(trouble)


def _lost(trouble: Unreadable) -> Lost:
    return Lost(_("nobody, because of %(what)s") % {"what": trouble})


def _flag(raw) -> bool:
    if type(raw.get("any")) is not bool:
        raise Unreadable(_("a rule that cannot be read"))
    return raw["any"]


def _list(raw, key: str, most: int) -> list:
    each = raw.get(key) if isinstance(raw, dict) else None
    if not isinstance(each, list) or len(each) > most:
        raise Unreadable(_("a rule that cannot be read"))
    return each


def _each(rule: Rule) -> Iterator[Condition | Lost]:
    for group in rule.groups:
        yield from group.conditions


def _joined(parts: list[Q], *, is_any: bool) -> Q:
    return reduce(Q.__or__ if is_any else Q.__and__, parts)


def _clause(said: list[str], *, is_any: bool) -> str:
    both = _("%(first)s, or %(second)s") if is_any else _("%(first)s, and %(second)s")
    return reduce(lambda one, two: both % {"first": one, "second": two}, said or [""])


def _said(one: Condition, asked: Asked) -> str:
    """Return the value as the sentence has it."""
    if one.fact.shape is CHOICE:
        words = dict(one.fact.offered(asked))
        return _(" or ").join(str(words[value]) for value in one.value)
    if one.fact.shape is DAY:
        return moment(one.value)
    if one.fact.shape is NUMBER:
        return f"{one.value:,f}"
    return "" if one.value is None else str(one.value)
