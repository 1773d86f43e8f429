"""The pages of the archive, by noun."""

from customers.views import (
    contacts,
    create,
    history,
    lists,
    numbers,
    profile,
    purchases,
)

__all__ = [
    "contacts",
    "create",
    "history",
    "lists",
    "numbers",
    "profile",
    "purchases",
]
