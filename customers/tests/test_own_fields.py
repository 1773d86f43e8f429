"""The company's own fields: what may be asked, what is kept of the answers."""

import json
from datetime import date
from decimal import Decimal

import pytest

from accounts import seen
from accounts.models import AuditEntry
from accounts.refused import Conflict, Refused
from crm.testing.builders import make_customer
from crm.testing.cast import NOON
from customers import own_answers
from customers.models import Customer
from customers.services import own_fields
from customers.tests.fact_builders import make_own_field

pytestmark = pytest.mark.django_db


def answer(customer, answers, seen=None, actor=None):
    own_fields.answer(
        customer, actor=actor or customer.owner, answers=answers, seen=seen or {},
        at=NOON,
    )  # fmt: skip
    customer.refresh_from_db()


def change(field, actor, **new):
    stood = seen.stands(field, own_fields.FIELDS)
    asked = stood | new
    own_fields.change(field, actor=actor, seen=seen.digest(stood), at=NOON, **asked)
    field.refresh_from_db()


@pytest.mark.parametrize(
    ("type", "value", "kept", "said"),
    [
        ("TEXT", " 合同 7 ", "合同 7", "合同 7"),
        ("NUMBER", Decimal("12.50"), 12.5, "12.5"),
        ("NUMBER", Decimal("3000"), 3000, "3,000"),
        ("DATE", date(2026, 11, 23), "2026-11-23", "2026-11-23"),
        ("CHOICE", "柴油", "柴油", "柴油"),
        ("YES_NO", False, False, "否"),
    ],
)
def test_each_type_is_kept_and_said_as_it_is_meant(cast, type, value, kept, said):
    field = make_own_field(
        cast.nina, type=type, choices="汽油\n柴油" if type == "CHOICE" else ""
    )
    customer = make_customer(cast.anna)
    answer(customer, {field.key: value})
    assert customer.own == {field.key: kept}
    assert own_answers.said(field, customer.own[field.key]) == said


@pytest.mark.parametrize(
    ("type", "value"),
    [("NUMBER", "viele"), ("DATE", "2026-13-01"), ("CHOICE", "煤"), ("YES_NO", "ja")],
)
def test_what_does_not_fit_is_refused_beside_its_field(cast, type, value):
    field = make_own_field(cast.nina, type=type, choices="汽油")
    customer = make_customer(cast.anna)
    with pytest.raises(Refused) as refusal:
        answer(customer, {field.key: value})
    assert refusal.value.field == field.key
    customer.refresh_from_db()
    assert customer.own == {}


def test_an_answer_that_is_taken_away_leaves_nothing(cast):
    field, customer = make_own_field(cast.nina), make_customer(cast.anna)
    answer(customer, {field.key: "甲"})
    answer(customer, {field.key: ""}, seen={field.key: "甲"})
    assert customer.own == {}


def test_the_trail_says_what_was_answered_before(cast):
    field, customer = make_own_field(cast.nina, name="车队"), make_customer(cast.anna)
    answer(customer, {field.key: "甲"})
    answer(customer, {field.key: "乙"}, seen={field.key: "甲"})
    last = AuditEntry.objects.filter(action="customer.updated").latest("pk")
    assert last.changes == {"车队": ["甲", "乙"]}
    assert Customer.pgh_event_model.objects.filter(own={field.key: "甲"}).exists()


def test_the_second_of_two_who_answer_is_told_and_other_answers_are_kept(cast):
    one, other = make_own_field(cast.nina), make_own_field(cast.nina)
    customer = make_customer(cast.anna)
    answer(customer, {one.key: "甲", other.key: ""})
    with pytest.raises(Conflict) as conflict:
        answer(customer, {one.key: "乙", other.key: ""})
    assert conflict.value.theirs == {one.key: "甲"}
    answer(customer, {one.key: "", other.key: "丙"})
    assert customer.own == {one.key: "甲", other.key: "丙"}


def test_a_type_stays_once_somebody_has_answered(cast):
    field, customer = make_own_field(cast.nina), make_customer(cast.anna)
    change(field, cast.nina, type="NUMBER")
    change(field, cast.nina, type="TEXT")
    answer(customer, {field.key: "甲"})
    with pytest.raises(Refused, match="类型不能再改"):
        change(field, cast.nina, type="NUMBER")
    change(field, cast.nina, name="新名")
    field.refresh_from_db()
    assert (field.type, field.name) == ("TEXT", "新名")


def test_an_archived_field_is_asked_no_longer_and_stays_readable(client, cast):
    field = make_own_field(cast.nina, name="旧字段")
    customer = make_customer(cast.anna)
    answer(customer, {field.key: "旧答案"})
    own_fields.archive(field, actor=cast.nina, at=NOON)
    client.force_login(cast.anna)
    assert "旧答案" in client.get(f"/customers/{customer.pk}/profile/").text
    assert "旧字段" not in client.get(f"/customers/{customer.pk}/own/").text
    with pytest.raises(Refused, match="不再使用"):
        answer(customer, {field.key: "新"}, seen={field.key: "旧答案"})


