import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0011_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Knock",
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
                ("address", models.GenericIPAddressField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "try at a status page",
                "verbose_name_plural": "tries at status pages",
                "indexes": [
                    models.Index(fields=["address", "-at"], name="knock_lately")
                ],
            },
        ),
        migrations.CreateModel(
            name="StatusLink",
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
                ("digest", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField(verbose_name="valid until")),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "last_opened_at",
                    models.DateTimeField(null=True, verbose_name="last opened"),
                ),
                (
                    "opened_count",
                    models.PositiveIntegerField(default=0, verbose_name="opened"),
                ),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "status link",
                "verbose_name_plural": "status links",
            },
        ),
        migrations.CreateModel(
            name="Telling",
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
                    "attempts",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="attempts"
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="next try")),
                ("sent_at", models.DateTimeField(null=True, verbose_name="sent")),
                (
                    "error",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="what went wrong"
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("RECEIPT", "receipt confirmed"),
                            ("PROGRESS", "progress"),
                            ("RESULT", "result"),
                            ("ANSWER", "answer to a question"),
                        ],
                        max_length=10,
                        verbose_name="kind",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("COUNTER", "at the counter"),
                            ("VISIT", "visit"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                            ("WEB", "web form"),
                            ("LETTER", "letter"),
                            ("MEDIA", "media, social networks"),
                            ("REGULATOR", "regulator"),
                        ],
                        max_length=10,
                        verbose_name="how",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("zh-hans", "中文"), ("en", "English")],
                        max_length=7,
                        verbose_name="language",
                    ),
                ),
                (
                    "text",
                    models.TextField(blank=True, max_length=4000, verbose_name="words"),
                ),
                ("is_changed", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("HELD", "goes out in a moment"),
                            ("WAITING", "on its way"),
                            ("SENT", "sent"),
                            ("FAILED", "not delivered"),
                            ("TAKEN_BACK", "taken back"),
                            ("SPOKEN", "said"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "reaction",
                    models.CharField(
                        choices=[
                            ("SATISFIED", "satisfied"),
                            ("ACCEPTED", "accepted it"),
                            ("DISSATISFIED", "dissatisfied"),
                            ("UNKNOWN", "no answer yet"),
                        ],
                        default="UNKNOWN",
                        max_length=12,
                        verbose_name="reaction of the customer",
                    ),
                ),
                ("reacted_at", models.DateTimeField(null=True)),
                ("submission_key", models.UUIDField(null=True, unique=True)),
                (
                    "answer",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="complaints.answer",
                    ),
                ),
                (
                    "complaint",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to="complaints.complaint",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "message",
                "verbose_name_plural": "messages",
            },
        ),
        migrations.AddConstraint(
            model_name="statuslink",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("created_at"))),
                name="statuslink_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuslink",
            constraint=models.CheckConstraint(
                condition=models.Q(("digest__regex", "^[0-9a-f]{64}$")),
                name="statuslink_digest_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="telling",
            index=models.Index(
                condition=models.Q(("state__in", ["HELD", "WAITING"])),
                fields=["due_at", "id"],
                name="telling_due",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.UniqueConstraint(
                fields=("complaint", "place"), name="telling_once_a_line"
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "channel__in",
                        [
                            "PHONE",
                            "COUNTER",
                            "VISIT",
                            "WECHAT",
                            "SMS",
                            "EMAIL",
                            "WEB",
                            "LETTER",
                            "MEDIA",
                            "REGULATOR",
                        ],
                    ),
                    ("kind__in", ["RECEIPT", "PROGRESS", "RESULT", "ANSWER"]),
                    (
                        "reaction__in",
                        ["SATISFIED", "ACCEPTED", "DISSATISFIED", "UNKNOWN"],
                    ),
                    (
                        "state__in",
                        ["HELD", "WAITING", "SENT", "FAILED", "TAKEN_BACK", "SPOKEN"],
                    ),
                ),
                name="telling_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sent_at__isnull", False), ("state__in", ("SENT", "SPOKEN"))
                    ),
                    models.Q(
                        models.Q(("state__in", ("SENT", "SPOKEN")), _negated=True),
                        ("sent_at", None),
                    ),
                    _connector="OR",
                ),
                name="telling_sent_iff_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "SPOKEN"),
                    models.Q(("text", ""), _negated=True),
                    _connector="OR",
                ),
                name="telling_spoken_or_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("SENT", "SPOKEN")),
                    ("channel__in", ("EMAIL",)),
                    _connector="OR",
                ),
                name="telling_held_by_gateway",
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reacted_at", None), ("reaction", "UNKNOWN")),
                    models.Q(
                        models.Q(("reaction", "UNKNOWN"), _negated=True),
                        ("reacted_at__gte", models.F("made_at")),
                        ("reacted_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="telling_reaction_dated",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="words_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."complaint_id" IS DISTINCT FROM (NEW."complaint_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."answer_id" IS DISTINCT FROM (NEW."answer_id") OR OLD."is_changed" IS DISTINCT FROM (NEW."is_changed") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0282ed36e698e2e98947276b6c30c4ee11a4ccd0",
                    operation="UPDATE",
                    pgid="pgtrigger_words_stand_23bd6",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b1448c5e62471cd6dd7133bdb96d0849722576ca",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_bc8fa",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="88ba6e4de497211c70dc511809fa10f76f633699",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_64de3",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
    ]
