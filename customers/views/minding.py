"""What to mind before one calls a customer or meets him, as `customers/_mind.html`."""

from datetime import date

from customers.filling import address_of
from customers.models import ContactCheck, Customer, CustomerTag, Like
from customers.services import completeness


def minding(customer: Customer, *, may_edit: bool) -> dict:
    """Return his tags, what is wrong with his numbers, who may say it is not.

    Two queries at most; `habits` stands apart, where one is about to meet him.
    """
    troubles = []
    if customer.has_trouble:
        checks = ContactCheck.objects.filter(customer=customer)
        troubles = list(checks.troubled().for_panel())
    return {
        "labels": list(CustomerTag.objects.filter(customer=customer).for_chips()),
        "troubles": troubles,
        "may_verify": may_edit,
    }


def questions(customer: Customer, *, on: date) -> list[tuple[str, str]]:
    """Return (what to ask, where it is filled in) of at most two gaps; one query."""
    gaps = completeness.prompts(customer, on=on)
    return [(gap.label, address_of(gap, customer.pk)) for gap in gaps]


def habits(customer: Customer) -> list[Like]:
    """Return how he likes to be met or called; one query."""
    return list(Like.objects.filter(customer=customer).habits())
