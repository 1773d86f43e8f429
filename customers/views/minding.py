"""What to mind before one calls a customer or meets him, as `customers/_mind.html`."""

from customers.models import ContactCheck, Customer, CustomerTag, Like


def minding(customer: Customer, *, may_edit: bool) -> dict:
    """Return his tags, his ways, what is wrong with his numbers, who may say it is not.

    Three queries at most.
    """
    troubles = []
    if customer.has_trouble:
        checks = ContactCheck.objects.filter(customer=customer)
        troubles = list(checks.troubled().for_panel())
    return {
        "labels": list(CustomerTag.objects.filter(customer=customer).for_chips()),
        "habits": list(Like.objects.filter(customer=customer).habits()),
        "troubles": troubles,
        "may_verify": may_edit,
    }
