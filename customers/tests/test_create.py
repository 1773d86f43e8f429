"""A new customer: made once, for whom, and who he may be already."""

import uuid

import pytest
from django.utils.html import escape

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from customers.models import Customer
from customers.tests.showing import PAGES, PHONE, created

pytestmark = pytest.mark.django_db
SCRIPT = "<script>alert(1)</script>\"'{{ x }}"


def test_a_name_is_enough_for_a_customer(client, cast):
    client.force_login(cast.anna)
    page = created(client, phone="")
    customer = Customer.objects.get()
    assert page["Location"] == customer.get_absolute_url()
    assert (customer.owner, customer.created_by) == (cast.anna, cast.anna)


def test_sending_the_form_twice_or_going_back_makes_one_customer(client, cast):
    client.force_login(cast.anna)
    key = uuid.uuid4()
    pages = [created(client, submission_key=key) for _twice in range(2)]
    assert pages[0]["Location"] == pages[1]["Location"]
    assert Customer.objects.count() == 1


def test_a_known_number_shows_the_form_again_with_all_that_was_typed(client, cast):
    make_customer(cast.dora, phone=PHONE, name="李秘密", tier="S")
    client.force_login(cast.anna)
    page = created(client, note="从展会来", city="上海")
    html = page.content.decode()
    assert page.status_code == 200
    assert Customer.objects.count() == 1
    assert "从展会来" in html
    assert 'name="reason"' in html

    assert created(client, reason="夫妻共用").status_code == 302
    entry = AuditEntry.objects.filter(action="customer.created").order_by("-pk")[0]
    assert entry.reason == "夫妻共用"


def test_a_known_short_number_can_be_given_to_a_second_customer_too(client, cast):
    make_customer(cast.anna, phone="62345678")
    client.force_login(cast.anna)
    refused = created(client, phone="62345678")
    html = refused.content.decode()
    assert 'name="reason"' in html
    assert refused.context["form"].asks_reason
    nameless = created(client, phone="62345678", name="", reason="同一总机")
    assert "同一总机" in nameless.content.decode()
    assert created(client, phone="62345678", reason="同一总机").status_code == 302
    assert Customer.objects.filter(phone="62345678").count() == 2


def test_nobody_is_asked_why_before_a_number_was_refused(client, cast):
    client.force_login(cast.anna)
    for page in (client.get("/customers/new/"), created(client, name="")):
        assert 'name="reason"' not in page.content.decode()


def test_a_match_outside_ones_reach_tells_only_whom_to_ask(client, cast):
    other = make_customer(cast.dora, phone=PHONE, name="李秘密", tier="S")
    client.force_login(cast.anna)
    html = client.get("/customers/duplicates/", {"phone": PHONE}).content.decode()
    assert "赵**" in html
    assert "西城店" in html
    for secret in ("李秘密", "赵朵拉", other.code, f"/customers/{other.pk}/", "tier"):
        assert secret not in html, secret


@pytest.mark.parametrize("typed", ["138", "1381234567", "5678", "", "138123456789"])
def test_a_part_of_a_number_is_not_answered(client, cast, typed):
    make_customer(cast.anna, phone=PHONE)
    client.force_login(cast.anna)
    page = client.get("/customers/duplicates/", {"phone": typed})
    assert page.content.decode().strip() == ""


def test_the_number_of_a_contact_warns_too(client, cast):
    make_contact(make_customer(cast.anna, name="大众公司"), phone=PHONE)
    client.force_login(cast.anna)
    page = client.get("/customers/duplicates/", {"phone": "138 1234 5678"})
    assert "大众公司" in page.content.decode()


@pytest.mark.parametrize(
    ("city", "warned"), [("上海", True), ("", True), ("成都", False)]
)
def test_the_same_name_in_the_same_city_warns_weakly(client, cast, city, warned):
    make_customer(cast.anna, name="王小明", city="上海")
    client.force_login(cast.anna)
    page = client.get("/customers/duplicates/", {"name": "王小明", "city": city})
    assert ("alert-warning" in page.content.decode()) is warned


def test_one_creates_for_oneself_unless_one_may_create_for_others(client, cast):
    client.force_login(cast.anna)
    created(client, owner=cast.dora.pk)
    assert Customer.objects.get().owner == cast.anna
    client.force_login(cast.max)
    created(client, phone="13900000001", owner=cast.ben.pk)
    assert Customer.objects.get(phone="+8613900000001").owner == cast.ben
    assert created(client, phone="13900000002", owner=cast.dora.pk).status_code == 200
    assert Customer.objects.count() == 2


@pytest.mark.parametrize("phone", ["abc", "138001380", "9" * 30])
def test_a_number_nobody_can_call_is_explained(client, cast, phone):
    client.force_login(cast.anna)
    page = created(client, phone=phone)
    assert page.status_code == 200
    assert page.context["form"].errors["phone"]
    assert not Customer.objects.exists()


def test_whatever_is_typed_is_printed_as_text(client, cast):
    client.force_login(cast.anna)
    texts = ("name", "wechat", "city", "short_name", "salutation", "address", "note")
    limits = {"salutation": 20}
    said = {name: SCRIPT[: limits.get(name, 40)] for name in texts}
    assert created(client, **said).status_code == 302
    customer = Customer.objects.get()
    told = {"name": SCRIPT, "role": "OTHER", "title": SCRIPT, "note": SCRIPT,
            "version": 1}  # fmt: skip
    client.post(f"/customers/{customer.pk}/contacts/new/", told)
    client.post(
        f"/customers/{customer.pk}/profile/place/", {"city": SCRIPT, "version": 1}
    )
    for page in ("", *(f"{customer.pk}/{page}" for page in PAGES[:4])):
        html = client.get(f"/customers/{page}", {"cursor": SCRIPT}).content.decode()
        assert "<script>alert" not in html
    html = client.get(f"/customers/{customer.pk}/profile/").content.decode()
    assert escape(SCRIPT[:40]) in html
