"""The nouns of the archive: customers and contacts, purchases, imports, doubles."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.doubles import Double, Merge, Removal
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase

__all__ = [
    "Contact",
    "Customer",
    "Double",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Merge",
    "Purchase",
    "Removal",
]
