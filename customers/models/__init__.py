"""The nouns of the archive: customers and contacts, purchases, imports."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.imports import ImportBatch, ImportRow, Origin, SavedMapping
from customers.models.purchases import Purchase

__all__ = [
    "Contact", "Customer", "Hold", "ImportBatch", "ImportRow", "Origin", "Purchase",
    "SavedMapping",
]  # fmt: skip
