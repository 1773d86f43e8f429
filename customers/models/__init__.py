"""The nouns of the archive: customers and contacts, purchases, imports, consent."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.consent import ConsentRecord, ConsentText
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase

__all__ = [
    "ConsentRecord",
    "ConsentText",
    "Contact",
    "Customer",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Purchase",
]
