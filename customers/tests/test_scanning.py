"""Who may be one: found set by set, told once, and not again once decided."""

import random
import time
from datetime import date, timedelta
from itertools import combinations

import pytest
from django.db import connection

from accounts.pinyin import sort_key
from accounts.refused import Refused
from accounts.services import jobs
from crm.jobs import WORKS
from crm.services import removing
from crm.testing.builders import make_contact, make_customer
from crm.testing.cast import NOON
from customers import sameness, tasks
from customers.choices.doubles import DoubleJob, DoubleState, Likeness
from customers.models import Customer, Double
from customers.services import archive, doubles, scanning

PHONE = "13812345678"
NEXT_NIGHT = NOON + timedelta(days=1)


def reasons(first, second) -> list[str]:
    """Return why a scan takes the two for one, nothing when it does not."""
    scanning.scan(at=NOON)
    pair = Double.objects.open().between(first.pk, second.pk).first()
    return pair.reasons if pair else []


def alike(cast, mine: dict, theirs: dict) -> list[str]:
    first = make_customer(cast.anna, **mine)
    return reasons(first, make_customer(cast.ben, reason="另一人", **theirs))


MING = {"name": "王小明", "city": "上海"}
FIRM = {"name": "鑫源汽车贸易", "city": "上海"}
OTHER = {"name": "别人"}
RIVER = {"name": "李大江", "phone": "13900005678"}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"phone": PHONE}, OTHER | {"phone": "+86 138 1234 5678"}, ["PHONE"]),
        ({"id_number": "310x"}, OTHER | {"id_number": "310X"}, ["ID_NUMBER"]),
        ({"wechat": "WX_a1"}, OTHER | {"wechat": "wx_A1"}, ["WECHAT"]),
        ({"email": "A@x.cn"}, OTHER | {"email": "a@X.cn"}, ["EMAIL"]),
        (MING, MING, ["NAME"]),
        (MING, MING | {"name": "王晓明"}, ["SOUND"]),
        (MING, MING | {"city": "成都"}, []),
        (FIRM, FIRM | {"name": "鑫达汽车贸易"}, ["NEAR"]),
        (FIRM, FIRM | {"name": "鑫源汽车贸易行"}, ["NEAR"]),
        (FIRM, FIRM | {"name": "鑫原汽车贸易行"}, []),
        (FIRM, {"name": "鑫达汽车贸易", "city": "成都"}, []),
        (FIRM | {"name": "鑫源汽车1店"}, FIRM | {"name": "鑫源汽车2店"}, []),
        (RIVER, {"name": "李大河", "phone": "13800005678"}, ["NEAR"]),
        (RIVER, {"name": "李大河", "phone": "13800005679"}, []),
    ],
)
def test_a_scan_says_why_two_may_be_one(cast, mine, theirs, expected):
    assert alike(cast, mine, theirs) == expected


def test_the_number_of_a_contact_counts_for_who_has_it_himself(cast):
    person = make_customer(cast.anna, phone=PHONE)
    firm = make_customer(cast.anna, name="某公司")
    make_contact(firm, name="王五", phone=PHONE)
    assert reasons(person, firm) == [Likeness.CONTACT]


def test_another_id_number_or_birthday_refutes_a_name_but_no_phone(cast):
    one = {"name": "王小明", "city": "上海", "birthday": date(1980, 1, 1)}
    other = one | {"birthday": date(1990, 1, 1)}
    assert alike(cast, one, other) == []
    same = {"phone": PHONE}
    assert alike(cast, one | same, other | same) == [Likeness.PHONE]


def test_a_pair_is_stored_once_in_the_order_of_ids_and_scored(cast):
    first = make_customer(cast.anna, phone=PHONE, name="王小明", city="上海")
    second = make_customer(
        cast.anna, phone=PHONE, name="王小明", city="上海", reason="另"
    )
    assert scanning.scan(at=NOON)["new"] == 1
    assert scanning.scan(at=NEXT_NIGHT)["new"] == 0
    pair = Double.objects.get()
    assert (pair.first, pair.second) == (first, second)
    assert pair.reasons == ["PHONE", "NAME"]
    assert (pair.score, pair.found_at, pair.seen_at) == (85, NOON, NEXT_NIGHT)


def test_who_is_alike_no_longer_or_was_removed_is_offered_no_longer(cast):
    first = make_customer(cast.anna, phone=PHONE)
    second = make_customer(cast.anna, name="别人", phone=PHONE, reason="另")
    assert reasons(first, second)
    archive.update(second, actor=cast.anna, fields={"phone": ""}, version=1, at=NOON)
    scanning.scan(at=NEXT_NIGHT)
    assert not Double.objects.exists()
    archive.update(second, actor=cast.anna, fields={"phone": PHONE}, version=2, at=NOON)
    removing.remove(first, actor=cast.max, reason="错", at=NOON)
    assert reasons(first, second) == []


