"""A list that was exported comes back: its rows are known by the customers' codes."""

import pytest
from django.utils import translation

from crm.exports import SHEETS
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers import headings
from customers.choices.imports import ImportKind
from customers.models import Contact, Customer
from customers.services import imports
from customers.tests.asset_builders import make_asset
from customers.tests.importing import checked, codes, done, read, states, tried, work

OVERWRITE = {"known": "OVERWRITE"}
HEAD = "姓名,客户编码,等级,电话,城市"


@pytest.fixture
def wang(cast) -> Customer:
    told = {"phone": "13800138000", "city": "上海", "code": "KH000001"}
    return make_customer(cast.anna, name="王小明", **told)


def test_a_row_with_a_code_changes_that_customer_and_hidden_numbers_stay(cast, wang):
    row = "王小明,kh000001,A,138****8000,苏州"
    assert codes(tried(cast.nina, None, HEAD, row)) == ["known_code"]
    batch = tried(cast.nina, None, HEAD, row, rules=OVERWRITE)
    wang.refresh_from_db()
    assert states(batch) == ["UPDATED"]
    assert (wang.city, wang.phone) == ("苏州", "+8613800138000")
    assert Customer.objects.count() == 1


@pytest.mark.usefixtures("wang")
def test_a_code_nobody_has_or_one_out_of_reach_is_an_error_and_makes_nobody(cast):
    hers = make_customer(cast.dora, code="KH000009")
    lines = ("李,KH777777,,,", f"{hers.name},KH000009,,,北京", "赵,,,13900139000,")
    batch = tried(cast.nina, cast.anna, HEAD, *lines, rules=OVERWRITE)
    assert states(batch) == ["ERROR", "ERROR", "CREATED"]
    assert codes(batch) == ["no_customer", "no_customer"]
    hers.refresh_from_db()
    assert hers.city != "北京"


@pytest.mark.usefixtures("wang")
def test_a_code_twice_in_a_file_counts_once(cast):
    lines = ("王小明,KH000001,,,苏州", "王小明,KH000001,,,杭州")
    batch = tried(cast.nina, None, HEAD, *lines, rules=OVERWRITE)
    assert (states(batch), codes(batch)) == (
        ["UPDATED", "DUPLICATE"],
        ["same_customer"],
    )


@pytest.mark.parametrize(
    ("cells", "field"),
    [
        (["KH000001", "KH000002"], "code"),
        (["A-1001", "A-1002"], "external_key"),
        ([], "code"),
    ],
)
def test_codes_of_another_system_are_not_taken_for_ours(cells, field):
    told = {"客户编码": cells}
    assert headings.guess(["客户编码"], cells=told) == {"客户编码": field}


def test_the_page_proposes_what_the_cells_are(client, cast):
    client.force_login(cast.nina)
    for code, field in (("KH000001", "code"), ("A-1001", "external_key")):
        batch = read(cast.nina, "姓名,客户编码", f"王,{code}")
        form = client.get(f"/imports/{batch.pk}/match/").context["form"]
        assert form["column_1"].value() == field


WHAT_COMES_BACK = {
    ImportKind.CUSTOMERS: {
        "name", "code", "tier", "kind", "partner_kind", "phone", "next_contact", "city",
        "owner", "salutation", "short_name", "email", "wechat", "id_number", "address",
        "birthday", "source", "note",
    },
    ImportKind.CONTACTS: {
        "name", "code", "role", "title", "phone", "email", "birthday", "note",
    },
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize(
    ("sheet", "kind"),
    [("customers", ImportKind.CUSTOMERS), ("contacts", ImportKind.CONTACTS)],
)
def test_the_headings_of_an_export_are_recognised(sheet, kind, language):
    with translation.override(language):
        heads = {str(column.label): column.name for column in SHEETS[sheet].columns}
    guessed = headings.guess(heads, kind)
    back = {heads[head] for head in guessed if guessed[head]}
    assert back - {"created"} == WHAT_COMES_BACK[kind]
    by_name = {heads[head]: field for head, field in guessed.items()}
    assert (by_name["name"], by_name["code"][-4:]) == ("name", "code")


def test_a_contact_with_a_hidden_number_is_known_by_code_and_name(cast, wang):
    known = make_contact(wang, name="李经理", phone="13900139000")
    heads, row = "姓名,客户编码,手机,职位", "李经理,KH000001,139****9000,主管"
    told = {"kind": ImportKind.CONTACTS, "rules": OVERWRITE}
    tried(cast.nina, None, heads, row, **told)
    known.refresh_from_db()
    assert (known.title, known.phone) == ("主管", "+8613900139000")
    assert Contact.objects.count() == 1


def test_what_he_owns_is_still_found_after_he_was_changed_by_a_file(cast, wang):
    make_asset(wang, plate="沪A12345")
    tried(cast.nina, None, HEAD, "王小明,KH000001,,,苏州", rules=OVERWRITE)
    assert Customer.objects.search("沪A12345").get() == wang
    told = {"kind": ImportKind.CONTACTS}
    tried(cast.nina, None, "客户编码,姓名", "KH000001,李经理", **told)
    assert Customer.objects.search("沪A12345").get() == wang


def test_who_became_new_after_the_check_is_told_and_not_made_for_nobody(cast, wang):
    rules = OVERWRITE | {"by_phone": True}
    batch = checked(cast.nina, "姓名,手机", "王小明二,13800138000", rules=rules)
    assert states(batch) == ["UPDATE"]
    imports.start(batch, actor=cast.nina, at=NOON)
    Customer.objects.filter(pk=wang.pk).update(phone="", phone_raw="")
    work(batch)
    assert (states(batch), codes(batch)) == (["ERROR"], ["owner_not_said"])
    assert not done(cast.nina, cast.anna, "姓名", "赵").rows.filter(state="ERROR")
