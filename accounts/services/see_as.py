"""Everything about looking through another's eyes: who looked, when, at what."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused

# Where the session keeps whom one looks as, and since when.
KEY = "see_as"
SINCE = "see_as_since"
LONGEST = timedelta(minutes=60)


@transaction.atomic
def start(target: User, *, actor: User, at: datetime) -> None:
    """Record that `actor` begins to look as `target`."""
    if actor.seen_by is not None:
        raise Refused(_("You are already looking as somebody else. End that first."))
    if target.pk == actor.pk:
        raise Refused(_("You already see the product as yourself."))
    if not target.is_active:
        raise Refused(_("This user is deactivated and sees nothing."))
    audit.record(actor, "see_as.started", target, at=at)


@transaction.atomic
def opened(target: User, *, page: str, ids: dict, at: datetime) -> None:
    """Record one page that was looked at; `target.seen_by` is who looked."""
    audit.record(
        target,
        "see_as.opened",
        target,
        at=at,
        reason=" ".join([page, *(f"{key}={ids[key]}" for key in sorted(ids))])[:200],
        customer_id=ids.get("customer_pk"),
    )


@transaction.atomic
def end(target: User, *, actor: User, at: datetime) -> None:
    """Record that `actor` stopped looking as `target`."""
    audit.record(actor, "see_as.ended", target, at=at)
