"""Who fits a segment: asked anew each time, of the customers the reader sees."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import OperationalError, connection, transaction
from psycopg2.errors import QueryCanceled

from accounts.models import User
from accounts.permissions.actions import Can
from customers.models import Customer
from customers.querysets.archive import CustomerQuerySet
from customers.segmenting.facts import Asked
from customers.segmenting.rules import Rule

# Beyond so many a count says "more than".
MOST_COUNTED = 100_000
SAMPLE = 20
PATIENCE = "4s"


@dataclass
class Look:
    """What a page shows of whom a rule fits; `is_slow` where it took too long."""

    size: int | None = None
    is_more: bool = False
    is_slow: bool = False
    sample: list[Customer] = field(default_factory=list)


def fitting(rule: Rule, asked: Asked, user: User) -> CustomerQuerySet:
    """Return whom the rule fits among the customers `user` sees."""
    return Customer.objects.for_user(user, Can.SEE_CUSTOMERS).filter(rule.where(asked))


def look(rows: CustomerQuerySet) -> Look:
    """Count `rows` up to a limit and load some: two queries, each cut off in time."""
    count = count_of(rows)
    if count is None:
        return Look(is_slow=True)
    is_more = count > MOST_COUNTED
    shown = Look(size=min(count, MOST_COUNTED), is_more=is_more)
    try:
        with _patience():
            shown.sample = list(rows.for_row().order_by("-pk")[:SAMPLE])
    except OperationalError as trouble:
        _only_slow(trouble)
        shown.is_slow = True
    return shown


def count_of(rows: CustomerQuerySet, most: int | None = MOST_COUNTED) -> int | None:
    """Return how many, `most` + 1 of more; None where it takes too long."""
    bare = rows.order_by().values("pk")
    try:
        with _patience():
            return (bare if most is None else bare[: most + 1]).count()
    except OperationalError as trouble:
        _only_slow(trouble)
        return None


@contextmanager
def _patience() -> Iterator[None]:
    """Let no statement inside take longer than a reader would wait."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout')")
        stood = cursor.fetchone()[0]
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [PATIENCE])
        yield
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [stood])


def _only_slow(trouble: OperationalError) -> None:
    """Raise again what is no statement cut off."""
    if not isinstance(trouble.__cause__, QueryCanceled):
        raise trouble
