"""Models and migrations agree, and the application's role may only add to history."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from accounts.choices import Reach
from accounts.models import Grant
from accounts.permissions.actions import Can
from accounts.permissions.shipped import ROLES, shipped
from crm.management.commands.migrate import append_only_tables


def test_models_and_migrations_agree(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_trail_and_history_are_append_only_tables():
    tables = append_only_tables()
    tracked = {
        model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    }
    assert "accounts_auditentry" in tables
    assert {model._meta.db_table for model in tracked} <= set(tables)


def test_the_applications_role_may_only_add_to_history(db):
    with connection.cursor() as cursor:
        for table in append_only_tables():
            cursor.execute(
                "SELECT has_table_privilege(%s, 'INSERT'),"
                " has_table_privilege(%s, 'UPDATE'), has_table_privilege(%s, 'DELETE')",
                [table] * 3,
            )
            assert cursor.fetchone() == (True, False, False), table


def test_every_shipped_grant_has_come_with_a_migration(db):
    stands = {
        (grant.role.code, grant.action): grant.reach
        for grant in Grant.objects.select_related("role")
    }
    table = {(role, can): shipped(role, can) for role in ROLES for can in Can}
    assert stands == {cell: way for cell, way in table.items() if way != Reach.NONE}
