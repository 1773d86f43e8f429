"""Ways round the table of `crm.tests.access`: other ids, other methods, other rows."""

import pytest

from crm.testing.builders import make_contact, make_customer
from customers.models import Customer

pytestmark = pytest.mark.django_db


def test_a_contact_is_not_reached_through_another_customer(client, cast):
    mine, contact = make_customer(cast.dora), make_contact(make_customer(cast.anna))
    client.force_login(cast.dora)
    page = f"/customers/{mine.pk}/contacts/{contact.pk}/"
    assert client.get(page).status_code == 404
    assert client.post(f"{page}remove/").status_code == 404
    told = {"field": "phone", "contact": contact.pk}
    assert client.post(f"/customers/{mine.pk}/reveal/", told).status_code == 404


@pytest.mark.parametrize("page", ["reveal/", "dial/", "next-contact/"])
def test_deeds_are_done_by_post_alone(client, cast, page):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    assert client.get(f"/customers/{customer.pk}/{page}").status_code == 405


@pytest.mark.parametrize("pk", [0, 2**31, 2**63, 10**40])
def test_no_number_of_a_customer_breaks_a_page(client, cast, pk):
    client.force_login(cast.dan)
    assert client.get(f"/customers/{pk}/profile/").status_code == 404
    assert client.get(f"/customers/{pk}/contacts/{pk}/").status_code == 403
    client.force_login(cast.max)
    assert client.get(f"/customers/{pk}/contacts/{pk}/").status_code == 404


@pytest.mark.parametrize(
    "who", ["anna", "ben", "carol", "dora", "max", "dan", "lia", "cleo", "sam"]
)
def test_the_list_shows_exactly_the_customers_one_may_open(client, cast, who):
    rows = [
        make_customer(owner) for owner in (cast.anna, cast.ben, cast.dora, cast.sam)
    ]
    client.force_login(getattr(cast, who))
    listed = {row.pk for row in client.get("/customers/").context["page"].rows}
    opened = {
        row.pk
        for row in rows
        if client.get(f"/customers/{row.pk}/profile/").status_code == 200
    }
    assert listed == opened


def test_nothing_changes_when_a_refused_form_is_sent(client, cast):
    customer = make_customer(cast.anna, city="上海")
    said = {"city": "苏州", "version": 1, "owner": cast.dora.pk, "reason": "x"}
    for who in ("ben", "dora", "sam", "dan", "adam", "lia", "clara"):
        client.force_login(getattr(cast, who))
        client.post(f"/customers/{customer.pk}/profile/place/", said)
        client.post(f"/customers/{customer.pk}/contacts/new/", {"name": "x"})
        if who != "dan":
            client.post(f"/customers/{customer.pk}/assign/", said)
    unchanged = Customer.objects.get()
    assert (unchanged.city, unchanged.owner, unchanged.version) == (
        "上海",
        cast.anna,
        1,
    )
    assert not unchanged.contacts.exists()
