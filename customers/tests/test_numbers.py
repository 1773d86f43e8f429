"""What is kept of personal numbers and names from those who open a page."""

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from customers.models import Contact
from customers.tests.showing import PAGES, PHONE, leaks, whole

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "who", ["anna", "carol", "max", "nina", "dan", "sam", "vera", "lia", "clara"]
)
def test_no_page_holds_a_full_number(client, cast, who):
    customer = whole(cast)
    client.force_login(getattr(cast, who))
    addresses = [f"/customers/{customer.pk}/{page}" for page in PAGES]
    contact = Contact.objects.get()
    addresses += ["/customers/", "/customers/?q=5678", contact.get_absolute_url()]
    addresses += [f"/customers/{customer.pk}/contacts/{contact.pk}/"]
    for address in addresses:
        assert not leaks(client.get(address).content.decode()), address


def test_the_duplicate_warning_holds_no_full_number(client, cast):
    whole(cast)
    client.force_login(cast.anna)
    page = client.get("/customers/duplicates/", {"phone": PHONE, "name": "王小明"})
    assert "王小明" in page.content.decode()
    assert not leaks(page.content.decode())


@pytest.mark.parametrize("who", ["anna", "max"])
def test_names_and_notes_are_veiled_while_looking_as_someone_else(client, cast, who):
    customer = make_customer(
        cast.anna, name="王小明", note="喜欢喝茶", address="南京路"
    )
    make_contact(customer, name="刘会计")
    client.force_login(cast.adam)
    session = client.session
    session["see_as"] = getattr(cast, who).pk
    session.save()
    for page in ("profile/", "contacts/", "history/", "purchases/"):
        html = client.get(f"/customers/{customer.pk}/{page}").content.decode()
        for told in ("王小明", "喜欢喝茶", "南京路", "刘会计"):
            assert told not in html, (page, told)
    assert "王小明" not in client.get("/customers/?whose=all").content.decode()


@pytest.mark.parametrize(
    ("field", "page"),
    [("phone", "profile/"), ("email", "profile/"), ("wechat", "profile/")],
)
def test_revealing_shows_the_one_number_and_is_recorded(client, cast, field, page):
    customer = whole(cast)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/reveal/"
    for headers in ({}, {"HX-Request": "true"}):
        answer = client.post(address, {"field": field}, headers=headers)
        assert answer.status_code == 200
        assert len(leaks(answer.content.decode())) == 1
    entries = AuditEntry.objects.filter(action="customer.revealed")
    assert entries.count() == 2
    assert not leaks(str(list(entries.values())))


def test_elsewhere_the_page_asks_why_before_it_shows(client, cast):
    customer = whole(cast)
    client.force_login(cast.max)
    address = f"/customers/{customer.pk}/reveal/"
    asked = client.post(address, {"field": "phone"}, headers={"HX-Request": "true"})
    assert asked.status_code == 200
    assert not leaks(asked.content.decode())
    assert "VERIFY" in asked.content.decode()
    told = {"field": "phone", "reason": "VERIFY"}
    assert leaks(client.post(address, told).content.decode()) == [PHONE]


@pytest.mark.parametrize("field", ["", "name", "version", "__class__", "x" * 50])
def test_nothing_else_can_be_asked_for_as_a_number(client, cast, field):
    customer = whole(cast)
    client.force_login(cast.anna)
    answer = client.post(f"/customers/{customer.pk}/reveal/", {"field": field})
    assert answer.status_code in {404, 422}
    assert not AuditEntry.objects.filter(action="customer.revealed").exists()


def test_dialling_answers_with_the_link(client, cast):
    customer = whole(cast)
    client.force_login(cast.anna)
    answer = client.post(f"/customers/{customer.pk}/dial/")
    assert answer.status_code == 404
    answer = client.post(f"/customers/{customer.pk}/dial/", {"field": "phone"})
    assert f'href="tel:+86{PHONE}"' in answer.content.decode()
