"""The numbers of a lead in full: given out one by one, each time recorded."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.choices import RevealReason
from accounts.models import User
from accounts.refused import Refused
from customers import phones
from customers.models import Lead

REVEALABLE = ("phone", "wechat")


@transaction.atomic
def reveal(
    lead: Lead, *, actor: User, field: str, reason: str = "", at: datetime
) -> str:
    """Return the full number, and record who read it.

    Those whose lead it is need no `reason`; others are Refused (field "reason").
    """
    value = getattr(lead, field) if field in REVEALABLE else ""
    if not value:
        raise Refused(_("There is nothing to show here."), "field")
    _record(lead, "lead.revealed", field, actor=actor, reason=reason, at=at)
    if field != "phone":
        return value
    return phones.shown(value, phones.normalise(lead.phone_raw)[1])


@transaction.atomic
def dial(lead: Lead, *, actor: User, reason: str = "", at: datetime) -> str:
    """Return the `tel:` link that calls, and record that it was asked for."""
    if not lead.phone:
        raise Refused(_("There is nothing to show here."), "field")
    _record(lead, "lead.dialled", "phone", actor=actor, reason=reason, at=at)
    return phones.tel(lead.phone, phones.normalise(lead.phone_raw)[1])


def _record(
    lead: Lead, action: str, field: str, *, actor: User, reason: str, at: datetime
) -> None:
    is_own = actor.pk in (lead.owner_id, lead.taker_id)
    if not is_own and reason not in RevealReason.values:
        raise Refused(_("Say why you need the full number."), "reason")
    why = reason if reason in RevealReason.values else ""
    changes = {field: [None, None]}
    audit.record(actor, action, lead, at=at, changes=changes, reason=why)
