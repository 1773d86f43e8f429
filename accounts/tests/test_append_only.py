"""The trail and the histories can be added to by the application, never altered."""

import psycopg2
import pytest
from django.db import DatabaseError, connection, transaction

from accounts import audit
from crm.management.commands.migrate import append_only_tables
from crm.testing.cast import NOON

CHANGES = [
    "UPDATE {} SET {} = {}",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
]


@pytest.fixture
def entry(cast):
    return audit.record(cast.adam, "user.updated", cast.anna, at=NOON)


@pytest.mark.parametrize("sql", CHANGES)
def test_the_application_is_refused_when_it_alters_the_trail(entry, sql):
    statement = sql.format("accounts_auditentry", "reason", "'nothing happened'")
    with pytest.raises(DatabaseError), transaction.atomic():
        connection.cursor().execute(statement)
    entry.refresh_from_db()
    assert entry.reason == ""


def test_the_application_connects_as_a_role_without_these_rights(db):
    with connection.cursor() as cursor:
        for table in append_only_tables():
            for right in ("UPDATE", "DELETE", "TRUNCATE"):
                cursor.execute(
                    "SELECT has_table_privilege(%s, %s), current_user",
                    [table, right],
                )
                held, role = cursor.fetchone()
                assert not held, f"{role} may {right} {table}"


def test_not_even_the_owner_empties_a_history(owner_db):
    with owner_db.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
        for table in [*append_only_tables(), "accounts_user"]:
            with pytest.raises(psycopg2.Error, match="Cannot empty"):
                cursor.execute(f"TRUNCATE {table} CASCADE")


def test_triggers_refuse_even_who_holds_the_rights(entry, cast):
    """A second lock: should the rights be granted by mistake, rows stay as they are."""
    for statement in ("UPDATE accounts_auditentry SET reason = 'x'",
                      "DELETE FROM accounts_auditentry"):  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
    entry.refresh_from_db()
