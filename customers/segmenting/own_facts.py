"""Facts the company made itself: its own fields, each with its kind of answer."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from customers import own_answers
from customers.choices.facts import OwnType
from customers.choices.segments import Is, Topic
from customers.models import OwnField
from customers.segmenting.facts import Asked, Fact
from customers.segmenting.shapes import CHOICE, DAY, FLAG, NUMBER

SHAPES = {
    OwnType.CHOICE: CHOICE,
    OwnType.YES_NO: FLAG,
    OwnType.NUMBER: NUMBER,
    OwnType.DATE: DAY,
}
# `%(name)s` is the field, `%(value)s` the answer.
SAYS = {
    Is.IN: _("“%(name)s” is %(value)s"),
    Is.OUT: _("“%(name)s” is not %(value)s"),
    Is.YES: _("“%(name)s” is answered with yes"),
    Is.NO: _("“%(name)s” is answered with no"),
    Is.LEAST: _("“%(name)s” is %(value)s or more"),
    Is.MOST: _("“%(name)s” is %(value)s or less"),
    Is.SINCE: _("“%(name)s” is %(value)s or later"),
    Is.UNTIL: _("“%(name)s” is %(value)s or earlier"),
}
UPPER = {Is.LEAST: "gte", Is.SINCE: "gte", Is.MOST: "lte", Is.UNTIL: "lte"}


def name_of(field: OwnField) -> str:
    return f"own_{field.key}"


def fact(field: OwnField) -> Fact:
    shape = SHAPES[field.type]
    label = str(field)
    # The name stands in the sentence already; a "%" in it is one of its letters.
    named = {"name": label.replace("%", "%%"), "value": "%(value)s"}
    return Fact(
        name_of(field),
        label,
        Topic.OWN,
        shape,
        {compares: SAYS[compares] % named for compares in shape.compares},
        _where(field.key),
        lambda asked: [(one, one) for one in field.options],
    )


def _where(key: str):
    def where(asked: Asked, compares: Is, value) -> Q:
        if compares in UPPER:
            end = {f"own__{key}__{UPPER[compares]}": own_answers.kept(value)}
            return ~Q(own={}) & Q(own__has_key=key) & Q(**end)
        if compares in (Is.YES, Is.NO):
            return _answers(key, compares == Is.YES)
        found = Q(pk__in=[])
        for one in value:
            found |= _answers(key, one)
        return found if compares == Is.IN else ~found

    return where


def _answers(key: str, answer) -> Q:
    """Say in the words of the index on answers that this one was given."""
    return ~Q(own={}) & Q(own__contains={key: answer})
