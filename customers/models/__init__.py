"""The nouns of the archive: customers and contacts, purchases, imports, handovers."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.handovers import Handover, Promise
from customers.models.imports import ImportBatch, ImportRow
from customers.models.likes import Like
from customers.models.opportunities import Opportunity
from customers.models.own_fields import OwnField
from customers.models.purchases import Purchase
from customers.models.stages import StageRule
from customers.models.tags import CustomerTag, Tag
from customers.models.validity import ContactCheck

__all__ = [
    "Contact",
    "ContactCheck",
    "Customer",
    "CustomerTag",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Like",
    "Opportunity",
    "OwnField",
    "Promise",
    "Purchase",
    "StageRule",
    "Tag",
]
