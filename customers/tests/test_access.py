"""Every role at every page of the archive: 200, 403 the role may not, 404 not his."""

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from customers.models import Customer

pytestmark = pytest.mark.django_db
SEE = {
    "anna": 200, "ben": 404, "carol": 200, "dora": 404, "eve": 404, "max": 200,
    "nina": 200, "dan": 200, "adam": 403, "stray": 404, "lia": 404, "cleo": 404,
    "clara": 404, "sam": 200, "vera": 200,
}  # fmt: skip
EDIT = SEE | {"dan": 403, "cleo": 403, "lia": 403, "sam": 404, "vera": 404}
ASSIGN = dict.fromkeys(SEE, 403) | {
    "max": 200, "nina": 200, "dan": 200, "cleo": 404,
}  # fmt: skip
REVEAL = SEE | {"sam": 404, "vera": 404}
HISTORY = SEE | {"lia": 403, "sam": 404, "vera": 404}
CREATE = dict.fromkeys(SEE, 200) | dict.fromkeys(
    ("dan", "adam", "lia", "cleo", "clara"), 403
)
LIST = dict.fromkeys(SEE, 200) | {"adam": 403}
PAGES = {
    "profile/": SEE,
    "profile/identity/": EDIT,
    "profile/numbers/": EDIT,
    "profile/place/": EDIT,
    "profile/service/": EDIT,
    "profile/note/": EDIT,
    "contacts/": SEE,
    "contacts/new/": EDIT,
    "purchases/": SEE,
    "history/": HISTORY,
    "assign/": ASSIGN,
}
POSTS = {
    "reveal/": REVEAL,
    "dial/": REVEAL,
    "next-contact/": EDIT,
}


def cells(table):
    return [
        (page, who, code) for page, row in table.items() for who, code in row.items()
    ]


def sign_in(client, cast, who):
    client.force_login(getattr(cast, who))


@pytest.mark.parametrize(("page", "who", "code"), cells(PAGES))
def test_a_page_about_a_customer_opens_for(client, cast, page, who, code):
    customer = make_customer(cast.anna)
    sign_in(client, cast, who)
    assert client.get(f"/customers/{customer.pk}/{page}").status_code == code


@pytest.mark.parametrize(("page", "who", "code"), cells(POSTS))
def test_a_deed_at_a_customer_is_done_by(client, cast, page, who, code):
    customer = make_customer(cast.anna, phone="13800138000")
    before = AuditEntry.objects.count()
    sign_in(client, cast, who)
    told = {"field": "phone", "reason": "VERIFY", "on": "2026-12-01", "next": "/today/"}
    answer = client.post(f"/customers/{customer.pk}/{page}", told)
    assert answer.status_code in ({200, 302} if code == 200 else {code})
    assert (AuditEntry.objects.count() > before) == (code == 200)


@pytest.mark.parametrize(
    ("address", "who", "code"),
    cells(
        {
            "/customers/": LIST,
            "/customers/new/": CREATE,
            "/customers/duplicates/": CREATE,
        }
    ),
)
def test_a_page_about_all_customers_opens_for(client, cast, address, who, code):
    sign_in(client, cast, who)
    assert client.get(address).status_code == code


@pytest.mark.parametrize(("who", "code"), EDIT.items())
def test_a_contact_is_changed_by(client, cast, who, code):
    contact = make_contact(make_customer(cast.anna))
    sign_in(client, cast, who)
    page = f"/customers/{contact.customer_id}/contacts/{contact.pk}/"
    assert client.get(page).status_code == code
    answer = client.post(f"{page}remove/")
    assert answer.status_code == (302 if code == 200 else code)


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


@pytest.mark.parametrize(
    "page", ["", "new/", "duplicates/", "1/profile/", "1/history/", "1/contacts/new/"]
)
def test_strangers_are_asked_to_sign_in(client, cast, page):
    assert client.get(f"/customers/{page}")["Location"].startswith("/login/")


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
    sign_in(client, cast, who)
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
        sign_in(client, cast, who)
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
