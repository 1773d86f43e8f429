"""Indexes for the queue: each of its views walks one, what is due first first."""

import datetime
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_shipped_departments"),
        ("complaints", "0004_who_it_is_about_and_what_ends_it"),
        ("customers", "0024_new_customers_are_welcomed"),
        ("visits", "0007_mentions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="complaint",
            name="compl_open_due",
        ),
        migrations.RemoveIndex(
            model_name="complaint",
            name="compl_open_handler",
        ),
        migrations.RemoveIndex(
            model_name="complaint",
            name="compl_open_branch",
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                fields=["handler", "-received_at", "-id"], name="compl_handler"
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                condition=models.Q(("severity", 4)),
                fields=["-received_at", "-id"],
                name="compl_major",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                        ),
                    )
                ),
                name="compl_due",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                models.F("handler"),
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                        ),
                    )
                ),
                name="compl_due_handler",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                models.F("branch"),
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(
                    (
                        "state__in",
                        (
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                        ),
                    )
                ),
                name="compl_due_branch",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(
                    ("severity", 4),
                    (
                        "state__in",
                        (
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                        ),
                    ),
                ),
                name="compl_due_major",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(
                    ("handler", None),
                    (
                        "state__in",
                        (
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                        ),
                    ),
                ),
                name="compl_unassigned",
            ),
        ),
        migrations.AddIndex(
            model_name="complaint",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "due_at",
                    datetime.datetime(9999, 1, 1, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(("state", "PROPOSED")),
                name="compl_to_tell",
            ),
        ),
    ]
