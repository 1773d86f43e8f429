"""How cells of the role table compare: which reaches further, what both allow."""

from collections.abc import Iterable, Mapping

from accounts.choices import POPULATIONS, Reach, Scope
from accounts.permissions.actions import PRESUPPOSES, Can


def widest(cells: Iterable[Reach]) -> Scope:
    """Return the widest scope among cells; populations stand beside that order."""
    held = set(cells) - POPULATIONS
    return max((Scope[reach] for reach in held), default=Scope.NONE)


def covers(wide: Iterable[Reach], narrow: Iterable[Reach]) -> bool:
    """Say whether every row that `narrow` reaches is one that `wide` reaches."""
    wide, narrow = frozenset(wide), frozenset(narrow)
    if widest(wide) is Scope.ALL:
        return True
    return widest(narrow) <= widest(wide) and narrow & POPULATIONS <= wide


def narrower(one: frozenset[Reach], other: frozenset[Reach]) -> frozenset[Reach]:
    """Return what both allow: the smaller scope, the populations in both.

    Of a scope and a population that have no cell in common nothing is left.
    """
    scope = min(widest(one), widest(other))
    found = {Reach[scope.name]} - {Reach.NONE}
    for cells, beside in ((one, other), (other, one)):
        if widest(beside) is Scope.ALL:
            found |= cells & POPULATIONS
    return frozenset(found | (one & other & POPULATIONS))


def narrowed(held: Mapping[Can, Iterable[Reach]]) -> dict[Can, frozenset[Reach]]:
    """Return the cells with each action cut to what it presupposes."""
    found: dict[Can, frozenset[Reach]] = {}
    # What is presupposed stands before in the list of actions, a test says so.
    for can in Can:
        cells = frozenset(held.get(can, ()))
        if can in PRESUPPOSES:
            cells = narrower(cells, found.get(PRESUPPOSES[can], frozenset()))
        if cells:
            found[can] = cells
    return found
