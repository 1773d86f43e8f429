"""The whole archive: set by set, or at once and then without hurry."""

from collections.abc import Iterator

from django.db.models import Max

from customers.models import Customer

# Memory and locks of one transaction stay small; where each row is written, with its
# history, a set takes seconds, far from what a statement may take.
SIZE = 10_000
# A page's statement is cut off long before.
TIMEOUT = "20min"


def of_customers() -> Iterator[tuple[int, int]]:
    """Yield (first id, last id) of sets that hold every customer. One query."""
    highest = Customer.objects.aggregate(highest=Max("pk"))["highest"] or 0
    for first in range(1, highest + 1, SIZE):
        yield first, min(first + SIZE - 1, highest)


def unhurried(cursor) -> None:
    """Let each statement of this transaction take what the whole archive asks for."""
    cursor.execute("SELECT set_config('statement_timeout', %s, true)", [TIMEOUT])
