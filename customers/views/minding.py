"""What to mind before one calls a customer or meets him, as `customers/_mind.html`."""

from customers.models import ContactCheck, Customer, CustomerTag, Like


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


def habits(customer: Customer) -> list[Like]:
    """Return how he likes to be met or called; one query."""
    return list(Like.objects.filter(customer=customer).habits())
