"""The pages of the archive, by noun."""

from customers.views import (
    assets,
    contacts,
    create,
    history,
    lists,
    numbers,
    profile,
    purchases,
)

__all__ = [
    "assets",
    "contacts",
    "create",
    "history",
    "lists",
    "numbers",
    "profile",
    "purchases",
]
