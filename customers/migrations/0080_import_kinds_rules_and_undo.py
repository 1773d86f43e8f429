from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("customers", "0070_leads"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="importbatch",
            name="import_step_known",
        ),
        migrations.RemoveConstraint(
            model_name="importrow",
            name="import_row_state_known",
        ),
        migrations.AddField(
            model_name="importbatch",
            name="by_phone",
            field=models.BooleanField(
                default=False, verbose_name="known by the phone too"
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="empties",
            field=models.BooleanField(
                default=False, verbose_name="empty cells empty the field"
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="finished_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="kind",
            field=models.CharField(
                choices=[
                    ("CUSTOMERS", "customers"),
                    ("CONTACTS", "contacts of customers"),
                ],
                default="CUSTOMERS",
                max_length=10,
                verbose_name="what the rows are",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="known",
            field=models.CharField(
                choices=[
                    ("SKIP", "leave it out"),
                    ("FILL", "fill in what is empty in the archive"),
                    ("OVERWRITE", "overwrite what differs in the archive"),
                ],
                default="SKIP",
                max_length=9,
                verbose_name="rows known already",
            ),
        ),
        migrations.AddField(
            model_name="importbatch",
            name="meanings",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrow",
            name="changes",
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name="importrow",
            name="record_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="importrow",
            name="version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="step",
            field=models.CharField(
                choices=[
                    ("READING", "file is being read"),
                    ("MAPPING", "columns to be matched"),
                    ("CHECKING", "rows are being checked"),
                    ("CHECKED", "ready to import"),
                    ("RUNNING", "being imported"),
                    ("DONE", "imported"),
                    ("UNDOING", "being taken back"),
                    ("UNDONE", "taken back"),
                ],
                default="READING",
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="importrow",
            name="state",
            field=models.CharField(
                choices=[
                    ("PENDING", "to be imported"),
                    ("WARNING", "to be imported, with a note"),
                    ("ERROR", "not importable"),
                    ("UPDATE", "known, to be changed"),
                    ("DUPLICATE", "known already, left out"),
                    ("CREATED", "imported"),
                    ("UPDATED", "changed"),
                    ("UNDONE", "taken back"),
                ],
                default="PENDING",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "READING",
                            "MAPPING",
                            "CHECKING",
                            "CHECKED",
                            "RUNNING",
                            "DONE",
                            "UNDOING",
                            "UNDONE",
                        ],
                    )
                ),
                name="import_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["CUSTOMERS", "CONTACTS"])),
                name="import_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(("known__in", ["SKIP", "FILL", "OVERWRITE"])),
                name="import_known_rule_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("empties", False), ("known", "OVERWRITE"), _connector="OR"
                ),
                name="import_empties_only_when_overwriting",
            ),
        ),
        migrations.AddConstraint(
            model_name="importrow",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "PENDING",
                            "WARNING",
                            "ERROR",
                            "UPDATE",
                            "DUPLICATE",
                            "CREATED",
                            "UPDATED",
                            "UNDONE",
                        ],
                    )
                ),
                name="import_row_state_known",
            ),
        ),
    ]
