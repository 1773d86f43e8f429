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
from crm.testing.waiting import eventually

TABLES = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' ORDER BY tablename
"""
# Tables with a trigger before TRUNCATE: bit 5 of `tgtype`.
GUARDED = """
    SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger
    WHERE tgtype & 32 > 0 AND NOT tgisinternal ORDER BY 1
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
    application's role may neither truncate nor delete what is append-only.
    """
    with committed(django_db_blocker):
        yield


@contextlib.contextmanager
def committed(django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield
        connections.close_all()
        with as_owner() as cursor:
            cursor.execute("SET lock_timeout = '20s'")
            restore(cursor)


def restore(cursor: Cursor) -> None:
    """Bring the database back to what the migrations left.

    All is emptied, all that was shipped comes back: what stands in a kept table may
    point to rows of another, and PostgreSQL empties none that is pointed to.
    """
    empty(cursor)
    for table in sorted(SHIPPED, reverse=True):
        copy = "INSERT INTO public.{table} SELECT * FROM shipped.{table}"
        cursor.execute(sql.SQL(copy).format(table=sql.Identifier(table)))


def empty(cursor: Cursor) -> None:
    """Empty every table, those too that refuse it but in a test.

    The statements go as one: together they commit, and no guard stays down.
    """
    cursor.execute(TABLES)
    tables = sql.SQL(", ").join(sql.Identifier(row[0]) for row in cursor.fetchall())
    cursor.execute(GUARDED)
    guarded = [sql.Identifier(row[0]) for row in cursor.fetchall()]
    down = [sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(t) for t in guarded]
    up = [sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(t) for t in guarded]
    truncate = sql.SQL("TRUNCATE {}").format(tables)
    cursor.execute(sql.SQL("; ").join([*down, truncate, *up]))
