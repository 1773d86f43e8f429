"""Of a complaint's page: the care loop, from what was heard to what came of it."""

from datetime import datetime

from complaints import loops, returning
from complaints.loops import CLOSED_BY, Since
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `loop`: the stages of what a customer is dissatisfied with, else none.

    Four queries once the result was told, one before.
    """
    if not complaint.is_verified_kind:
        return {"loop": []}
    done = complaint.lines.in_order().filter(deed__in=CLOSED_BY.values())
    deeds = dict(done.values_list("deed", "at"))
    return {"loop": loops.steps(complaint, deeds, _since(complaint), at)}


def _since(complaint: Complaint) -> Since:
    """Ask what the customer did after he was told the result."""
    if complaint.told_at is None or complaint.is_anonymous:
        return Since()
    told_at, customer = complaint.told_at, complaint.customer_id
    bought = returning.bought(customer, told_at)
    met = returning.met(customer, told_at)
    again = Complaint.objects.dissatisfied().filter(
        customer=customer, received_at__gt=told_at
    )
    back = [
        bought.order_by("bought_at").values_list("bought_at", flat=True).first(),
        met.order_by("happened_at").values_list("happened_at", flat=True).first(),
    ]
    again = again.order_by("received_at").values_list("received_at", flat=True)
    return Since(min(filter(None, back), default=None), again.first())
