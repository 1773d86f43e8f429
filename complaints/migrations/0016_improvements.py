import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_shipped_departments"),
        ("complaints", "0015_compensation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ImprovementNumber",
            fields=[
                (
                    "year",
                    models.PositiveSmallIntegerField(primary_key=True, serialize=False),
                ),
                ("last", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="EffectCheck",
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
                ("window_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("computed_at", models.DateTimeField(null=True)),
                ("before_count", models.PositiveIntegerField(null=True)),
                ("before_base", models.PositiveIntegerField(null=True)),
                ("after_count", models.PositiveIntegerField(null=True)),
                ("after_base", models.PositiveIntegerField(null=True)),
                ("control_before_count", models.PositiveIntegerField(null=True)),
                ("control_before_base", models.PositiveIntegerField(null=True)),
                ("control_after_count", models.PositiveIntegerField(null=True)),
                ("control_after_base", models.PositiveIntegerField(null=True)),
                ("control_branches", models.PositiveIntegerField(null=True)),
                ("change", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Improvement",
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
                    "code",
                    models.CharField(
                        editable=False,
                        max_length=20,
                        unique=True,
                        verbose_name="number",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("CORRECTIVE", "corrective action"),
                            ("PREVENTIVE", "preventive action"),
                        ],
                        default="CORRECTIVE",
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                ("problem", models.TextField(max_length=2000, verbose_name="problem")),
                (
                    "action",
                    models.TextField(
                        max_length=2000, verbose_name="what is done about it"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "open"),
                            ("IN_WORK", "in work"),
                            ("DONE", "done"),
                            ("CHECKED", "effect judged"),
                            ("DROPPED", "dropped"),
                        ],
                        default="OPEN",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                (
                    "effect",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                        verbose_name="effect",
                    ),
                ),
                ("done_at", models.DateTimeField(editable=False, null=True)),
                ("line_count", models.PositiveIntegerField(default=0, editable=False)),
                ("submission_key", models.UUIDField(editable=False, unique=True)),
                ("opened_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "cause",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="complaints.cause",
                        verbose_name="root cause",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.department",
                        verbose_name="department",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="improvements",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="done by",
                    ),
                ),
            ],
            options={
                "verbose_name": "improvement",
                "verbose_name_plural": "improvements",
            },
        ),
        migrations.CreateModel(
            name="EffectCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("window_days", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                ("computed_at", models.DateTimeField(null=True)),
                ("before_count", models.PositiveIntegerField(null=True)),
                ("before_base", models.PositiveIntegerField(null=True)),
                ("after_count", models.PositiveIntegerField(null=True)),
                ("after_base", models.PositiveIntegerField(null=True)),
                ("control_before_count", models.PositiveIntegerField(null=True)),
                ("control_before_base", models.PositiveIntegerField(null=True)),
                ("control_after_count", models.PositiveIntegerField(null=True)),
                ("control_after_base", models.PositiveIntegerField(null=True)),
                ("control_branches", models.PositiveIntegerField(null=True)),
                ("change", models.FloatField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                (
                    "proposed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("EFFECTIVE", "effective"),
                            ("NO_EFFECT", "no effect"),
                            ("UNCLEAR", "unclear"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                ("judged_at", models.DateTimeField(null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="complaints.effectcheck",
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="complaints.improvement",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="effectcheck",
            name="improvement",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="checks",
                to="complaints.improvement",
            ),
        ),
        migrations.CreateModel(
            name="ImprovementLine",
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
                ("place", models.PositiveIntegerField()),
                (
                    "deed",
                    models.CharField(
                        choices=[
                            ("OPENED", "opened"),
                            ("LINKED", "complaint added"),
                            ("CHANGED", "changed"),
                            ("NOTED", "progress noted"),
                            ("STARTED", "work begun"),
                            ("DONE", "done"),
                            ("DROPPED", "dropped"),
                            ("COMPARED", "effect computed"),
                            ("JUDGED", "effect judged"),
                        ],
                        max_length=8,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "open"),
                            ("IN_WORK", "in work"),
                            ("DONE", "done"),
                            ("CHECKED", "effect judged"),
                            ("DROPPED", "dropped"),
                        ],
                        max_length=8,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                ("told", models.JSONField(default=dict)),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "actor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="complaints.improvement",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ImprovementSource",
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
                ("added_at", models.DateTimeField()),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "improvement",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sources",
                        to="complaints.improvement",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="improvement",
            name="complaints",
            field=models.ManyToManyField(
                related_name="improvements",
                through="complaints.ImprovementSource",
                to="complaints.complaint",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="cdc45c59560e601e344b14ec6a64975eeb4b4714",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_a607b",
                    table="complaints_effectcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="50456c8630cadc1e8ba69c0c30d9acd9a8341644",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_99966",
                    table="complaints_effectcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="effectcheck",
            index=models.Index(
                condition=models.Q(("computed_at", None)),
                fields=["due_on", "id"],
                name="effectcheck_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="effectcheck",
            constraint=models.UniqueConstraint(
                fields=("improvement", "window_days"), name="effectcheck_once_a_window"
            ),
        ),
        migrations.AddConstraint(
            model_name="effectcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                    ("verdict__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                ),
                name="effectcheck_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="effectcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("computed_at", None), ("proposed", ""), ("verdict", "")),
                    models.Q(
                        ("after_count__isnull", False),
                        ("computed_at__isnull", False),
                        models.Q(("proposed", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="effectcheck_computed_has_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="effectcheck",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("judged_at", None), ("judged_by", None), ("verdict", "")),
                    models.Q(
                        models.Q(("verdict", ""), _negated=True),
                        ("judged_by__isnull", False),
                        ("judged_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="effectcheck_judged_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="effectcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "complaints_effectcheckevent" ("after_base", "after_count", "before_base", "before_count", "change", "computed_at", "control_after_base", "control_after_count", "control_before_base", "control_before_count", "control_branches", "due_on", "high", "id", "improvement_id", "judged_at", "judged_by_id", "low", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed", "verdict", "window_days") VALUES (OLD."after_base", OLD."after_count", OLD."before_base", OLD."before_count", OLD."change", OLD."computed_at", OLD."control_after_base", OLD."control_after_count", OLD."control_before_base", OLD."control_before_count", OLD."control_branches", OLD."due_on", OLD."high", OLD."id", OLD."improvement_id", OLD."judged_at", OLD."judged_by_id", OLD."low", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proposed", OLD."verdict", OLD."window_days"); RETURN NULL;',
                    hash="34c91aa09796a643c00c5450a52bf9b6333c3bab",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e26d9",
                    table="complaints_effectcheck",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementline",
            constraint=models.UniqueConstraint(
                fields=("improvement", "place"), name="improvementline_once_a_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deed__in",
                        [
                            "OPENED",
                            "LINKED",
                            "CHANGED",
                            "NOTED",
                            "STARTED",
                            "DONE",
                            "DROPPED",
                            "COMPARED",
                            "JUDGED",
                        ],
                    ),
                    ("place__gte", 1),
                    ("state__in", ["OPEN", "IN_WORK", "DONE", "CHECKED", "DROPPED"]),
                ),
                name="improvementline_words_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvementline",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1237b1dec5e994c7677413f46a02493085f1ac97",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7f736",
                    table="complaints_improvementline",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvementline",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="7e4665e350cfe82194de20e7f63bf5275aa614c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_96545",
                    table="complaints_improvementline",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="improvementsource",
            constraint=models.UniqueConstraint(
                fields=("improvement", "complaint"), name="improvementsource_once"
            ),
        ),
        migrations.AddIndex(
            model_name="improvement",
            index=models.Index(
                fields=["state", "due_on", "id"], name="improvement_state"
            ),
        ),
        migrations.AddIndex(
            model_name="improvement",
            index=models.Index(
                fields=["branch", "state", "due_on", "id"], name="improvement_branch"
            ),
        ),
        migrations.AddIndex(
            model_name="improvement",
            index=models.Index(
                fields=["owner", "due_on", "id"], name="improvement_owner"
            ),
        ),
        migrations.AddIndex(
            model_name="improvement",
            index=models.Index(
                condition=models.Q(("done_at__isnull", False)),
                fields=["done_at"],
                name="improvement_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("effect__in", ["", "EFFECTIVE", "NO_EFFECT", "UNCLEAR"]),
                    ("kind__in", ["CORRECTIVE", "PREVENTIVE"]),
                    ("state__in", ["OPEN", "IN_WORK", "DONE", "CHECKED", "DROPPED"]),
                    models.Q(("title", ""), _negated=True),
                    models.Q(("problem", ""), _negated=True),
                    models.Q(("action", ""), _negated=True),
                ),
                name="improvement_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("done_at__isnull", False), ("state__in", ["DONE", "CHECKED"])
                    ),
                    models.Q(
                        models.Q(("state__in", ["DONE", "CHECKED"]), _negated=True),
                        ("done_at", None),
                        ("effect", ""),
                    ),
                    _connector="OR",
                ),
                name="improvement_done_iff_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="improvement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "CHECKED"), _negated=True),
                    models.Q(("effect", ""), _negated=True),
                    _connector="OR",
                ),
                name="improvement_checked_has_verdict",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="77022010aab35e13d5fd1b8afb1031a9dab9c5a1",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_0a7b8",
                    table="complaints_improvement",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="improvement",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="ba65b6aff7943f7d4c180850ef2e03f6879369d0",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_071bc",
                    table="complaints_improvement",
                    when="BEFORE",
                ),
            ),
        ),
    ]
