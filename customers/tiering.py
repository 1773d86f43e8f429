"""From classes to a score, from a score to a tier, with grace on the way down. No rows.

`customers.services.tier_statements` says the same to the database for all at once; a
test holds the two against each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from customers.choices.archive import Tier
from customers.choices.tiers import MoveKind

# The lowest first: the place is the rank.
LADDER = (Tier.D, Tier.C, Tier.B, Tier.A, Tier.S)


class Rules(NamedTuple):
    """What a policy says; weights of R, F, M, L, G; floors of C, B, A, S."""

    weights: tuple[int, ...] = (15, 25, 35, 15, 10)
    floors: tuple[int, ...] = (34, 52, 72, 88)
    keep_percent: int = 80
    review_count: int = 2
    valid_days: int = 90
    notice_days: int = 30
    welcome_tier: str = Tier.A
    welcome_days: int = 90


@dataclass(frozen=True)
class Stand:
    """How a customer stands before a run: tier, since when, how often he was low."""

    tier: str
    since: date
    is_scored: bool = True
    raised_from: str = ""
    low_since: date | None = None
    low_reviews: int = 0
    reviewed_on: date | None = None


class Measured(NamedTuple):
    """What a run finds: score, whether he ever ordered, score before returns."""

    score: Decimal
    has_ordered: bool = True
    score_before_returns: Decimal | None = None


def score(weights: Sequence[int], classes: Sequence[int]) -> Decimal:
    """Return 20 to 100: each class from 1 to 5 gives 20 points of its weight."""
    pairs = zip(weights, classes, strict=True)
    return Decimal(sum(weight * each for weight, each in pairs)) / 5


def tier_of(points: Decimal, floors: Sequence[int]) -> Tier:
    """Return the tier a score reaches, before any grace."""
    return LADDER[sum(points >= floor for floor in floors)]


def floor_of(tier: str, floors: Sequence[int]) -> int:
    """Return the points a tier asks for; the lowest asks for none."""
    return (0, *floors)[LADDER.index(Tier(tier))]


def is_low(points: Decimal, tier: str, rules: Rules) -> bool:
    """Say whether a score is too far below its tier to keep it for long."""
    return points * 100 < rules.keep_percent * floor_of(tier, rules.floors)


def welcome_until(first: date | None, rules: Rules, as_of: date) -> date | None:
    """Return the last day on which a customer is new, None for who is not."""
    if first is None or not rules.welcome_days:
        return None
    last = first + timedelta(days=rules.welcome_days)
    return last if as_of <= last else None


def cared_as(tier: str, welcomed_as: str | None) -> str:
    """Return the tier whose strategy somebody gets: a new customer's at least this."""
    return max(tier, welcomed_as, key=_rank) if welcomed_as else tier


def step(
    stand: Stand, found: Measured, rules: Rules, as_of: date, *, is_review: bool
) -> tuple[Stand, str]:
    """Return how he stands after a run, and why he moved: a MoveKind, "" if he did not.

    Up at once; down one step after enough low reviews, the notice and the time a tier
    holds; a raise that returns undid is taken back at once.
    """
    reviewed = _reviewed(stand, found, rules, as_of) if is_review else stand
    reached = tier_of(found.score, rules.floors)
    if found.has_ordered and not stand.is_scored:
        return _moved(stand, reached, as_of), MoveKind.FIRST
    if _rank(reached) > _rank(stand.tier):
        return _moved(stand, reached, as_of), MoveKind.UP
    if _is_undone(stand, found, rules, as_of):
        back = max(reached, stand.raised_from, key=_rank)
        return _moved(stand, back, as_of), MoveKind.RETURNED
    if _is_due(reviewed, found, rules, as_of):
        lower = LADDER[_rank(stand.tier) - 1]
        return _moved(stand, lower, as_of), MoveKind.DOWN
    return reviewed, ""


def _rank(tier: str) -> int:
    return LADDER.index(Tier(tier))


def _moved(stand: Stand, tier: str, as_of: date) -> Stand:
    raised = _rank(tier) > _rank(stand.tier)
    return Stand(tier, as_of, raised_from=stand.tier if raised else "")


def _reviewed(stand: Stand, found: Measured, rules: Rules, as_of: date) -> Stand:
    """Count the review of this month, once; whoever recovered begins anew."""
    if not is_low(found.score, stand.tier, rules):
        return replace(stand, low_since=None, low_reviews=0, reviewed_on=None)
    done = stand.reviewed_on
    if done and (done.year, done.month) == (as_of.year, as_of.month):
        return stand
    return replace(
        stand,
        low_since=stand.low_since or as_of,
        low_reviews=stand.low_reviews + 1,
        reviewed_on=as_of,
    )


def _is_undone(stand: Stand, found: Measured, rules: Rules, as_of: date) -> bool:
    before = found.score_before_returns
    floor = floor_of(stand.tier, rules.floors)
    return bool(
        stand.raised_from
        and before is not None
        and (as_of - stand.since).days < rules.valid_days
        and found.score < floor <= before
    )


def _is_due(stand: Stand, found: Measured, rules: Rules, as_of: date) -> bool:
    return bool(
        stand.low_since
        and is_low(found.score, stand.tier, rules)
        and stand.low_reviews >= rules.review_count
        and (as_of - stand.low_since).days >= rules.notice_days
        and (as_of - stand.since).days >= rules.valid_days
    )
