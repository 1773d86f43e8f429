"""Which lead somebody about to be registered may be, told within what one may see."""

from typing import NamedTuple

from accounts import masking
from accounts.models import User
from accounts.permissions.actions import Can
from customers import phones
from customers.choices.leads import OPEN, LeadState
from customers.models import Lead

MOST = 2


class LeadMatch(NamedTuple):
    """An open lead of the same number; unless visible, only its owner is told."""

    lead: Lead
    is_visible: bool

    @property
    def veiled_owner(self) -> str:
        return masking.veiled(self.lead.owner.name) if self.lead.owner else ""


def likely(user: User, *, phone: str = "", wechat: str = "") -> list[LeadMatch]:
    """Return open leads with exactly this whole number or WeChat; two queries.

    Parts of a number are not answered, so that nobody feels his way digit by digit.
    """
    number = phones.normalise(phone)[0]
    number = number if phones.is_full(number) else ""
    if not (number or wechat.strip()):
        return []
    same = Lead.objects.same_person(number, wechat.strip())
    alive = same.filter(state__in=(*OPEN, LeadState.POOL)).for_page()
    found = list(alive.order_by("-pk")[:MOST])
    seen = Lead.objects.for_user(user, Can.SEE_LEADS)
    visible = set(
        seen.filter(pk__in=[one.pk for one in found]).values_list("pk", flat=True)
    )
    return [LeadMatch(one, one.pk in visible) for one in found]
