"""Everything that changes what the customers of a tier get."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import TierStrategy
from customers.services.editing import columns, locked, merged, write

EDITABLE = (
    "contact_days", "cared_by", "channel", "reply_hours", "resolve_days",
    "benefits_zh", "benefits_en", "has_price_effect", "compliance_note",
)  # fmt: skip


@transaction.atomic
def edit(
    strategy: TierStrategy, *, actor: User, fields: dict, version: int, at: datetime
) -> TierStrategy:
    """Change a strategy as a form that showed `version` asks; returns it as it stands.

    Raises Refused for a price effect nobody justifies, Conflict for fields somebody
    else changed meanwhile.
    """
    new = columns(fields, EDITABLE)
    now = locked(strategy)
    mine = merged(now, new, version)
    told = {name: mine.get(name, getattr(now, name)) for name in EDITABLE}
    if told["has_price_effect"] and not told["compliance_note"]:
        raise Refused(
            _("Say why the difference in price is lawful."), "compliance_note"
        )
    if mine:
        changes = audit.difference(now, mine)
        write(now, mine)
        audit.record(actor, "tier_strategy.updated", now, at=at, changes=changes)
    return now
