"""The nouns of the archive: customers and contacts, purchases, imports, handovers."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.handovers import Handover, Promise
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase

__all__ = [
    "Contact",
    "Customer",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Promise",
    "Purchase",
]
