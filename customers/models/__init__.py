"""The nouns of the archive, by noun."""

from customers.models.archive import Customer
from customers.models.assets import Asset, MileageReading
from customers.models.campaigns import Campaign
from customers.models.completeness import Completeness, CompletenessRule, QualityDay
from customers.models.consent import ConsentRecord, ConsentText
from customers.models.contacts import Contact, Hold
from customers.models.dealing import DealingRule, LeadHandover, LeadPause
from customers.models.documents import Document, DocumentFile, RetentionClass
from customers.models.doubles import Double, Merge, Removal
from customers.models.handovers import Handover, Promise
from customers.models.imports import (
    ImportBatch,
    ImportRow,
    LeadOrigin,
    Origin,
    SavedMapping,
)
from customers.models.leads import Lead, LeadDeed
from customers.models.likes import Like
from customers.models.opportunities import Opportunity
from customers.models.own_fields import OwnField
from customers.models.pool import Pooling, PoolRule
from customers.models.prospecting import ProspectTarget
from customers.models.purchases import Purchase
from customers.models.segments import Segment, SegmentCount, SegmentPin
from customers.models.stages import StageRule
from customers.models.standings import (
    TierAssignment,
    TierMove,
    TierRun,
    TierStanding,
    TierTrial,
)
from customers.models.steering import TierOverride, TierStrategy
from customers.models.tags import CustomerTag, Tag
from customers.models.tiers import TierCuts, TierPolicy
from customers.models.validity import ContactCheck

__all__ = [
    "Asset",
    "Campaign",
    "Completeness",
    "CompletenessRule",
    "ConsentRecord",
    "ConsentText",
    "Contact",
    "ContactCheck",
    "Customer",
    "CustomerTag",
    "DealingRule",
    "Document",
    "DocumentFile",
    "Double",
    "Handover",
    "Hold",
    "ImportBatch",
    "ImportRow",
    "Lead",
    "LeadDeed",
    "LeadHandover",
    "LeadOrigin",
    "LeadPause",
    "Like",
    "Merge",
    "MileageReading",
    "Opportunity",
    "Origin",
    "OwnField",
    "PoolRule",
    "Pooling",
    "Promise",
    "ProspectTarget",
    "Purchase",
    "QualityDay",
    "Removal",
    "RetentionClass",
    "SavedMapping",
    "Segment",
    "SegmentCount",
    "SegmentPin",
    "StageRule",
    "Tag",
    "TierAssignment",
    "TierCuts",
    "TierMove",
    "TierOverride",
    "TierPolicy",
    "TierRun",
    "TierStanding",
    "TierStrategy",
    "TierTrial",
]
