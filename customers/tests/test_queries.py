"""What people really type, and whom they mean: in the first three, of five hundred."""

import csv
import random
from pathlib import Path

import pytest

from accounts.pinyin import sort_key
from crm.testing.cast import NOON
from customers.models import Contact, Customer
from customers.services.search import vector_of

HERE = Path(__file__).parent
FIRST = 3
SHARE_FOUND = 0.99
OTHERS = 450
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹"
GIVEN = "建国军民志强文华明辉丽娟敏静秀英桂兰玉梅海涛鹏飞宇航浩然子涵欣怡佳琪思远"


def rows(name: str) -> list[dict]:
    with (HERE / name).open(newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def company(cast) -> None:
    """Store the people of the table among others with common names."""
    chance = random.Random(20261123)  # noqa: S311 (names, not secrets)
    known = rows("people.tsv")
    for number in range(OTHERS):
        given = "".join(chance.sample(GIVEN, chance.choice([1, 2, 2])))
        phone = f"159{chance.randrange(10**8):08}"
        person = {"name": chance.choice(SURNAMES) + given, "phone": phone}
        known.append({"code": f"KH{number + 5000:06}"} | person)
    Customer.objects.bulk_create([_customer(row, cast.anna) for row in known])


def _customer(row: dict, owner) -> Customer:
    named = {key: row[key] or "" for key in ("short_name", "email") if key in row}
    customer = Customer(
        code=row["code"], name=row["name"], phone=row["phone"] or "", owner=owner,
        name_key=sort_key(row["name"]), branch=owner.branch, created_by=owner,
        created_at=NOON, updated_at=NOON, **named,
    )  # fmt: skip
    contact = Contact(
        name=row.get("contact") or "", phone=row.get("contact_phone") or ""
    )
    customer.search = vector_of(customer, [contact] if contact.name else [])
    return customer


@pytest.fixture
def found(cast):
    company(cast)

    def first(query: str) -> list[str]:
        ranked = Customer.objects.ranked(query, cast.anna)
        return list(ranked.values_list("name", flat=True)[:FIRST])

    return first


def test_what_people_type_finds_whom_they_mean(found):
    queries = rows("queries.tsv")
    assert len(queries) >= 200
    missed = {row["query"]: found(row["query"]) for row in queries
              if row["name"] not in found(row["query"])}  # fmt: skip
    assert len(missed) <= (1 - SHARE_FOUND) * len(queries), missed


def test_the_list_finds_whatever_the_box_finds(found, cast):
    for row in rows("queries.tsv"):
        names = Customer.objects.search(row["query"]).values_list("name", flat=True)
        assert set(found(row["query"])) <= set(names), row["query"]
