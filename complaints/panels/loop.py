"""Of a complaint's page: the care loop, from what was heard to what came of it."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from complaints import loops, returning
from complaints.loops import CLOSED_BY, Happened, Since, Step
from complaints.models import Complaint


def panel(complaint: Complaint, user, at: datetime) -> dict:
    """Return `loop`: the stages of what a customer is dissatisfied with, else none."""
    return {"loop": around(complaint, at) if complaint.is_verified_kind else []}


def around(complaint: Complaint, at: datetime) -> list[Step]:
    """Return the stages; four queries once the result was told, one before."""
    rows = complaint.lines.with_taken_back().for_page()
    lines = rows.filter(deed__in=CLOSED_BY.values(), is_taken_back=False)
    return loops.steps(complaint, {each.deed: each for each in lines},
                       _since(complaint), at)  # fmt: skip


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
        *_first(bought.values_list("bought_at", "invoice"), _("bought: %(what)s")),
        *_first(met.values_list("happened_at"), _("was met in a visit")),
    ]
    complained = _first(again.values_list("received_at", "code"), "%(what)s")
    earliest = min(back, key=lambda each: each.at, default=None)
    return Since(earliest, next(iter(complained), None))


def _first(rows: QuerySet, proof: str) -> list[Happened]:
    """Return the earliest of rows of (moment, what it is called), or nothing."""
    first = rows.order_by(rows._fields[0])[:1]
    return [Happened(at, proof % {"what": "".join(what)}) for at, *what in first]
