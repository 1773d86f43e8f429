"""What the pages of the archive show, and what they keep to themselves."""

import datetime
import re
import uuid
from decimal import Decimal

import pytest
from django.utils.html import escape

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers.models import Contact, Customer, Purchase

pytestmark = pytest.mark.django_db
PHONE, EMAIL, WECHAT, ID = (
    "13812345678", "wang.xm@example.com", "wxid_wangxm88", "310101199001011234",
)  # fmt: skip
SCRIPT = "<script>alert(1)</script>\"'{{ x }}"
PAGES = ("profile/", "contacts/", "purchases/", "history/", "assign/",
         "profile/identity/", "profile/numbers/", "profile/place/", "profile/note/",
         "profile/service/", "contacts/new/")  # fmt: skip


def make_purchase(customer, invoice, *, ordinal=1, amount="100", days=0, **fields):
    """Store one line of an invoice as the import would."""
    price = Decimal(amount)
    return Purchase.objects.create(
        customer=customer, branch=customer.branch, source="test", invoice=invoice,
        ordinal=ordinal, bought_at=NOON - datetime.timedelta(days=days),
        business_line="SERVICE", item="机油", unit_price=price, amount=price,
        entered_by=customer.owner, **fields,
    )  # fmt: skip


def whole(cast):
    """Return a customer with every personal number, at him and at a contact."""
    customer = make_customer(
        cast.anna, name="王小明", phone=PHONE, email=EMAIL, wechat=WECHAT, id_number=ID
    )
    make_contact(customer, phone="13912345679", email="liu.kj@example.com")
    return customer


def leaks(html: str) -> list[str]:
    bare = re.sub(r"[\s-]", "", html)
    secrets = (PHONE, "13912345679", EMAIL, "liu.kj@", WECHAT, ID)
    return [secret for secret in secrets if secret in bare or secret in html]


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


def created(client, **said):
    form = {"name": "王小明", "kind": "PERSON", "tier": "C", "phone": PHONE,
            "source": "OTHER", "partner_kind": "END_CUSTOMER",
            "submission_key": uuid.uuid4()} | said  # fmt: skip
    return client.post("/customers/new/", form)


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


def test_invoices_are_whole_and_credit_notes_are_marked(client, cast):
    customer = make_customer(cast.anna)
    for ordinal in (1, 2, 3):
        make_purchase(customer, "A1", ordinal=ordinal, amount="10.25", days=1)
    make_purchase(customer, "C1", amount="-5", is_credit=True)
    client.force_login(cast.anna)
    page = client.get(f"/customers/{customer.pk}/purchases/")
    told = [(row["head"].invoice, row["amount"]) for row in page.context["invoices"]]
    assert told == [("C1", Decimal("-5")), ("A1", Decimal("30.75"))]
    assert "state-late" in page.content.decode()


def test_every_invoice_stands_on_one_page(client, cast):
    customer = make_customer(cast.anna)
    for number in range(60):
        for ordinal in (1, 2):
            make_purchase(customer, f"N{number}", ordinal=ordinal, days=number // 3)
    client.force_login(cast.anna)
    address, seen = f"/customers/{customer.pk}/purchases/", []
    query = ""
    while query is not None:
        page = client.get(address + query)
        seen += [row["head"].invoice for row in page.context["invoices"]]
        query = page.context["older_url"] or None
    assert sorted(seen) == sorted(f"N{number}" for number in range(60))


def test_history_tells_in_words_what_changed(client, cast):
    customer = make_customer(cast.anna, city="上海")
    client.force_login(cast.anna)
    client.post(
        f"/customers/{customer.pk}/profile/place/", {"city": "苏州", "version": 1}
    )
    html = client.get(f"/customers/{customer.pk}/history/").content.decode()
    for told in ("王安娜", "上海", "苏州"):
        assert told in html


@pytest.mark.parametrize("page", ["contacts/", "purchases/", "history/"])
def test_a_page_costs_the_same_for_two_rows_as_for_twelve(
    client, cast, count_queries, page
):
    customer = make_customer(cast.anna)
    client.force_login(cast.max)
    costs = []
    for more in (2, 10):
        for number in range(more):
            make_contact(customer)
            make_purchase(customer, f"{more}-{number}", days=number)
        costs.append(
            count_queries(lambda: client.get(f"/customers/{customer.pk}/{page}"))
        )
    assert costs[0] == costs[1]
