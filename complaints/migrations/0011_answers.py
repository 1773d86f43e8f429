import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0010_complaint_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Answer",
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
                ("code", models.SlugField(max_length=30, verbose_name="code")),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "use",
                    models.CharField(
                        choices=[
                            ("RECEIPT", "receipt confirmed"),
                            ("PROGRESS", "progress"),
                            ("RESULT", "result"),
                            ("ANSWER", "answer to a question"),
                        ],
                        max_length=10,
                        verbose_name="used for",
                    ),
                ),
                (
                    "title_zh",
                    models.CharField(max_length=80, verbose_name="title, Chinese"),
                ),
                (
                    "title_en",
                    models.CharField(max_length=80, verbose_name="title, English"),
                ),
                (
                    "text_zh",
                    models.TextField(max_length=2000, verbose_name="text, Chinese"),
                ),
                (
                    "text_en",
                    models.TextField(max_length=2000, verbose_name="text, English"),
                ),
                (
                    "liability",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("OURS", "ours"),
                            ("SUPPLIER", "supplier or manufacturer"),
                            ("CUSTOMER", "customer"),
                            ("NOBODY", "nobody"),
                        ],
                        max_length=8,
                        verbose_name="only where the fault is",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "waits for approval"),
                            ("APPROVED", "approved"),
                            ("RETIRED", "out of use"),
                        ],
                        default="DRAFT",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField(verbose_name="written")),
                (
                    "approved_at",
                    models.DateTimeField(null=True, verbose_name="approved"),
                ),
                (
                    "retired_at",
                    models.DateTimeField(null=True, verbose_name="taken out of use"),
                ),
                (
                    "approver",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "category",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="complaints.category",
                        verbose_name="only of the category",
                    ),
                ),
            ],
            options={
                "verbose_name": "approved answer",
                "verbose_name_plural": "approved answers",
            },
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("code", "version"), name="answer_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["DRAFT", "APPROVED"])),
                fields=("code", "state"),
                name="answer_one_draft_one_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["DRAFT", "APPROVED", "RETIRED"]),
                    ("use__in", ["RECEIPT", "PROGRESS", "RESULT", "ANSWER"]),
                    models.Q(("text_zh", ""), _negated=True),
                    models.Q(("text_en", ""), _negated=True),
                ),
                name="answer_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_at", None), ("approver", None), ("state", "DRAFT")
                    ),
                    models.Q(
                        models.Q(("state", "DRAFT"), _negated=True),
                        ("approved_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="answer_in_use_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("author", None),
                    ("state", "DRAFT"),
                    models.Q(
                        ("approver__isnull", False),
                        models.Q(("approver", models.F("author")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="answer_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("retired_at__isnull", False), ("state", "RETIRED")),
                    models.Q(
                        models.Q(("state", "RETIRED"), _negated=True),
                        ("retired_at", None),
                    ),
                    _connector="OR",
                ),
                name="answer_retired_iff_dated",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="approved_words_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.state <> 'DRAFT' AND (OLD.title_zh, OLD.title_en, OLD.text_zh, OLD.text_en, OLD.use, OLD.liability, OLD.category_id) IS DISTINCT FROM (NEW.title_zh, NEW.title_en, NEW.text_zh, NEW.text_en, NEW.use, NEW.liability, NEW.category_id))",
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="9f6fb66ba7d7205c33dc0d8150327a8dfecb2af1",
                    operation="UPDATE",
                    pgid="pgtrigger_approved_words_stand_c11d7",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="c06c5346da3b0bd2bc1f39d1e185234901dc4d91",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_9fd26",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="answer",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="264e92a95c431753265fdf32bd0fda27a37f6fda",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4e19b",
                    table="complaints_answer",
                    when="BEFORE",
                ),
            ),
        ),
    ]
