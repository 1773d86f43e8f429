"""Everything that asks somebody, kindly, to use the product."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices
from crm import adoption
from customers.services.editing import one_at_a_time


@transaction.atomic
def remind(person: User, *, actor: User, at: datetime) -> None:
    """Tell somebody how he used the product; once within a week, whoever asks."""
    if person.pk == actor.pk:
        raise Refused(_("You need not remind yourself."))
    one_at_a_time(f"remind:{person.pk}")
    if adoption.last_reminded([person.pk], at):
        raise Refused(
            _("%(name)s was reminded within a week already.") % {"name": person}
        )
    use = adoption.of_people([person], at, reader=person)[0]
    told = {"from": actor.name, "days": use.active, "working": use.working}
    entry = audit.record(actor, adoption.REMINDED, person, at=at)
    notices.tell(
        person, "crm.reminded", key=f"reminded:{entry.pk}", at=at,
        params=told | {"unfilled": use.unfilled},
        url=use.unfilled_url or reverse("today"),
    )  # fmt: skip
