"""How compensation and improvements stand, as every page prints it."""

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from accounts.templatetags.formats import NO_DATA, money
from complaints.loops import Outcome
from complaints.outcomes import Effect, ImprovementState, OfferKind, OfferState

register = template.Library()

OFFERS = {
    OfferState.PROPOSED: "waiting",
    OfferState.RETURNED: "late",
    OfferState.APPROVED: "progress",
    OfferState.REJECTED: "cancelled",
    OfferState.WITHDRAWN: "cancelled",
    OfferState.GIVEN: "done",
}

IMPROVEMENTS = {
    ImprovementState.OPEN: "open",
    ImprovementState.IN_WORK: "progress",
    ImprovementState.DONE: "waiting",
    ImprovementState.CHECKED: "done",
    ImprovementState.DROPPED: "cancelled",
}
EFFECTS = {
    Effect.EFFECTIVE: "done",
    Effect.NO_EFFECT: "cancelled",
    Effect.UNCLEAR: "info",
}
LOOPS = {
    Outcome.COMPLAINED: "late",
    Outcome.CAME_BACK: "done",
    Outcome.SILENT: "cancelled",
    Outcome.OPEN: "waiting",
}
THOUSAND = 1000


@register.filter
def offer_kind(value: str) -> str:
    """Return the words of what a notice keeps as a code."""
    return OfferKind(value).label if value in OfferKind.values else value


@register.filter
def told_money(value: str) -> str:
    """Print an amount that a notice or a line of history keeps as text."""
    return money(Decimal(value))


@register.inclusion_tag("components/state.html")
def offer_state(offer) -> dict:
    return {"label": offer.get_state_display(), "kind": OFFERS[offer.state]}


@register.inclusion_tag("components/state.html")
def improvement_state(improvement, today) -> dict:
    """The state as word, picture and colour; overdue where it should be done."""
    if improvement.is_late(today):
        return {"label": _("overdue"), "kind": "late"}
    kind = IMPROVEMENTS[improvement.state]
    return {"label": improvement.get_state_display(), "kind": kind}


@register.inclusion_tag("components/state.html")
def effect_state(value: str) -> dict:
    return {"label": Effect(value).label, "kind": EFFECTS[value]}


@register.filter
def effect_label(value: str) -> str:
    """Return the words of a verdict that a notice or a line keeps as a code."""
    return Effect(value).label if value in Effect.values else value


@register.filter
def per_thousand(rate: float | None) -> str:
    """Complaints for each customer as complaints for each thousand: `-3.1`."""
    return NO_DATA if rate is None else f"{rate * THOUSAND:,.1f}"


@register.filter
def per_thousand_of(count: int, base: int) -> str:
    return per_thousand(count / base) if base else NO_DATA


@register.inclusion_tag("components/state.html")
def loop_outcome(outcome: Outcome) -> dict:
    return {"label": outcome.label, "kind": LOOPS[outcome]}
