"""Files of contacts: whose they are, who is known there, changed, taken back."""

from datetime import date

import pytest

from accounts.models import AuditEntry
from crm.testing.builders import make_contact, make_customer
from customers.choices.imports import ImportKind
from customers.models import Contact, Customer
from customers.tests.asset_builders import make_asset
from customers.tests.importing import (
    by_nina,
    checked,
    codes,
    started,
    states,
    undone,
    work,
)

HEAD = "客户编码,姓名,手机,角色,职位,生日,备注"
KIND = {"kind": ImportKind.CONTACTS}
imported = by_nina(**KIND)


@pytest.fixture
def firm(cast) -> Customer:
    return make_customer(cast.anna, name="远帆物流", phone="021-62345678")


def test_a_row_becomes_a_contact_of_the_customer_it_names(cast, firm):
    row = f"{firm.code.lower()},李经理,138 0000 0002,采购,经理,1980-03-02,上午"
    batch = imported(cast, HEAD, row)
    contact = Contact.objects.get()
    assert states(batch) == ["CREATED"]
    assert (contact.customer, contact.name, contact.role) == (firm, "李经理", "BUYER")
    assert (contact.phone, contact.phone_raw) == ("+8613800000002", "138 0000 0002")
    assert (contact.title, contact.note) == ("经理", "上午")
    assert contact.birthday == date(1980, 3, 2)
    assert Customer.objects.search("13800000002").get() == firm
    entry = AuditEntry.objects.get(action="contact.added")
    assert (entry.actor, entry.customer_id) == (cast.nina, firm.pk)
    assert entry.changes["phone"] == ["", "138****0002"]
    firm.refresh_from_db()
    assert firm.version == 1


def test_whose_contact_is_imported_is_found_by_his_plate_as_before(cast, firm):
    make_asset(firm, plate="京A12345")
    imported(cast, HEAD, f"{firm.code},李经理,13800000002,,,,")
    assert Customer.objects.search("京A12345", cast.anna).get() == firm


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("原系统编号", "A1"), ("客户电话", "021 6234 5678"), ("客户编码", "KH000001")],
)
def test_a_customer_is_found_by_code_key_or_phone(cast, heading, cell):
    told = {"external_source": "import", "external_key": "A1", "code": "KH000001"}
    firm = make_customer(cast.anna, phone="021-62345678", **told)
    imported(cast, f"{heading},姓名", f"{cell},李经理")
    assert Contact.objects.get().customer == firm


def test_a_customer_unknown_or_out_of_reach_is_named_the_same(cast):
    hers = make_customer(cast.dora)
    batch = imported(cast, HEAD, f"{hers.code},李,,,,,", "KH999999,李,,,,,", ",李,,,,,")
    assert states(batch) == ["ERROR"] * 3
    assert codes(batch) == ["no_customer", "no_customer", "missing"]
    assert not Contact.objects.exists()


def test_of_two_customers_with_one_number_neither_is_meant(cast):
    for name in ("一", "二"):
        make_customer(cast.anna, name=name, phone="13800138000", reason="家人")
    batch = imported(cast, "客户电话,姓名", "13800138000,李")
    assert codes(batch) == ["two_customers"]


@pytest.mark.parametrize(
    ("name", "phone", "state"),
    [
        ("李经理", "13800000002", "DUPLICATE"),
        ("李经理", "", "DUPLICATE"),
        ("李经理", "13800000003", "CREATED"),
        ("李秘书", "13800000002", "CREATED"),
    ],
)
def test_the_same_name_and_number_is_the_same_person(cast, firm, name, phone, state):
    make_contact(firm, name="李经理", phone="13800000002")
    batch = imported(cast, HEAD, f"{firm.code},{name},{phone},,,,")
    assert states(batch) == [state]


def test_a_known_person_is_changed_by_the_rule(cast, firm):
    known = make_contact(firm, name="李经理", phone="13800000002", note="旧")
    row = f"{firm.code},李经理,13800000002,财务,主管,,新"
    imported(cast, HEAD, row, rules={"known": "FILL"})
    known.refresh_from_db()
    assert (known.title, known.note, known.role) == ("主管", "旧", "OTHER")
    batch = imported(cast, HEAD, row, rules={"known": "OVERWRITE"})
    known.refresh_from_db()
    assert (known.note, known.role, known.version) == ("新", "FINANCE", 3)
    assert Contact.pgh_event_model.objects.filter(pgh_obj_id=known.pk).count() == 2
    undone(batch)
    known.refresh_from_db()
    assert (known.note, known.role, known.title) == ("旧", "OTHER", "主管")


def test_the_same_phone_is_the_same_person_where_that_was_chosen(cast, firm):
    known = make_contact(firm, name="小李", phone="13800000002")
    rules = {"known": "OVERWRITE", "by_phone": True}
    imported(cast, HEAD, f"{firm.code},李经理,13800000002,,,,", rules=rules)
    known.refresh_from_db()
    assert (known.name, Contact.objects.count()) == ("李经理", 1)


def test_a_person_twice_in_the_file_is_imported_once(cast, firm):
    row = f"{firm.code},李经理,13800000002,,,,"
    batch = imported(cast, HEAD, row, row)
    assert (states(batch), codes(batch)) == (["CREATED", "DUPLICATE"], ["same_person"])
    assert states(imported(cast, HEAD, row, row)) == ["DUPLICATE"] * 2
    assert Contact.objects.count() == 1


def test_a_file_of_contacts_is_taken_back(cast, firm):
    stays = f"{firm.code},王会计,13800000003,,,,"
    batch = imported(cast, HEAD, f"{firm.code},李经理,13800000002,,,,", stays)
    Contact.objects.filter(name="王会计").update(version=2)
    undone(batch)
    assert Contact.objects.get().name == "王会计"
    assert (states(batch), codes(batch)) == (["UNDONE", "CREATED"], ["undo_touched"])
    assert not Customer.objects.search("13800000002").exists()


def test_the_check_counts_columns_by_the_names_of_the_file(cast, firm):
    make_contact(firm, name="李经理", phone="13800000002", note="旧")
    row = f"{firm.code},李经理,13800000002,,,,新"
    batch = checked(cast.nina, HEAD, row, rules={"known": "OVERWRITE"}, **KIND)
    assert batch.report["columns"]["备注"]["changes"] == 1
    assert batch.report["columns"]["姓名"]["same"] == 1


def test_a_chunk_costs_the_same_for_two_rows_as_for_twelve(cast, firm, count_queries):
    costs = []
    for rows in (2, 12):
        lines = [
            f"{firm.code},人{rows}{n},139{rows:04d}{n:04d},,,," for n in range(rows)
        ]
        batch = started(cast.nina, None, HEAD, *lines, **KIND)
        costs.append(count_queries(lambda batch=batch: work(batch)))
    assert costs[0] == costs[1]


def test_a_customer_who_gets_a_contact_is_still_found_by_his_plate(cast, firm):
    make_asset(firm, plate="京A12345")
    imported(cast, HEAD, f"{firm.code},李经理,13800000002,采购,经理,,")
    assert Customer.objects.search("京A12345", cast.anna).get() == firm
