"""Row numbers as addresses and forms carry them, and as conditions say them."""

import uuid

from django.db.models import Value

# What a column of row numbers holds has at most nineteen digits.
MOST_DIGITS = 18


def pk_of(text: str) -> int | None:
    """Return the number `text` says, or None where it says none a row could have."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None


def uuid_of(text: str) -> uuid.UUID | None:
    """Return the key a form carries, or None where it carries none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class Id(Value):
    """An id as the bigint it is.

    PostgreSQL takes a bare number for an integer, and an index that holds ids beside
    words (GIN) compares bigints only with bigints: it would be left out unsaid.
    """

    def as_sql(self, compiler, connection):
        return "%s::bigint", [self.value]
