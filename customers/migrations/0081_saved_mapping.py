import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0080_import_kinds_rules_and_undo"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CUSTOMERS", "customers"),
                            ("CONTACTS", "contacts of customers"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True, max_length=60, verbose_name="name of the matching"
                    ),
                ),
                (
                    "is_shared",
                    models.BooleanField(
                        default=False, verbose_name="for all colleagues"
                    ),
                ),
                ("headings_key", models.CharField(max_length=64)),
                ("mapping", models.JSONField(default=dict)),
                ("meanings", models.JSONField(default=dict)),
                ("rules", models.JSONField(default=dict)),
                ("file_name", models.CharField(max_length=200)),
                ("saved_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "saved matching",
                "verbose_name_plural": "saved matchings",
            },
        ),
        migrations.AddField(
            model_name="savedmapping",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddIndex(
            model_name="savedmapping",
            index=models.Index(
                fields=["kind", "headings_key", "-saved_at"], name="mapping_headings"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmapping",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name", "")),
                fields=("owner", "kind", "headings_key"),
                name="mapping_last_time_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmapping",
            constraint=models.UniqueConstraint(
                condition=models.Q(("name", ""), _negated=True),
                fields=("owner", "kind", "name"),
                name="mapping_name_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="savedmapping",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_shared", False),
                    models.Q(("name", ""), _negated=True),
                    _connector="OR",
                ),
                name="mapping_shared_has_name",
            ),
        ),
    ]
