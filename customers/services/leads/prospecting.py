"""The prospecting plan: a superior says how many prospects a person is to find."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers.models import ProspectTarget
from customers.models.prospecting import MOST
from customers.services.editing import one_at_a_time


@transaction.atomic
def set_target(
    person: User, *, actor: User, count: int, month: date, at: datetime
) -> None:
    """Let `person` find `count` prospects a month from `month` on; 0 asks for none.

    Months before keep the target they had. Nobody sets his own: that is Refused.
    """
    if person.pk == actor.pk:
        raise Refused(_("Your own target is set by your superior."))
    if not 0 <= count <= MOST:
        raise Refused(_("Enter a number from 0 to %(most)s.") % {"most": MOST}, "count")
    one_at_a_time(f"prospects:{person.pk}")
    month = month.replace(day=1)
    stood = ProspectTarget.objects.standing([person.pk], month).get(person.pk, 0)
    if stood == count:
        return
    new = {"count": count, "set_by": actor, "set_at": at}
    ProspectTarget.objects.update_or_create(user=person, from_month=month, defaults=new)
    changes = {"prospects": [stood, count], "month": [None, month.isoformat()]}
    audit.record(actor, "prospects.target_set", person, at=at, changes=changes)
