"""The nouns of the archive: customers and contacts, purchases, imports, tiers."""

from customers.models.archive import Contact, Customer, Hold
from customers.models.imports import ImportBatch, ImportRow
from customers.models.purchases import Purchase
from customers.models.standings import (
    TierAssignment,
    TierMove,
    TierRun,
    TierStanding,
    TierTrial,
)
from customers.models.steering import TierOverride, TierStrategy
from customers.models.tiers import TierCuts, TierPolicy

__all__ = [
    "Contact", "Customer", "Hold", "ImportBatch", "ImportRow", "Purchase",
    "TierAssignment", "TierCuts", "TierMove", "TierOverride", "TierPolicy", "TierRun",
    "TierStanding", "TierStrategy", "TierTrial",
]  # fmt: skip
