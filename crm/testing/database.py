"""The test's database seen from outside: committed rows, and the owner's connection."""

import contextlib
import os
from collections.abc import Iterator

import psycopg2
import pytest
from django.db import connection, connections, transaction
from psycopg2 import sql

from crm.launch.statements import Cursor, statements
from crm.launch.template import MAINTENANCE, SHIPPED, in_database
from crm.testing import idle
from crm.testing.waiting import eventually

TABLES = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> ALL(%s) ORDER BY tablename
"""
# Tables with a trigger before TRUNCATE: bit 5 of `tgtype`.
GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE tgtype & 32 > 0 AND NOT tgisinternal ORDER BY 1
"""
# As shipped, past what refuses a row beside one in force.
COPY = """
    ALTER TABLE public.{table} DISABLE TRIGGER USER;
    INSERT INTO public.{table} SELECT * FROM shipped.{table};
    SET CONSTRAINTS ALL IMMEDIATE;
    ALTER TABLE public.{table} ENABLE TRIGGER USER
"""
# Tables among these with a foreign key to one that is not among these.
REFERRING = """
    SELECT DISTINCT conrelid::regclass::text FROM pg_constraint
    WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)
      AND confrelid::regclass::text <> ALL(%s)
"""


def urls() -> dict[str, str]:
    """Return both roles' addresses of the database that this test process uses."""
    name = connection.settings_dict["NAME"]
    assert name.startswith("test_"), f"{name} is not a test's database"
    application = os.environ["DATABASE_URL"]
    owner = os.environ.get("DATABASE_OWNER_URL", application)
    return {
        "DATABASE_URL": in_database(application, name),
        "DATABASE_OWNER_URL": in_database(owner, name),
    }


def as_owner() -> contextlib.AbstractContextManager:
    """Open a cursor of the tables' owner; each statement commits by itself."""
    return statements(urls()["DATABASE_OWNER_URL"])


def end_other_sessions() -> None:
    """Leave nobody in this process's database: a server may just be ending."""
    name = connection.settings_dict["NAME"]
    connections.close_all()
    with statements(in_database(os.environ["DATABASE_URL"], MAINTENANCE)) as cursor:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        cursor.execute(f"{end} WHERE datname = %s AND usename = current_user", [name])

        def alone() -> bool:
            count = "SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = %s"
            cursor.execute(count, [name])
            return cursor.fetchone()[0]

        eventually(alone)


@pytest.fixture
def owner_db(django_db_setup: None) -> Iterator[psycopg2.extensions.connection]:
    """A connection of the tables' owner, who may what the application may not."""
    with as_owner() as cursor:
        yield cursor.connection


@pytest.fixture(scope="module")
def module_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Rows that all tests of a module begin with, made once; see `undone`.

    The database stays open to the whole module: each of its tests asks for `undone`,
    and none for `db`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def undone(module_db: None) -> Iterator[None]:
    """Take back what one test writes, down to the rows of `module_db`."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """Rows this test writes are committed: servers and workers see them.

    Afterwards the owner empties every table and brings the shipped rows back; the
    application's role may neither truncate nor delete what is append-only. A worker
    that is still at what the test asked for ends that first: see `idle`.
    """
    with committed(django_db_blocker):
        yield


@contextlib.contextmanager
def committed(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        idle.wait()
        with as_owner() as cursor:
            cursor.execute("SET lock_timeout = '20s'")
            try:
                restore(cursor)
            except psycopg2.errors.DeadlockDetected:
                # With what a server still wrote, and has written by now.
                restore(cursor)


def restore(cursor: Cursor) -> None:
    """Bring the database back to what the migrations left."""
    keep = () if any(differs(cursor, table) for table in SHIPPED) else kept(cursor)
    empty(cursor, keep=keep)
    for table in SHIPPED:
        if table not in keep:
            cursor.execute(sql.SQL(COPY).format(table=sql.Identifier(table)))


def kept(cursor: Cursor) -> tuple[str, ...]:
    """Return the shipped tables that refer to none that is to be emptied."""
    found = set(SHIPPED)
    while True:
        cursor.execute(REFERRING, [list(found), list(found)])
        outward = {row[0] for row in cursor.fetchall()}
        if not outward:
            return tuple(found)
        found -= outward


def differs(cursor: Cursor, table: str) -> bool:
    compare = """
        SELECT EXISTS (TABLE public.{table} EXCEPT TABLE shipped.{table})
            OR EXISTS (TABLE shipped.{table} EXCEPT TABLE public.{table})
    """
    cursor.execute(sql.SQL(compare).format(table=sql.Identifier(table)))
    return cursor.fetchone()[0]


def empty(cursor: Cursor, keep: tuple[str, ...]) -> None:
    """Empty every table but `keep`, those too that refuse it but in a test.

    The statements go as one: together they commit, and no guard stays down.
    """
    cursor.execute(TABLES, [list(keep)])
    tables = sql.SQL(", ").join(sql.Identifier(row[0]) for row in cursor.fetchall())
    cursor.execute(GUARDED)
    guarded = [sql.Identifier(row[0]) for row in cursor.fetchall()]
    down = [sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(t) for t in guarded]
    up = [sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(t) for t in guarded]
    truncate = sql.SQL("TRUNCATE {}").format(tables)
    cursor.execute(sql.SQL("; ").join([*down, truncate, *up]))
