"""Migrates as the owner of the tables, then says what the application's role may do."""

import pghistory.models
from django.apps import apps
from django.core.management.commands import migrate
from django.db import connections, transaction

from accounts.models import AuditEntry
from customers.models import LeadDeed

READ_WRITE = "SELECT, INSERT, UPDATE, DELETE"
APPEND_ONLY = "UPDATE, DELETE, TRUNCATE"


def append_only_tables() -> list[str]:
    """Return the tables nobody changes: trail, stories of leads, every row history."""
    return sorted(
        model._meta.db_table
        for model in apps.get_models()
        if model in (AuditEntry, LeadDeed) or issubclass(model, pghistory.models.Event)
    )


class Command(migrate.Command):
    help = (
        "Migrate as DATABASE_OWNER_URL, then grant the application's role its rights."
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.set_defaults(database="owner")

    def handle(self, *args, **options):
        super().handle(*args, **options)
        if options["database"] == "owner":
            self.grant_application_role()

    def grant_application_role(self) -> None:
        """Let the application's role write, but only add to trail and history."""
        role = connections["default"].settings_dict["USER"]
        owner = connections["owner"]
        if not role or role == owner.settings_dict["USER"]:
            return
        name = owner.ops.quote_name(role)
        tables = ", ".join(map(owner.ops.quote_name, append_only_tables()))
        with transaction.atomic(using="owner"), owner.cursor() as cursor:
            cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
            cursor.execute(
                f"GRANT {READ_WRITE} ON ALL TABLES IN SCHEMA public TO {name}"
            )
            cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}")
            cursor.execute(f"REVOKE {APPEND_ONLY} ON {tables} FROM {name}")
