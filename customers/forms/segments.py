"""The form of a segment: its name, and its rule built condition by condition."""

from dataclasses import dataclass, field
from itertools import count

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms.seen import SeenForm
from accounts.models.records import submission_key
from accounts.widgets import Chips, ChipsMany
from customers.choices.segments import Is, Shared
from customers.forms.fields import DateInput, day_of_a_life
from customers.models import Segment
from customers.segmenting import rules
from customers.segmenting.facts import Asked, Fact
from customers.segmenting.shapes import BIGGEST, CHOICE, LONGEST_TEXT, MOST_DAYS

MOST_CHIPS = 7


class ConditionForm(forms.Form):
    """One condition: a fact, how it compares, with what."""

    # The browser would hold back a press on "Add" for what is still empty.
    use_required_attribute = False
    fact = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, fact: Fact, asked: Asked, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked_of = fact
        self.initial["fact"] = fact.name
        compares = [(one.value, one.label) for one in fact.shape.compares]
        self.fields["is"] = forms.ChoiceField(
            choices=compares,
            label=fact.label,
            widget=Chips if len(compares) > 1 else forms.HiddenInput,
        )
        self.initial.setdefault("is", compares[0][0])
        if fact.shape.takes_value:
            self.fields["value"] = _value(fact, asked)

    def condition(self) -> rules.Condition:
        said = self.cleaned_data
        return rules.Condition(self.asked_of, Is(said["is"]), said.get("value"))


@dataclass
class Row:
    """One line of a group; `lost` says why it is no condition any more."""

    number: str
    form: ConditionForm | None = None
    lost: str = ""


@dataclass
class GroupRows:
    number: int
    any: bool
    rows: list[Row] = field(default_factory=list)


class Builder:
    """The conditions as the page shows them, from what was sent or from a rule."""

    def __init__(self, asked: Asked):
        self.asked = asked
        self.any = False
        self.groups: list[GroupRows] = []

    @classmethod
    def of(cls, rule: dict | None, asked: Asked) -> "Builder":
        made = cls(asked)
        read = rules.read(rule, asked) if rule else rules.Rule(any=False, groups=[])
        made.any = read.any
        for number, group in enumerate(read.groups):
            rows = [
                made._kept(f"{number}-{place}", one)
                for place, one in enumerate(group.conditions)
            ]
            made.groups.append(GroupRows(number, group.any, rows))
        return made._with_one()

    @classmethod
    def sent(cls, data: QueryDict, asked: Asked) -> "Builder":
        """Read what a page sent, and do what the button on it says."""
        made = cls(asked)
        made.any = data.get("any") == "any"
        dropped = data.get("act", "").removeprefix("drop-")
        for number in range(rules.MOST_GROUPS):
            if f"any-{number}" not in data:
                continue
            rows = [
                made._sent(place, data)
                for place in _places(number)
                if f"{place}-fact" in data and place != dropped
            ]
            is_any = data[f"any-{number}"] == "any"
            made.groups.append(GroupRows(number, is_any, rows))
        made._act(data)
        return made._with_one()

    @property
    def offers(self) -> list[tuple[str, list[Fact]]]:
        """Every fact, under what it is about."""
        topics: dict = {}
        for fact in rules.known(self.asked).values():
            topics.setdefault(fact.topic.label, []).append(fact)
        return list(topics.items())

    @property
    def rows(self) -> list[Row]:
        return [row for group in self.groups for row in group.rows]

    @property
    def may_group(self) -> bool:
        return len(self.groups) < rules.MOST_GROUPS and all(g.rows for g in self.groups)

    def is_whole(self) -> bool:
        """Say whether every condition can be asked, and there is one at least."""
        # Each is asked, so that each says what it lacks.
        read = [bool(row.form and row.form.is_valid()) for row in self.rows]
        return bool(read) and all(read)

    def rule(self) -> dict:
        """Return the rule; only of a builder that is whole. Empty groups fall away."""
        groups = [
            (group.any, [row.form.condition() for row in group.rows])
            for group in self.groups
            if group.rows
        ]
        return rules.kept_rule(groups, is_any=self.any)

    def _kept(self, place: str, one: rules.Condition | rules.Lost) -> Row:
        if isinstance(one, rules.Lost):
            return Row(place, lost=one.why)
        # As if it had been sent, so that it is counted before anything is.
        said = {"fact": one.fact.name, "is": str(one.compares), "value": one.value}
        data = {f"{place}-{name}": value for name, value in said.items()}
        form = ConditionForm(one.fact, self.asked, data, prefix=place)
        return Row(place, form)

    def _sent(self, place: str, data: QueryDict) -> Row:
        fact = rules.named(data[f"{place}-fact"], self.asked)
        if fact is None:
            return Row(place, lost=_("a fact that is no longer asked"))
        return Row(place, ConditionForm(fact, self.asked, data, prefix=place))

    def _act(self, data: QueryDict) -> None:
        """Add a group, or the condition chosen beside the button pressed."""
        act = data.get("act", "")
        if act == "group" and self.may_group:
            used = {group.number for group in self.groups}
            free = next(n for n in count() if n not in used)
            self.groups.append(GroupRows(free, any=False))
        for group in self.groups:
            if act == f"add-{group.number}":
                self._add(group, data.get(f"new-{group.number}", ""))

    def _add(self, group: GroupRows, name: str) -> None:
        fact = rules.named(name, self.asked)
        used = {row.number for row in group.rows}
        free = [place for place in _places(group.number) if place not in used]
        if fact and free:
            form = ConditionForm(fact, self.asked, prefix=free[0])
            group.rows.append(Row(free[0], form))

    def _with_one(self) -> "Builder":
        if not self.groups:
            self.groups.append(GroupRows(0, any=False))
        return self


