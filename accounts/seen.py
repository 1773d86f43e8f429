"""What a form showed when it was opened, in one line, so that two editors meet."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from django.db import models
from django.utils.translation import gettext as _

from accounts.refused import Conflict

WORD = 10


def stands(row: models.Model, names: Iterable[str]) -> dict:
    """Map the fields to what stands in `row`; a query for each list of rows."""
    values = {name: getattr(row, name) for name in names}
    return {
        name: list(value.order_by("pk")) if hasattr(value, "order_by") else value
        for name, value in values.items()
    }


def digest(values: Mapping) -> str:
    """Return a short word for each value, joined in the order of the names."""
    return ".".join(_word(values[name]) for name in sorted(values))


def changed(values: Mapping, seen: str) -> set[str]:
    """Return the names whose value is another than the one `seen` is the digest of.

    Of a digest that cannot be read, every name.
    """
    names, words = sorted(values), seen.split(".")
    if len(names) != len(words):
        return set(names)
    pairs = zip(names, words, strict=True)
    return {name for name, word in pairs if _word(values[name]) != word}


def merged(stood: Mapping, new: Mapping, seen: str | None) -> dict:
    """Return what of `new` is to be written over `stood`, read under the lock.

    `seen` is the digest of the same names as the editor saw them; what he left as it
    was is left as it is now. Raises `Conflict` where somebody else has changed the
    same field to something else. Without `seen` nobody looked: everything is written.
    """
    if seen is None:
        return dict(new)
    mine = {n: new[n] for n in changed(new, seen) if _word(new[n]) != _word(stood[n])}
    if both := mine.keys() & changed(stood, seen):
        raise Conflict(
            _("Someone else changed this meanwhile. Choose what shall stand."),
            {name: stood[name] for name in both},
        )
    return mine


def _word(value) -> str:
    return sha256(_text(value).encode()).hexdigest()[:WORD]


def _text(value) -> str:
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, (list, tuple, models.QuerySet)):
        return ",".join(sorted(map(_text, value)))
    return "" if value is None else str(value)
