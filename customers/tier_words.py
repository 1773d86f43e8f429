"""Tiers in sentences: why a customer moved, what his classes mean. No rows."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.templatetags.formats import moment, money, number
from customers import rfm
from customers.choices.tiers import MoveKind

FEN = 100


class Line(NamedTuple):
    """One measure of a customer: what it is, how much, its class, points out of most.

    `ranges` says for each class from 5 to 1 where it lies.
    """

    letter: str
    label: str
    value: str
    class_: int
    points: Decimal
    most: int
    ranges: list[tuple[int, str]]


def yuan(fen: int) -> Decimal:
    return Decimal(fen) / FEN


def reason(kind: str, inputs: dict) -> str:
    """Return why a customer moved, from the facts stored with the move."""
    if kind in {MoveKind.OVERRIDE, MoveKind.ENDED}:
        until = parse_date(inputs.get("until", ""))
        return _("Set by hand until %(day)s.") % {"day": moment(until)} if until else ""
    told = {
        "spend": money(yuan(inputs["fen"])),
        "orders": days_ordered(inputs["order_days"]),
        "last": last_order(inputs["days"]),
        "score": number(Decimal(str(inputs["score"])), 1),
    }
    text = _("12-month spend %(spend)s, %(orders)s, %(last)s: score %(score)s.") % told
    if kind == MoveKind.RETURNED:
        back = {"value": money(yuan(inputs["returned_fen"]))}
        text += " " + _("%(value)s of it was returned after the raise.") % back
    return text


def days_ordered(count: int) -> str:
    text = ngettext("%(count)s order day", "%(count)s order days", count)
    return text % {"count": count}


def last_order(days: int | None) -> str:
    if days is None:
        return _("never a paid order")
    text = ngettext(
        "last order %(count)s day ago", "last order %(count)s days ago", days
    )
    return text % {"count": days}


def lines(standing, policy, cuts: rfm.Cuts, as_of) -> list[Line]:
    """Return the five measures of a customer, as of the last run."""
    last = standing.last_order_on
    days = (as_of - last).days if last else None
    values = {
        "m": money(yuan(standing.spend_fen)), "f": number(standing.order_days),
        "r": _("never") if days is None else _days(days),
        "l": _months(rfm.tenure_months(standing.first_order_on, as_of)),
        "g": _months(standing.order_months),
    }  # fmt: skip
    return [
        Line(
            name.upper(), label(name), values[name],
            each := getattr(standing, f"{name}_class"),
            Decimal(getattr(policy, f"weight_{name}") * each) / rfm.CLASSES,
            getattr(policy, f"weight_{name}"), ranges(name, getattr(cuts, name)),
        )
        for name in "mfrlg"
    ]  # fmt: skip


def label(name: str) -> str:
    """Return what a measure is called."""
    return {
        "r": _("Recency: days since the last paid order"),
        "f": _("Frequency: days with an order in 12 months"),
        "m": _("Spend: net of returns in 12 months"),
        "l": _("Tenure: months since the first order"),
        "g": _("Loyalty: months with an order, of 12"),
    }[name]


def ranges(name: str, cuts: Sequence[int]) -> list[tuple[int, str]]:
    """Return (class, where it lies) from 5 down, classes nobody can be in left out."""
    show = (lambda fen: money(yuan(fen))) if name == "m" else number
    bounds = [None, *cuts, None]
    found = []
    for place in range(rfm.CLASSES):
        low, high = bounds[place], bounds[place + 1]
        if low is not None and low == high:
            continue
        class_ = rfm.CLASSES - place if name == "r" else place + 1
        found.append((class_, _range(low, high, show)))
    return sorted(found, reverse=True)


def _range(low, high, show) -> str:
    if low is None:
        return _("up to %(value)s") % {"value": show(high)}
    if high is None:
        return _("over %(value)s") % {"value": show(low)}
    return _("over %(low)s to %(high)s") % {"low": show(low), "high": show(high)}


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count) % {"count": count}


def _months(count: int) -> str:
    return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
