"""What a row of a file would change in a record that is there. No rows."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import models

from customers.cells import Reading
from customers.choices.imports import KnownRule

FILLS, CHANGES, EMPTIES, SAME = "fills", "changes", "empties", "same"
EMPTY = ("", None, [])


class Change(NamedTuple):
    """One field: what the row does to it, the value before and the value after."""

    what: str
    old: object
    new: object


def found(
    now: models.Model, new: dict, blank: Iterable[str], how: Reading
) -> dict[str, Change]:
    """Map each field the row speaks of to what it would do to `now`.

    `blank` are the fields whose cell is empty: they change nothing unless the import
    says that empty cells empty the field.
    """
    changes = {
        name: _said(getattr(now, name), value, how) for name, value in new.items()
    }
    for name in blank if how.empties else ():
        if (old := getattr(now, name)) not in EMPTY:
            nothing = type(old)() if isinstance(old, str | list) else None
            changes[name] = Change(EMPTIES, old, nothing)
    return changes


def real(changes: dict[str, Change]) -> dict[str, Change]:
    """Leave out what is the same already."""
    return {name: one for name, one in changes.items() if one.what != SAME}


def stored(changes: dict[str, Change]) -> dict[str, list]:
    """Return what really changes as `ImportRow.changes` keeps it."""
    return {name: [_kept(c.old), _kept(c.new)] for name, c in real(changes).items()}


def _said(old: object, new: object, how: Reading) -> Change:
    if old in EMPTY:
        return Change(FILLS, old, new)
    if old == new or how.known == KnownRule.FILL:
        return Change(SAME, old, old)
    return Change(CHANGES, old, new)


def _kept(value: object) -> object:
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value
