"""A customer leaves the archive with everything of his, and comes back with it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from accounts.models import User
from accounts.services import notices
from complaints.models import Complaint
from customers.models import Customer, Removal
from customers.services import removing as archive
from visits.services import removing as visits


@transaction.atomic
def remove(customer: Customer, *, actor: User, reason: str, at: datetime) -> Removal:
    """Put a customer, his visits and what inboxes say of him into the recycle bin.

    His owner is told, by the customer's code alone. Raises Refused as the archive does.
    """
    stay = archive.remove(customer, actor=actor, reason=reason, at=at)
    visit_ids = visits.put_away(customer, at=at)
    # Of whoever was merged into him notices tell too, under the address of old.
    his = Customer.ever.trail_ids(customer.pk)
    pages = [reverse("customer", args=[pk]) for pk in his]
    pages += [reverse("visits:detail", args=[pk]) for pk in visit_ids]
    pages += _complaints(customer)
    archive.keep_notices(stay, notices.withdraw(pages))
    if customer.owner_id != actor.pk:
        notices.tell(
            customer.owner,
            "crm.removed",
            key=f"removed:{stay.pk}",
            at=at,
            params={"actor": str(actor), "code": customer.code},
        )
    return stay


def _complaints(customer: Customer) -> list[str]:
    """Return the pages of his complaints: they stand, but no notice names him."""
    codes = Complaint.objects.of(customer).values_list("code", flat=True)
    return [reverse("complaints:detail", args=[code]) for code in codes]


@transaction.atomic
def restore(customer: Customer, *, actor: User, at: datetime) -> None:
    """Bring a customer back with his visits and what inboxes said of him."""
    stay = archive.restore(customer, actor=actor, at=at)
    visits.bring_back(customer)
    notices.put_back(stay.notices)
