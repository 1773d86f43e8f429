"""`{% agreed customer %}`: by which ways he may be sent offers, in his head line."""

from django import template

from customers.choices.consent import Channel

register = template.Library()
# Those one looks for before one writes or calls; the others stand on the page.
SHOWN = (Channel.PHONE, Channel.SMS, Channel.EMAIL, Channel.WECHAT)


@register.inclusion_tag("customers/_agreed.html")
def agreed(customer) -> dict:
    """Read `customer.agreed`, which `with_agreed` loads."""
    ways = [(channel, channel in customer.agreed) for channel in SHOWN]
    return {"customer": customer, "ways": ways}
