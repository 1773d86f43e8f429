"""What people type about a customer becomes values; nothing typed is lost."""

import datetime
import uuid

import pytest
import time_machine
from django import forms
from django.utils import translation

from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers import phones
from customers.models import Contact, Customer

DAY = datetime.timedelta(days=1)
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def anna(client, cast):
    client.force_login(cast.anna)
    return client


def create(client, **said):
    form = {"name": "王小明", "kind": "PERSON", "tier": "C", "source": "OTHER",
            "partner_kind": "END_CUSTOMER",
            "submission_key": uuid.uuid4()} | said  # fmt: skip
    return client.post("/customers/new/", form, follow=True)


def errors(answer, name="phone") -> list[str]:
    return answer.context["form"].errors.get(name, [])


def test_a_wechat_id_typed_as_a_phone_is_kept_as_wechat_and_said(anna):
    page = create(anna, phone=" wxid_abc123 ").content.decode()
    made = Customer.objects.get()
    assert (made.phone, made.phone_raw, made.wechat) == ("", "", "wxid_abc123")
    assert 'class="alert alert-warning"' in page


def test_a_wechat_id_does_not_push_out_another(anna):
    assert errors(create(anna, phone="wxid_abc123", wechat="other_id"))
    assert not Customer.objects.exists()


def test_in_the_profile_a_wechat_id_moves_and_the_number_stays(anna, cast):
    made = make_customer(cast.anna, phone="13800138000")
    address = f"/customers/{made.pk}/profile/numbers/"
    anna.post(address, {"phone": "wxid_abc123", "version": made.version})
    made.refresh_from_db()
    assert (made.phone, made.wechat) == ("+8613800138000", "wxid_abc123")
    said = {"phone": "wxid_another", "version": made.version}
    assert errors(anna.post(address, said))
    made.refresh_from_db()
    assert made.wechat == "wxid_abc123"


def test_a_contact_has_no_place_for_a_wechat_id_so_it_is_refused(anna, cast):
    made = make_contact(make_customer(cast.anna), phone="13800138001")
    address = f"/customers/{made.customer_id}/contacts/{made.pk}/"
    said = {"name": "李", "role": made.role, "phone": "wxid_abc123", "version": 1}
    assert errors(anna.post(address, said))
    assert Contact.objects.get().phone == "+8613800138001"


@pytest.mark.parametrize(
    "typed", ["12345", "123456", "wx1", "王13800138000", "abc-1", "转802", "1 2 3"]
)
def test_what_nobody_can_call_is_refused_by_its_field(anna, typed):
    assert errors(create(anna, phone=typed))
    assert not Customer.objects.exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("62345678", "62345678"),
        ("95555", "95555"),
        ("电话：138 0013 8000", "+8613800138000"),
        ("tel13800138000", "+8613800138000"),
        ("0571 8888 1234 转 802", "+8657188881234"),
        ("0571-88881234 ext.802", "+8657188881234"),
    ],
)
def test_what_one_can_call_is_taken(anna, typed, kept):
    create(anna, phone=typed)
    assert Customer.objects.get().phone == kept


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [("wxid_abc123", True), ("Anna-2026", True), ("abc12", False), ("a" * 21, False),
     ("1abcdef", False), ("wx id 123", False), ("tel13800138000", False)],
)  # fmt: skip
def test_what_looks_like_a_wechat_id(typed, is_one):
    assert phones.is_wechat(typed) is is_one


def test_a_new_customer_is_not_contacted_next_in_the_past(anna):
    answer = create(anna, next_contact_on=(TODAY - DAY).isoformat())
    assert errors(answer, "next_contact_on")
    assert errors(create(anna, next_contact_on="9999-12-31"), "next_contact_on")
    create(anna, next_contact_on=TODAY.isoformat())
    assert Customer.objects.get().next_contact_on == TODAY


def test_a_past_day_is_refused_beside_the_field_and_changes_nothing(anna, cast):
    made = make_customer(cast.anna, next_contact_on=TODAY)
    address = f"/customers/{made.pk}/next-contact/"
    htmx = {"HX-Request": "true"}
    answer = anna.post(address, {"on": "2020-01-01"}, headers=htmx)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="2020-01-01" aria-invalid="true"' in page
    assert 'id="next-on-error"' in page
    plain = anna.post(address, {"on": "2020-01-01"}, follow=True).content.decode()
    assert 'class="alert alert-danger"' in plain
    assert Customer.objects.get().next_contact_on == TODAY


def test_planning_and_clearing_are_told_apart_and_undone(anna, cast):
    past = TODAY - DAY
    made = make_customer(cast.anna, next_contact_on=past)
    address = f"/customers/{made.pk}/next-contact/"
    told = []
    for on in (TODAY.isoformat(), ""):
        page = anna.post(address, {"on": on}, follow=True)
        told += [str(message) for message in page.context["messages"]]
    assert len(set(told)) == 2
    assert Customer.objects.get().next_contact_on is None
    # Undo puts back what stood there, be it past.
    anna.post(f"{address}?on={past}")
    assert Customer.objects.get().next_contact_on == past


def test_where_scripts_plan_the_page_is_loaded_anew(anna, cast):
    made = make_customer(cast.anna)
    address = f"/customers/{made.pk}/next-contact/"
    said = {"on": TODAY.isoformat(), "next": "/today/"}
    answer = anna.post(address, said, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"] == "/today/"


def test_a_field_left_empty_is_named_where_it_stands_and_above(anna):
    answer = create(anna, name="", tier="")
    fields = answer.context["form"]
    page = answer.content.decode()
    assert str(forms.Field.default_error_messages["required"]) not in page
    for name, words in (("name", "Enter: %(label)s"), ("tier", "Choose: %(label)s")):
        said = translation.gettext(words) % {"label": fields[name].label}
        assert page.count(said) == 2
        assert f'<a href="#id_{name}">{said}</a>' in page
