"""Which customers fit what was typed, and which of them fit best."""

from django.db import models
from django.db.models import Case, F, Func, IntegerField, Q, Value, When

from accounts.choices import Scope
from accounts.ids import Id
from accounts.permissions.actions import Can
from accounts.querysets import scope_of
from customers import typed

# So many candidates are ranked, whoever types what: a search never costs more.
OWN_CANDIDATES, EXACT_CANDIDATES, CANDIDATES = 200, 100, 100


class Fits(Func):
    """`search @@ tsquery`: the condition that the index answers."""

    template = "(%(expressions)s::tsquery)"
    arg_joiner = " @@ "
    output_field = models.BooleanField()

    def __init__(self, condition: str):
        super().__init__("search", Value(condition))


class Seldom(Func):
    """True of every row, and taken by PostgreSQL for true of one in two hundred.

    A list in the order of names, narrowed to names, is otherwise walked from its start
    past everybody else in the hope of a page full soon: a second at a million rows.
    """

    template = "(mod(%(expressions)s, 1) = 0)"
    output_field = models.BooleanField()


def fitting(asked: typed.Asked) -> Q:
    """Return the condition that a customer fits; nothing typed that finds fits none."""
    if asked.initial:
        following = chr(ord(asked.initial) + 1)
        return Q(name_key__gte=asked.initial, name_key__lt=following)
    return Q(Fits(asked.fits)) if asked.fits else Q(pk__in=[])


def candidates(rows: models.QuerySet, asked: typed.Asked, user) -> models.QuerySet:
    """Return ids of a bounded number of `rows` that fit, own and exact ones first."""
    fit = rows.filter(fitting(asked)).order_by()
    if asked.initial:
        fit = fit.order_by("name_key", "pk")
    if scope_of(user, Can.SEE_CUSTOMERS) == Scope.OWN:
        own = fit.values("pk")[: OWN_CANDIDATES + CANDIDATES]
        parts = []
    else:
        own = fit.filter(owner_id=Id(user.pk)).values("pk")[:OWN_CANDIDATES]
        parts = [fit.values("pk")[:CANDIDATES]]
    if asked.exact:
        exact = rows.filter(Fits(asked.exact)).order_by()
        parts.append(exact.values("pk")[:EXACT_CANDIDATES])
    return own.union(*parts, all=True) if parts else own


def rank(asked: typed.Asked) -> Case:
    """Say how well a row fits: 0 is an exact code or number, the last a mere part."""
    whens = [
        When(Fits(condition), then=Value(place))
        for place, condition in enumerate(asked.ranks)
        if condition
    ]
    worst = Value(len(asked.ranks))
    return Case(*whens, default=worst, output_field=IntegerField())


def best_first(user) -> list:
    """Return the order among equal ranks: own ones, lately met, high tier, name."""
    from_strategic = Case(When(tier="S", then=Value("")), default="tier")
    is_other = Case(When(owner_id=user.pk, then=Value(0)), default=Value(1))
    lately = F("last_contact_at").desc(nulls_last=True)
    return [is_other, lately, from_strategic, "name_key", "pk"]
