"""The nouns of the archive: customers and contacts, purchases, imports, leads."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.campaigns import Campaign
from customers.models.dealing import DealingRule, LeadHandover, LeadPause
from customers.models.handovers import Handover, Promise
from customers.models.imports import ImportBatch, ImportRow
from customers.models.leads import Lead, LeadDeed
from customers.models.likes import Like
from customers.models.opportunities import Opportunity
from customers.models.own_fields import OwnField
from customers.models.purchases import Purchase
from customers.models.stages import StageRule
from customers.models.tags import CustomerTag, Tag
from customers.models.validity import ContactCheck

__all__ = [
    "Campaign",
    "Contact",
    "ContactCheck",
    "Customer",
    "CustomerTag",
    "DealingRule",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Lead",
    "LeadDeed",
    "LeadHandover",
    "LeadPause",
    "Like",
    "Opportunity",
    "OwnField",
    "Promise",
    "Purchase",
    "StageRule",
    "Tag",
]
