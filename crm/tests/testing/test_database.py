"""Committed rows are gone after the test that wrote them; shipped rows are back."""

import psycopg2
import pytest
from django.db import connection

from accounts.models import AuditEntry, Branch, Grant, Role


def leave_traces() -> None:
    Branch.objects.create(code="BJ", name="北京", city="北京")
    Role.objects.filter(pk=Role.objects.first().pk).update(name_zh="changed")
    Grant.objects.all().delete()


@pytest.mark.parametrize("time", ["first", "second"])
def test_each_test_starts_from_what_is_shipped(committed_db, time):
    assert not Branch.objects.exists()
    assert not Role.objects.filter(name_zh="changed").exists()
    assert Grant.objects.exists()
    leave_traces()


def test_rows_are_committed_for_everybody(committed_db, owner_db):
    Branch.objects.create(code="BJ", name="北京", city="北京")
    with owner_db.cursor() as cursor:
        cursor.execute("SELECT name FROM accounts_branch")
        assert cursor.fetchall() == [("北京",)]


def test_the_application_may_not_empty_the_trail(db):
    table = connection.ops.quote_name(AuditEntry._meta.db_table)
    with connection.cursor() as cursor, pytest.raises(Exception, match="denied"):
        cursor.execute(f"TRUNCATE {table}")


def test_the_application_is_not_the_owner(db, owner_db):
    assert isinstance(owner_db, psycopg2.extensions.connection)
    with owner_db.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    assert connection.settings_dict["USER"] != owner
