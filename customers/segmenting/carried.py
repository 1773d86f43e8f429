"""The filters of the customer list as a rule, as far as a rule can say them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from customers.choices.facts import OwnType
from customers.choices.segments import Is
from customers.fact_filters import MONTH_DAYS, OWN, Check, YesNo
from customers.filters import CustomerFilter, Next, Whose
from customers.lack_filters import Lacks
from customers.segmenting.shapes import kept

FALLS = {
    "next_service_on": "service",
    "inspection_until": "inspection",
    "insurance_until": "insurance",
    "warranty_until": "warranty",
}
# What a filter of the list is called where a rule asks the same with one choice.
CHOICES = {
    "tier": "tier",
    "kind": "kind",
    "partner_kind": "partner_kind",
    "source": "source",
    "stage": "stage",
    "rfm_segment": "behaviour",
}
ROWS = {"owner": "owner", "branch": "branch", "tag": "tag"}
# Nothing by themselves: the page they are on, and how far `falls` looks ahead.
SILENT = {"within"}


@dataclass
class Carried:
    """`rule` says what could be said, None for nothing; `left` names the others."""

    rule: dict | None = None
    left: set[str] = field(default_factory=set)


def carried(narrowed: CustomerFilter) -> Carried:
    """Return the filters in force as a rule."""
    said = narrowed.form.cleaned_data if narrowed.form.is_valid() else {}
    made, found = Carried(), []
    for name, value in said.items():
        if value in (None, "", [], False) or name in SILENT:
            continue
        conditions = _conditions(narrowed, name, value)
        if conditions is None:
            made.left.add(name)
        found.extend(conditions or [])
    if found:
        made.rule = {"any": False, "groups": [{"any": False, "conditions": found}]}
    return made


def _conditions(narrowed: CustomerFilter, name: str, value) -> list[dict] | None:
    """Return a filter as conditions that all hold; None where there are none."""
    if name in CHOICES:
        return [_one(CHOICES[name], Is.IN, kept(_listed(value)))]
    if name in ROWS:
        return [_one(ROWS[name], Is.IN, [str(value.pk)])]
    if name.startswith(OWN):
        return _own(narrowed, name, value)
    if name == "falls":
        return [_one(FALLS[value], Is.SOON, narrowed.days_ahead())]
    return WORDS.get(name, lambda value: None)(value)


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _one(fact: str, compares: Is, value=None) -> dict:
    return {"is": str(compares), "fact": fact, "value": value}


def _whose(value: str) -> list[dict] | None:
    whose = {Whose.MINE: [_one("mine", Is.YES)], Whose.EVERYONE: []}
    return whose.get(Whose(value))


def _next(value: str) -> list[dict] | None:
    return {
        Next.OVERDUE: [_one("overdue", Is.YES)],
        Next.TODAY: [_one("next_contact", Is.SOON, 0)],
        Next.WEEK: [_one("next_contact", Is.SOON, 7)],
        Next.NONE: [_one("planned", Is.NO)],
    }.get(Next(value))


def _cell(value: str) -> list[dict]:
    return [
        _one("recency", Is.IN, [value[0]]),
        _one("frequency", Is.IN, [value[1]]),
        _one("behaviour", Is.OUT, ["NONE"]),
    ]


def _own(narrowed: CustomerFilter, name: str, value) -> list[dict]:
    key, _none, end = name.removeprefix(OWN).partition("_")
    asked = narrowed.asked[key]
    if asked.type == OwnType.YES_NO:
        return [_one(f"own_{key}", Is.YES if value == YesNo.YES else Is.NO)]
    if asked.type == OwnType.CHOICE:
        return [_one(f"own_{key}", Is.IN, [value])]
    ends = {"least": Is.LEAST, "most": Is.MOST}
    if asked.type == OwnType.DATE:
        ends = {"least": Is.SINCE, "most": Is.UNTIL}
    return [_one(f"own_{key}", ends[end], kept(value))]


WORDS: dict[str, Callable] = {
    "whose": _whose,
    "next": _next,
    "rfm": _cell,
    "untouched": lambda days: [_one("contacted", Is.LONG_NOT, int(days))],
    "unverified": lambda months: [
        _one("verified", Is.LONG_NOT, MONTH_DAYS * int(months))
    ],
    "falling": lambda value: [_one("falling", Is.YES)],
    "city": lambda city: [_one("city", Is.BEGINS, city)],
    "lacks": lambda what: [_one("phone", Is.NO)] if what == Lacks.PHONE else None,
    "check": lambda what: [
        _one("trouble" if what == Check.TROUBLE else "arrival", Is.YES)
    ],
}
