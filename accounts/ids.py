"""Row numbers as addresses and forms carry them."""

# What a column of row numbers holds has at most nineteen digits.
MOST_DIGITS = 18


def pk_of(text: str) -> int | None:
    """Return the number `text` says, or None where it says none a row could have."""
    is_number = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    return int(text) if is_number else None