class SegmentForm(SeenForm):
    """A segment, new or known; its rule comes from the builder on the same page."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=60)
    shared = forms.ChoiceField(
        label=gettext_lazy("Found by"),
        choices=Shared,
        widget=Chips,
        initial=Shared.MINE,
    )
    rule = forms.Field(
        label=gettext_lazy("Conditions"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, data=None, *, row=None, asked: Asked, begin: dict | None = None):
        super().__init__(data, row=row)
        self.asked = asked
        begin = begin or {}
        self.initial |= {key: said for key, said in begin.items() if key != "rule"}
        if isinstance(data, QueryDict):
            self.builder = Builder.sent(data, asked)
        else:
            kept = data["rule"] if data else row.rule if row else begin.get("rule")
            self.builder = Builder.of(kept, asked)
        if row is None:
            self.fields["submission_key"] = forms.UUIDField(
                widget=forms.HiddenInput, initial=submission_key
            )

    def clean_rule(self) -> dict:
        if self.builder.is_whole():
            return self.builder.rule()
        if not self.builder.rows:
            raise ValidationError(_("Add a condition."))
        raise ValidationError(_("Look at the conditions: one of them is not complete."))

    def another(self, data=None, *, row: Segment) -> "SegmentForm":
        return type(self)(data, row=row, asked=self.asked)

    def words(self, name: str, value) -> str:
        if name == "rule":
            return rules.read(value, self.asked).words(self.asked)
        return super().words(name, value)


def _places(number: int) -> list[str]:
    """Return what the conditions of a group can be called on the page."""
    return [f"{number}-{place}" for place in range(rules.MOST_CONDITIONS)]


def _value(fact: Fact, asked: Asked) -> forms.Field:
    """Return the field that asks for the value of a fact."""
    if fact.shape is CHOICE:
        choices = fact.offered(asked)
        few = len(choices) <= MOST_CHIPS
        lines = forms.SelectMultiple(attrs={"size": min(len(choices), 8)})
        return forms.MultipleChoiceField(
            label=fact.label, choices=choices, widget=ChipsMany if few else lines
        )
    return ASKS[fact.shape.name](fact.label)


def _days(label: str) -> forms.Field:
    return forms.IntegerField(label=_in_days(label), min_value=0, max_value=MOST_DAYS)


def _in_days(label: str) -> str:
    return _("%(fact)s: days") % {"fact": label}


def _number(label: str) -> forms.Field:
    most = BIGGEST - 1
    return forms.DecimalField(
        label=label, max_digits=14, decimal_places=2, min_value=-most, max_value=most
    )


def _text(label: str) -> forms.Field:
    return forms.CharField(label=label, max_length=LONGEST_TEXT)


def _day(label: str) -> forms.Field:
    return forms.DateField(label=label, widget=DateInput(), validators=[day_of_a_life])


ASKS = {"days": _days, "number": _number, "text": _text, "day": _day}
