"""Finding customers: what is written, who is found, in which order."""

from importlib import import_module

import pytest
from django.db import connection

from accounts.permissions.actions import Can
from accounts.pinyin import sort_key
from crm.testing.cast import NOON
from customers.filters import CustomerFilter
from customers.models import Contact, Customer
from customers.services import search


def make(owner, name: str, **fields) -> Customer:
    """Return a saved, findable customer, past the rules of the archive."""
    number = Customer.objects.count() + 1
    contacts = fields.pop("contacts", [])
    values = {"code": f"KH{number:06}", "branch": owner.branch, "owner": owner}
    values |= {"created_by": owner, "created_at": NOON, "updated_at": NOON} | fields
    customer = Customer.objects.create(name=name, name_key=sort_key(name), **values)
    for contact, phone in contacts:
        Contact.objects.create(
            customer=customer, name=contact, phone=phone, created_at=NOON
        )
    search.refresh(customer)
    return customer


def lexemes_of(customer) -> str:
    return Customer.objects.values_list("search", flat=True).get(pk=customer.pk)


def test_a_customer_is_found_by_his_contacts_once_refreshed(cast):
    customer = make(cast.anna, "华信汽车", contacts=[("王小明", "+8613800138000")])
    assert "'j:wxm'" in lexemes_of(customer)
    assert "'t:00083100831'" in lexemes_of(customer)


def test_refreshing_is_neither_an_edit_nor_history(cast):
    customer = make(cast.anna, "华信汽车")
    before = Customer.objects.values("version", "updated_at").get(pk=customer.pk)
    customer.name = "新华汽车"
    search.refresh(customer)
    after = Customer.objects.values("version", "updated_at").get(pk=customer.pk)
    assert before == after
    assert "'i:xhqc'" in lexemes_of(customer)


def test_rows_are_loaded_in_bulk_with_what_they_are_found_by(cast):
    row = Customer(
        code="KH000777", name="单雄信", name_key="shan xiong xin", owner=cast.anna,
        branch=cast.east, created_by=cast.anna, created_at=NOON, updated_at=NOON,
    )  # fmt: skip
    row.search = search.vector_of(row)
    Customer.objects.bulk_create([row])
    assert "'i:sxx'" in lexemes_of(row)


def test_what_stood_before_is_found_by_its_first_letters_too(cast):
    customer = make(cast.anna, "华信 Motors", contacts=[("吕小明", "+8613800138000")])
    fresh = lexemes_of(customer)
    entries = {entry for entry in fresh.split() if not entry.startswith("'h:")}
    heads = "customers.migrations.0009_found_by_first_letters"
    with connection.cursor() as cursor:
        cursor.execute("UPDATE customers_customer SET search = %s", [" ".join(entries)])
        assert "'h:" not in lexemes_of(customer)
        cursor.execute(import_module(heads).HEADS)
    assert "'h:hx'" in fresh
    assert lexemes_of(customer) == fresh


def plan_without_other_indexes(owner_db, rows) -> str:
    """Return how PostgreSQL finds `rows` where only the index of words is left."""
    sql, values = rows.query.sql_with_params()
    others = [
        index.name
        for index in Customer._meta.indexes
        if index.condition and index.name != "customer_search"
    ]
    with owner_db.cursor() as cursor:
        cursor.execute("BEGIN; SET LOCAL enable_seqscan = off")
        cursor.execute(f"DROP INDEX {', '.join(others)}")
        cursor.execute(f"EXPLAIN {sql}", values)
        lines = [line for (line,) in cursor.fetchall()]
        cursor.execute("ROLLBACK")
    return next(line for line in lines if "Index Cond" in line)


@pytest.mark.parametrize("who", ["anna", "max", "dan"])
def test_the_index_of_words_narrows_by_owner(cast, owner_db, who):
    user = getattr(cast, who)
    seen = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    mine = CustomerFilter({"whose": "mine", "q": "wj"}, seen, user=user, at=NOON).qs
    condition = plan_without_other_indexes(owner_db, mine.values("pk"))
    assert "owner_id = " in condition
    assert "'h:wj'" in condition


def names(rows) -> list[str]:
    return [customer.name for customer in rows]


def test_the_better_fit_comes_first(cast):
    for name in ("王小明珠", "大王小明", "王小明", "吴雪梅"):
        make(cast.anna, name)
    found = names(Customer.objects.ranked("王小明", cast.anna))
    assert found == ["王小明", "王小明珠", "大王小明"]
    assert names(Customer.objects.ranked("wxm", cast.anna))[:2] == ["王小明", "吴雪梅"]
