"""Tiers of the demo company: one set by hand, one proposed; the rest is measured."""

import datetime
import uuid

from crm.demo.draft import Draft
from crm.demo.people import KNOWN
from customers.choices.archive import Tier
from customers.choices.tiers import OverrideState
from customers.models import Customer, TierOverride

DAYS = datetime.timedelta(days=1)


def overrides(made: Draft, at: datetime.datetime) -> list[TierOverride]:
    """Return the one in force, of the customer everybody knows, and one that waits."""
    known = next(one for one in made.customers if one.name == KNOWN)
    other = next(
        one
        for one in made.customers
        if one.owner == known.owner and one != known and one.tier != Tier.S
    )
    in_force = _override(
        made, known, Tier.A, "老客户转介绍多，按 A 级维系", at - 20 * DAYS
    )
    in_force.state, in_force.stood = OverrideState.ACCEPTED, Tier.B
    in_force.decided_by = made.staff.users["manager"]
    in_force.decided_at = at - 19 * DAYS
    waiting = _override(made, other, Tier.S, "正在洽谈集团采购", at - 1 * DAYS)
    return [in_force, waiting]


def _override(made: Draft, customer: Customer, tier: Tier, reason: str, at):
    return TierOverride(
        customer=customer, tier=tier, reason=reason, until=(at + 90 * DAYS).date(),
        proposed_by=customer.owner, proposed_at=at,
        submission_key=uuid.UUID(int=made.draw.getrandbits(128)),
    )  # fmt: skip