def test_a_choice_needs_its_choices_and_they_stand_once_each(cast):
    with pytest.raises(Refused, match="每行一个"):
        make_own_field(cast.nina, type="CHOICE", choices=" \n ")
    field = make_own_field(cast.nina, type="CHOICE", choices="甲\n 乙 \n甲\n")
    assert field.options == ["甲", "乙"]


def test_the_form_asks_answers_and_tells_of_a_second_tab(client, cast):
    field = make_own_field(cast.nina, type="YES_NO", name="有车队")
    customer = make_customer(cast.anna)
    client.force_login(cast.anna)
    address = f"/customers/{customer.pk}/own/"
    shown = json.dumps({field.key: None})
    assert client.get(address).status_code == 200
    said = client.post(address, {field.key: "yes", "seen": shown})
    assert said.status_code == 302
    late = client.post(address, {field.key: "no", "seen": shown})
    assert late.status_code == 200
    assert "有车队" in str(late.context["form"].errors[field.key])
    again = {field.key: "no", "seen": late.context["form"]["seen"].value()}
    assert client.post(address, again).status_code == 302
    customer.refresh_from_db()
    assert customer.own == {field.key: False}


@pytest.mark.parametrize("shown", ["", "[]", "7", "{", "null", '"x"'])
def test_a_form_whose_hidden_part_was_lost_is_asked_again(client, cast, shown):
    field, customer = make_own_field(cast.nina), make_customer(cast.anna)
    client.force_login(cast.anna)
    said = {field.key: "甲", "seen": shown}
    assert client.post(f"/customers/{customer.pk}/own/", said).status_code == 200
    customer.refresh_from_db()
    assert customer.own == {}


def test_what_must_be_answered_at_creation_is_asked_of_those_it_concerns(client, cast):
    field = make_own_field(
        cast.nina, concerns="ORGANISATION", is_required=True, type="NUMBER"
    )
    client.force_login(cast.anna)
    key = client.get("/customers/new/").context["form"]["submission_key"].value()
    said = {"name": "新公司", "kind": "ORGANISATION", "tier": "C", "source": "OTHER",
            "partner_kind": "END_CUSTOMER", "submission_key": key}  # fmt: skip
    page = client.post("/customers/new/", said)
    assert page.context["form"].errors[field.key]
    assert client.post("/customers/new/", said | {field.key: "12"}).status_code == 302
    assert Customer.objects.get().own == {field.key: 12}
    person = said | {"name": "某人", "kind": "PERSON", "submission_key": ""}
    person["submission_key"] = (
        client.get("/customers/new/").context["form"]["submission_key"].value()
    )
    assert client.post("/customers/new/", person).status_code == 302
    assert Customer.objects.get(name="某人").own == {}


def test_the_list_is_narrowed_by_answers_of_every_type_but_text(client, cast):
    fuel = make_own_field(cast.nina, type="CHOICE", choices="汽油\n柴油", name="燃料")
    fleet = make_own_field(cast.nina, type="YES_NO")
    cars = make_own_field(cast.nina, type="NUMBER")
    signed = make_own_field(cast.nina, type="DATE")
    his, her = make_customer(cast.anna, name="甲"), make_customer(cast.anna, name="乙")
    make_customer(cast.anna, name="丙")
    answer(his, {fuel.key: "柴油", fleet.key: True, cars.key: 9,
                 signed.key: date(2026, 1, 9)})  # fmt: skip
    answer(her, {fuel.key: "汽油", fleet.key: False, cars.key: 12,
                 signed.key: date(2026, 3, 9)})  # fmt: skip
    client.force_login(cast.anna)
    for query, expected in {
        f"own_{fuel.key}=柴油": ["甲"],
        f"own_{fleet.key}=no": ["乙"],
        f"own_{cars.key}_least=10": ["乙"],
        f"own_{cars.key}_most=10": ["甲"],
        f"own_{cars.key}_least=9&own_{cars.key}_most=12": ["乙", "甲"],
        f"own_{signed.key}_least=2026-02-01": ["乙"],
        f"own_{fuel.key}=煤": ["丙", "乙", "甲"],
    }.items():
        page = client.get(f"/customers/?whose=all&{query}")
        found = sorted(row.name for row in page.context["page"].rows)
        assert found == sorted(expected), query
        assert len(page.context["filters"]) == query.count("=") - query.count("煤")


def test_the_second_of_two_editors_of_a_field_is_told(client, cast):
    field = make_own_field(cast.nina, name="甲")
    client.force_login(cast.nina)
    form = client.get(f"/own-fields/{field.pk}/").context["form"]
    said = {"name_en": "", "type": "TEXT", "choices": "", "concerns": "BOTH",
            "place": 10, "seen": form["seen"].value()}  # fmt: skip
    address = f"/own-fields/{field.pk}/"
    assert client.post(address, said | {"name": "乙"}).status_code == 302
    late = client.post(address, said | {"name": "丙"})
    assert late.context["form"].errors["name"]
    field.refresh_from_db()
    assert field.name == "乙"
