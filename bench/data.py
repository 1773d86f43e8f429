"""A company of any size: customers by the million, ten visits each, set-based."""

import datetime
import random
from collections.abc import Iterator
from contextlib import contextmanager

import pgtrigger
from django.db import connections
from psycopg2.extras import execute_values

from accounts import pinyin
from accounts.models import Branch, Role, User
from customers import lexemes
from customers.lexemes import Known

STAFF = 200
VISITS_EACH = 10
NAMES = 20_000
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国文辉玉海燕波斌宇浩凯"


def make(count: int) -> User:
    """Grow the company to `count` customers and return the one who measures."""
    staff = make_staff()
    with connections["owner"].cursor() as cursor:
        make_customers(cursor, count, staff)
        cursor.execute("SELECT coalesce(max(customer_id), 0) FROM visits_visit")
        (had,) = cursor.fetchone()
        if had < count:
            with unchecked(cursor, "visits_visit"):
                add_visits(cursor, had + 1, count)
        # As autovacuum leaves the tables of a company that works.
        cursor.execute("VACUUM (ANALYZE)")
    return User.objects.get(username="bench1")


def make_customers(cursor, count: int, staff: list[int]) -> None:
    """Grow to `count` customers shared among `staff`; where there are more, anew."""
    cursor.execute("SELECT count(*) FROM customers_customer")
    (had,) = cursor.fetchone()
    if had > count:
        # What nobody may empty guards a company's history; of this one there is none.
        with pgtrigger.ignore():
            cursor.execute("TRUNCATE visits_visit, customers_customer CASCADE")
        had = 0
    if had < count:
        with unchecked(cursor, "customers_customer"):
            add_customers(cursor, had + 1, count, staff)


def add_customers(cursor, first: int, last: int, staff: list[int]) -> None:
    """Add the customers `first` to `last`, shared among `staff`."""
    load_names(cursor)
    span = {"first": first, "last": last, "staff": staff, "names": NAMES}
    span |= {"how_many": len(staff), "today": datetime.date.today()}
    cursor.execute(CUSTOMERS, span)


def add_visits(cursor, first: int, last: int) -> None:
    """Add the visits of the customers `first` to `last`."""
    span = {"first": first, "last": last, "each": VISITS_EACH}
    cursor.execute(VISITS, span | {"today": datetime.date.today()})


@contextmanager
def unchecked(cursor, table: str) -> Iterator[None]:
    """Check the foreign keys of a table at the end, at once instead of row by row."""
    cursor.execute(
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid = %s::regclass AND contype = 'f'",
        [table],
    )
    keys = cursor.fetchall()
    for name, _definition in keys:
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    yield
    for name, definition in keys:
        cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")


def make_staff() -> list[int]:
    """Return the ids of the account managers, made at the first call."""
    role = Role.objects.get(code="account")
    branch, _ = Branch.objects.get_or_create(code="B", defaults={"name": "测试店"})
    for number in range(1, STAFF + 1):
        fields = {"name": "测试", "name_key": "ce shi", "branch": branch}
        user, _ = User.objects.get_or_create(username=f"bench{number}", defaults=fields)
        user.roles.add(role)
    staff = User.objects.filter(username__startswith="bench").order_by("pk")
    return list(staff.values_list("pk", flat=True))


def names() -> list[tuple[str, str, list[str]]]:
    """Return (name, sort key, lexemes of the name), the same at every run."""
    dice = random.Random(20261122)
    found = set()
    while len(found) < NAMES:
        given = "".join(dice.choices(GIVEN, k=dice.choice((1, 2, 2))))
        found.add(dice.choice(SURNAMES) + given)
    return [
        (name, pinyin.sort_key(name), lexemes.of_customer("", Known(name)))
        for name in sorted(found)
    ]


def load_names(cursor) -> None:
    cursor.execute(
        "CREATE TEMP TABLE IF NOT EXISTS bench_name"
        " (n serial PRIMARY KEY, name text, name_key text, lexemes text[])"
    )
    cursor.execute("SELECT count(*) FROM bench_name")
    if cursor.fetchone() == (0,):
        insert = "INSERT INTO bench_name (name, name_key, lexemes) VALUES %s"
        execute_values(cursor.cursor, insert, names())


CUSTOMERS = """
INSERT INTO customers_customer (
    id, code, kind, partner_kind, name, name_key, short_name, salutation, phone,
    phone_raw, email, wechat, id_number, city, address, source, tier, note,
    owner_id, branch_id, next_contact_on, last_contact_at, purchase_count,
    purchase_total, search, external_source, external_key, version, created_by_id,
    created_at, updated_at, stage, stage_since, own, has_trouble, check_at_arrival)
SELECT i, 'KH' || lpad(i::text, 8, '0'), 'PERSON', 'END_CUSTOMER', b.name, b.name_key,
    '', '', p.phone, p.phone, '', '', '', '上海', '', 'OTHER',
    (ARRAY['S','A','B','C','D'])[1 + i / 7 %% 5], '', o.owner,
    (SELECT min(id) FROM accounts_branch),
    %(today)s::date + (i %% 180 - 30)::int, now() - (i %% 400) * interval '1 day',
    i %% 7, i %% 100000,
    array_to_tsvector(b.lexemes || ARRAY['t:' || reverse(right(p.phone, 11)),
        'c:kh' || lpad(i::text, 8, '0'), 'c:' || i]),
    '', '', 1, o.owner, now(), now(), 'PROSPECT', %(today)s, '{}', false, false
FROM generate_series(%(first)s, %(last)s) i
CROSS JOIN LATERAL (SELECT '+86139'
    || lpad(((i::bigint * 104729) %% 100000000)::text, 8, '0') AS phone) p
CROSS JOIN LATERAL (SELECT (%(staff)s::int[])[1 + abs(hashint4(i)) %% %(how_many)s]
    AS owner) o
JOIN bench_name b ON b.n = 1 + abs(hashint4(-i)) %% %(names)s
"""
VISITS = """
INSERT INTO visits_visit (
    customer_id, owner_id, branch_id, channel, state, purpose, planned_at, happened_at,
    outcome, not_met_reason, note, cancel_reason, moved, logged_at, created_by_id,
    created_at)
SELECT c.id, c.owner_id, c.branch_id, 'VISIT',
    CASE WHEN v.planned THEN 'PLANNED' ELSE 'LOGGED' END, 'CARE',
    CASE WHEN v.planned THEN v.at END, CASE WHEN v.planned THEN NULL ELSE v.at END,
    CASE WHEN v.planned THEN '' ELSE 'POSITIVE' END, '', '聊了近况', '', '{}',
    CASE WHEN v.planned THEN NULL ELSE v.at END, c.owner_id, v.at
FROM customers_customer c CROSS JOIN generate_series(1, %(each)s) k
CROSS JOIN LATERAL (SELECT k = 1 AND c.id / 7 %% 20 = 0 AS planned) p
CROSS JOIN LATERAL (SELECT p.planned, %(today)s::timestamp + interval '9 hours'
    + CASE WHEN p.planned THEN c.id %% 60 - 5 ELSE -(c.id %% 60 + k * 60) END
      * interval '1 day' AS at) v
WHERE c.id BETWEEN %(first)s AND %(last)s
"""
