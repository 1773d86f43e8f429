"""What an improvement changed: rates before and after, against untouched branches.

The change is the difference of differences of four rates, each a count of complaints
over customers: (after - before) here minus (after - before) in branches where nothing
of the kind was done. A count is Poisson, so a rate's variance is count / customers²;
those of the four add up, and the interval is Wald's. For a linear function of Poisson
rates it is too short where fewer than 5 are expected in a count (Stamey, Hamilton, "A
note on confidence intervals for a linear function of Poisson rates", 2006). So fewer
than `FEWEST` in two windows together, 5 in each where nothing changed, are unclear.
With nothing but the branch itself it says what the exact test of two Poisson counts
says (Przyborowski, Wilenski, Biometrika 31, 1940, 313-323), give or take one complaint.
"""

from dataclasses import dataclass
from math import sqrt

from complaints.outcomes import Effect

# Of the standard normal distribution, for 95 in 100.
Z = 1.959964
# Fewer complaints than this, before and after together, say nothing.
FEWEST = 10
# A change within this part of the rate before, up or down, is none that matters.
MATERIAL = 0.25


@dataclass(frozen=True)
class Cell:
    """So many complaints of so many customers, in one window of time."""

    count: int
    base: int

    @property
    def rate(self) -> float:
        return self.count / self.base if self.base else 0.0

    @property
    def variance(self) -> float:
        return self.count / self.base**2 if self.base else 0.0


@dataclass(frozen=True)
class Change:
    """By how much the rate changed, complaints per customer, with its interval.

    All three are None where there is nothing to compare with.
    """

    change: float | None
    low: float | None
    high: float | None
    verdict: Effect


def compare(here: tuple[Cell, Cell], elsewhere: tuple[Cell, Cell]) -> Change:
    """Compare (before, after) here with (before, after) in the untouched branches."""
    (before, after), (was, became) = here, elsewhere
    if not all(cell.base for cell in (*here, *elsewhere)):
        return Change(None, None, None, Effect.UNCLEAR)
    change = (after.rate - before.rate) - (became.rate - was.rate)
    spread = Z * sqrt(sum(cell.variance for cell in (*here, *elsewhere)))
    low, high = change - spread, change + spread
    few = before.count + after.count < FEWEST or was.count + became.count < FEWEST
    verdict = Effect.UNCLEAR if few else _judged(low, high, before.rate)
    return Change(change, low, high, verdict)


def _judged(low: float, high: float, rate: float) -> Effect:
    """Propose a verdict: no effect is found, not merely not excluded."""
    if high < 0:
        return Effect.EFFECTIVE
    if low > 0 or -MATERIAL * rate < low and high < MATERIAL * rate:
        return Effect.NO_EFFECT
    return Effect.UNCLEAR
