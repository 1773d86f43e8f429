"""Changing what stands in the archive of a customer, and who is told."""

import datetime
import uuid

import pytest

from crm.testing.builders import make_contact, make_customer
from customers.models import Contact, Customer
from customers.tests.showing import EMAIL, PHONE, whole

pytestmark = pytest.mark.django_db


def test_a_section_writes_its_own_fields_and_no_others(client, cast):
    customer = make_customer(cast.anna, name="王小明", city="上海", tier="C")
    client.force_login(cast.anna)
    said = {
        "city": "苏州", "address": "", "version": 1, "tier": "S", "name": "别人",
        "owner": cast.dora.pk, "branch": cast.west.pk, "purchase_total": "9",
        "code": "KH999999", "id": 9, "created_by": cast.dora.pk,
    }  # fmt: skip
    page = client.post(f"/customers/{customer.pk}/profile/place/", said)
    assert page.status_code == 302
    now = Customer.objects.get()
    assert (now.city, now.tier, now.name) == ("苏州", "C", "王小明")
    assert (now.owner, now.branch, now.code) == (cast.anna, cast.east, customer.code)
    assert (now.purchase_total, now.created_by) == (0, cast.anna)


def test_an_empty_box_keeps_the_number_and_the_tick_removes_it(client, cast):
    customer = whole(cast)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/profile/numbers/"
    said = {"phone": "", "wechat": "", "email": "", "remove_wechat": "on", "version": 1}
    assert client.post(address, said).status_code == 302
    now = Customer.objects.get()
    assert (now.phone, now.wechat, now.email) == (f"+86{PHONE}", "", EMAIL)


def test_the_second_editor_sees_both_values_and_chooses(client, cast):
    customer = make_customer(cast.anna, city="上海", address="南京路")
    address = f"/customers/{customer.pk}/profile/place/"
    client.force_login(cast.max)
    client.post(address, {"city": "苏州", "address": "南京路", "version": 1})
    client.force_login(cast.anna)
    mine = {"city": "杭州", "address": "人民路 5 号", "version": 1}
    page = client.post(address, mine)
    html = page.content.decode()
    assert page.status_code == 409
    for value in ("苏州", "杭州", "人民路 5 号"):
        assert value in html
    assert Customer.objects.get().city == "苏州"

    version = page.context["version"]
    client.post(address, mine | {"version": version, "choice_city": "theirs"})
    now = Customer.objects.get()
    assert (now.city, now.address) == ("苏州", "人民路 5 号")


def test_a_contact_two_people_edit_tells_the_second(client, cast):
    contact = make_contact(make_customer(cast.anna), title="会计")
    address = f"/customers/{contact.customer_id}/contacts/{contact.pk}/"
    said = {"name": contact.name, "role": "OTHER"}
    client.force_login(cast.max)
    client.post(address, said | {"title": "主管", "version": 1})
    client.force_login(cast.anna)
    page = client.post(address, said | {"title": "出纳", "version": 1})
    assert page.status_code == 200
    assert "主管" in page.content.decode()
    assert "出纳" in page.content.decode()
    client.post(address, said | {"title": "出纳", "version": 2})
    assert Contact.objects.get().title == "出纳"


def test_a_contact_form_sent_twice_adds_one(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    said = {"name": "刘会计", "role": "FINANCE", "version": 1,
            "submission_key": uuid.uuid4()}  # fmt: skip
    for _twice in range(2):
        client.post(f"/customers/{customer.pk}/contacts/new/", said)
    assert Contact.objects.count() == 1


def test_an_owner_is_changed_with_a_reason(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.max)
    address = f"/customers/{customer.pk}/assign/"
    assert client.post(address, {"owner": cast.ben.pk}).status_code == 200
    assert (
        client.post(address, {"owner": cast.dora.pk, "reason": "x"}).status_code == 200
    )
    assert Customer.objects.get().owner == cast.anna
    said = {"owner": cast.ben.pk, "reason": "区域调整"}
    assert client.post(address, said).status_code == 302
    assert Customer.objects.get().owner == cast.ben


def test_the_next_contact_is_planned_and_undone(client, cast):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/next-contact/"
    client.post(address, {"on": "2026-12-01", "next": "/today/"})
    assert Customer.objects.get().next_contact_on == datetime.date(2026, 12, 1)
    client.post(f"{address}?on=")
    assert Customer.objects.get().next_contact_on is None


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "x\x00"])
def test_nobody_is_sent_to_another_house(client, cast, back):
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    said = {"on": "2026-12-01", "next": back}
    page = client.post(f"/customers/{customer.pk}/next-contact/", said)
    assert page["Location"] == customer.get_absolute_url()


def test_history_tells_in_words_what_changed(client, cast):
    customer = make_customer(cast.anna, city="上海")
    client.force_login(cast.anna)
    client.post(
        f"/customers/{customer.pk}/profile/place/", {"city": "苏州", "version": 1}
    )
    html = client.get(f"/customers/{customer.pk}/history/").content.decode()
    for told in ("王安娜", "上海", "苏州"):
        assert told in html
