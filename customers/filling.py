"""Where what is missing in an archive is filled in: the address of the form."""

from django.urls import reverse

from customers.choices.completeness import Asked

# The address of a page of the customer, and what it is asked for besides.
PLACES = {
    Asked.PHONE: ("customers:section", "numbers"),
    Asked.WRITTEN: ("customers:section", "numbers"),
    Asked.ADDRESS: ("customers:section", "place"),
    Asked.BIRTHDAY: ("customers:section", "identity"),
    Asked.IDENTITY: ("customers:section", "identity"),
    Asked.CONTACT: ("customers:contact_create",),
    Asked.SERVICE: ("customers:assets",),
    Asked.INSURANCE: ("customers:assets",),
    Asked.CONSENT: ("customers:consent",),
    Asked.SOURCE: ("customers:section", "service"),
    Asked.OWN: ("customers:answer",),
}


def address_of(field: Asked, customer_id: int) -> str:
    name, *more = PLACES[field]
    return reverse(name, args=[customer_id, *more])
