"""The nouns of the archive, by noun."""

from customers.models.archive import Customer
from customers.models.contacts import Contact, Hold
from customers.models.doubles import Double, Merge, Removal
from customers.models.handovers import Handover, Promise
from customers.models.imports import ImportBatch, ImportRow, Origin, SavedMapping
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
    "Double",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Like",
    "Merge",
    "Opportunity",
    "Origin",
    "OwnField",
    "Promise",
    "Purchase",
    "Removal",
    "SavedMapping",
    "StageRule",
    "Tag",
]