def test_two_who_were_told_apart_come_back_only_for_something_new(cast):
    first = make_customer(cast.anna, name="王小明", city="上海")
    second = make_customer(cast.anna, name="王小明", city="上海")
    scanning.scan(at=NOON)
    pair = Double.objects.get()
    with pytest.raises(Refused):
        doubles.tell_apart(pair, actor=cast.max, reason=" ", at=NOON)
    doubles.tell_apart(pair, actor=cast.max, reason="父子", at=NOON)
    with pytest.raises(Refused):
        doubles.tell_apart(pair, actor=cast.max, reason="父子", at=NOON)
    scanning.scan(at=NEXT_NIGHT)
    pair.refresh_from_db()
    assert (pair.state, pair.reason) == (DoubleState.NO_DOUBLE, "父子")
    for one in (first, second):
        archive.update(one, actor=cast.anna, fields={"wechat": "wx_one"}, version=1,
                       at=NOON)  # fmt: skip
    assert scanning.scan(at=NEXT_NIGHT)["new"] == 1
    pair.refresh_from_db()
    assert (pair.state, pair.decided_at) == (DoubleState.OPEN, None)


def bulk(cast, rows: list[dict]) -> None:
    """Store customers straight into the table: many, without a trail."""
    Customer.objects.bulk_create(
        Customer(
            code=f"T{number}", name_key=sort_key(row["name"]), owner=cast.anna,
            branch=cast.east, created_by=cast.anna, created_at=NOON, updated_at=NOON,
            **row,
        )
        for number, row in enumerate(rows)
    )  # fmt: skip


def test_what_five_hundred_share_is_left_out_and_counted(cast):
    bulk(cast, [{"name": f"甲{n}", "phone": "+8621555500000"} for n in range(500)])
    found = scanning.scan(at=NOON)
    assert (found["pairs"], found["left_out"], found["largest"]) == (0, 1, 500)


def edits(one: str, other: str) -> int:
    """Return the edit distance, written apart from the product: Wagner and Fischer."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        row, last = [i], row
        for j, b in enumerate(other, 1):
            row.append(min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b)))
    return row[-1]


def test_names_one_character_apart_are_those_of_edit_distance_one(cast):
    chance = random.Random(7)  # noqa: S311 (names, not secrets)
    names = {
        "".join(chance.choices("天地玄黄", k=chance.choice([5, 6, 7])))
        for _ in range(120)
    }
    bulk(cast, [{"name": name, "city": "上海"} for name in sorted(names)])
    scanning.scan(at=NOON)
    pairs = Double.objects.filter(reasons__contains=[Likeness.NEAR])
    found = {
        frozenset(names) for names in pairs.values_list("first__name", "second__name")
    }
    wanted = {
        frozenset(two) for two in combinations(sorted(names), 2) if edits(*two) == 1
    }
    assert wanted
    assert found == wanted
    assert all(sameness.near(*two) == (edits(*two) == 1)
               for two in combinations(sorted(names), 2))  # fmt: skip


def test_every_kind_of_sameness_has_its_word_and_its_entry():
    assert [each.kind for each in sameness.SAMENESSES] != []
    assert {each.kind for each in sameness.SAMENESSES} == set(Likeness)


def test_a_scan_by_hand_is_one_job_that_says_how_far_it_is(cast):
    make_customer(cast.anna, phone=PHONE)
    make_customer(cast.anna, name="别人", phone=PHONE, reason="另")
    job = doubles.ask_scan(actor=cast.nina, at=NOON)
    assert doubles.ask_scan(actor=cast.nina, at=NOON) == job
    assert jobs.run(job.pk, works=WORKS, clock=lambda: NOON)
    job.refresh_from_db()
    assert (job.kind, job.result["pairs"]) == (DoubleJob.SCAN, 1)
    assert (job.done_count, job.total_count) == (len(Likeness), len(Likeness))


def test_the_nightly_scan_finds_nothing_new_the_second_time(cast):
    make_customer(cast.anna, phone=PHONE)
    make_customer(cast.anna, name="别人", phone=PHONE, reason="另")
    assert tasks.scan_for_doubles() == 1
    assert tasks.scan_for_doubles() == 0


COMPANY = """
    INSERT INTO customers_customer (
        code, kind, partner_kind, name, name_key, short_name, salutation, phone,
        phone_raw, email, wechat, id_number, city, address, source, tier, note,
        owner_id, branch_id, created_by_id, purchase_count, purchase_total,
        external_source, external_key, version, created_at, updated_at, stage, own,
        has_trouble, check_at_arrival
    )
    SELECT 'S' || n, 'PERSON', 'END_CUSTOMER', name, name, '', '',
        '+86139' || lpad((n %% 98000)::text, 8, '0'), '', 'm' || n % 99000 || '@x.cn',
        'wx' || n, '', (ARRAY['上海','北京','成都','广州','武汉','西安'])[n % 6 + 1],
        '', 'OTHER', 'C', '', %(owner)s, %(branch)s, %(owner)s, 0, 0, '', '', 1,
        now(), now(), 'PROSPECT', '{}', false, false
    FROM (
        SELECT n, CASE WHEN n % 5 = 0 THEN '上海' || chr(20000 + n % 900)
            || chr(21000 + n % 700) || '汽车贸易有限公司'
            ELSE chr(20000 + n % 100) || chr(21000 + n % 800) || chr(22000 + n % 700)
            END AS name
        FROM generate_series(1, %(count)s) AS n
    ) AS named
"""


@pytest.mark.full
def test_a_scan_of_a_hundred_thousand_ends_in_two_minutes(cast):
    with connection.cursor() as cursor:
        told = {"owner": cast.anna.pk, "branch": cast.east.pk, "count": 100_000}
        cursor.execute(COMPANY.replace("n % ", "n %% "), told)
        cursor.execute("ANALYZE customers_customer")
    began = time.monotonic()
    found = scanning.scan(at=NOON)
    assert time.monotonic() - began <= 120
    assert found["new"] >= 2000
