"""The nouns of the archive: customers and contacts, purchases, imports, leads."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.campaigns import Campaign
from customers.models.dealing import DealingRule, LeadHandover, LeadPause
from customers.models.handovers import Handover, Promise
from customers.models.imports import ImportBatch, ImportRow
from customers.models.leads import Lead, LeadDeed
from customers.models.purchases import Purchase

__all__ = [
    "Campaign",
    "Contact",
    "Customer",
    "DealingRule",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Lead",
    "LeadDeed",
    "LeadHandover",
    "LeadPause",
    "Promise",
    "Purchase",
]
