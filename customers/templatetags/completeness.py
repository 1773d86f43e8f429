"""`{% fill_url field pk %}`: where this field of this customer is filled in."""

from django import template

from customers.filling import address_of

register = template.Library()


@register.simple_tag
def fill_url(field, customer_id: int) -> str:
    return address_of(field, customer_id)
