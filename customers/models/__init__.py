"""The nouns of the archive: customers, contacts, assets, purchases, imports."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.assets import Asset, MileageReading
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase

__all__ = ["Asset", "Contact", "Customer", "Hold", "ImportBatch", "ImportRow",
           "MileageReading", "Purchase"]  # fmt: skip
