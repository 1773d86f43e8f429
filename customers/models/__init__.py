"""The nouns of the archive: customers and what there is about each of them."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.assets import Asset, MileageReading
from customers.models.documents import Document, DocumentFile, RetentionClass
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase

__all__ = ["Asset", "Contact", "Customer", "Document", "DocumentFile", "Hold",
           "ImportBatch", "ImportRow", "MileageReading", "Purchase",
           "RetentionClass"]  # fmt: skip
