import django.db.models.deletion
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0013_shipped_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Compensation",
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
                            ("REFUND", "refund"),
                            ("FREE_REPAIR", "free repair"),
                            ("DISCOUNT", "discount"),
                            ("GIFT", "gift"),
                            ("CASH", "payment in money"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="what he gets",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="worth (yuan)"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a decision"),
                            ("RETURNED", "returned"),
                            ("APPROVED", "approved"),
                            ("REJECTED", "rejected"),
                            ("WITHDRAWN", "withdrawn"),
                            ("GIVEN", "given"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                (
                    "limit",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="receipt"
                    ),
                ),
                ("submission_key", models.UUIDField(editable=False, unique=True)),
            ],
            options={
                "verbose_name": "compensation",
                "verbose_name_plural": "compensation",
            },
        ),
        migrations.CreateModel(
            name="CompensationEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("REFUND", "refund"),
                            ("FREE_REPAIR", "free repair"),
                            ("DISCOUNT", "discount"),
                            ("GIFT", "gift"),
                            ("CASH", "payment in money"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="what he gets",
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2, max_digits=12, verbose_name="worth (yuan)"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="why")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a decision"),
                            ("RETURNED", "returned"),
                            ("APPROVED", "approved"),
                            ("REJECTED", "rejected"),
                            ("WITHDRAWN", "withdrawn"),
                            ("GIVEN", "given"),
                        ],
                        default="PROPOSED",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=500, verbose_name="remark"),
                ),
                (
                    "limit",
                    models.DecimalField(decimal_places=2, max_digits=12, null=True),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "receipt",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="receipt"
                    ),
                ),
                ("submission_key", models.UUIDField(editable=False)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.RemoveConstraint(
            model_name="line",
            name="complaint_line_words_known",
        ),
        migrations.AlterField(
            model_name="line",
            name="deed",
            field=models.CharField(
                choices=[
                    ("REGISTERED", "registered"),
                    ("ADDED", "customer added to it"),
                    ("NOTED", "internal note"),
                    ("ASSIGNED", "assigned"),
                    ("CORRECTED", "facts corrected"),
                    ("UPGRADED", "kind changed"),
                    ("REGRADED", "severity changed"),
                    ("ACKNOWLEDGED", "receipt confirmed"),
                    ("ASSESSED", "assessed"),
                    ("INVESTIGATED", "investigation begun"),
                    ("PROPOSED", "solution found"),
                    ("PROGRESS", "progress told"),
                    ("TOLD", "result told"),
                    ("TAKEN_BACK", "message taken back"),
                    ("VERIFYING", "verification call due"),
                    ("TRIED", "verification call, not reached"),
                    ("VERIFIED", "verified with the customer"),
                    ("CLOSED", "closed"),
                    ("REOPENED", "reopened"),
                    ("WAITING", "waiting for the customer"),
                    ("RESUMED", "customer answered"),
                    ("ESCALATED", "escalated"),
                    ("EXTERNAL", "taken outside"),
                    ("INTERNAL", "settled outside"),
                    ("DECLARED", "declared major"),
                    ("JOINED", "joint team changed"),
                    ("DECIDED", "decision"),
                    ("ASKED", "department asked"),
                    ("PART_TAKEN", "department took its part"),
                    ("PART_ANSWERED", "department answered"),
                    ("PART_RETURNED", "answer sent back"),
                    ("PART_CALLED_OFF", "question called off"),
                    ("OFFERED", "compensation proposed"),
                    ("OFFER_DECIDED", "compensation decided"),
                    ("OFFER_WITHDRAWN", "compensation withdrawn"),
                    ("OFFER_GIVEN", "compensation given"),
                    ("ACTION", "action agreed"),
                    ("MERGED", "merged"),
                    ("UNMERGED", "merge undone"),
                    ("GROUPED", "group changed"),
                    ("WARNED", "limit is close"),
                    ("MOVED", "customers merged"),
                    ("PASSED_ON", "praise passed on"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            model_name="line",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "deed__in",
                        [
                            "REGISTERED",
                            "ADDED",
                            "NOTED",
                            "ASSIGNED",
                            "CORRECTED",
                            "UPGRADED",
                            "REGRADED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATED",
                            "PROPOSED",
                            "PROGRESS",
                            "TOLD",
                            "TAKEN_BACK",
                            "VERIFYING",
                            "TRIED",
                            "VERIFIED",
                            "CLOSED",
                            "REOPENED",
                            "WAITING",
                            "RESUMED",
                            "ESCALATED",
                            "EXTERNAL",
                            "INTERNAL",
                            "DECLARED",
                            "JOINED",
                            "DECIDED",
                            "ASKED",
                            "PART_TAKEN",
                            "PART_ANSWERED",
                            "PART_RETURNED",
                            "PART_CALLED_OFF",
                            "OFFERED",
                            "OFFER_DECIDED",
                            "OFFER_WITHDRAWN",
                            "OFFER_GIVEN",
                            "ACTION",
                            "MERGED",
                            "UNMERGED",
                            "GROUPED",
                            "WARNED",
                            "MOVED",
                            "PASSED_ON",
                        ],
                    ),
                    ("place__gte", 1),
                    (
                        "state__in",
                        [
                            "REGISTERED",
                            "ACKNOWLEDGED",
                            "ASSESSED",
                            "INVESTIGATING",
                            "PROPOSED",
                            "TOLD",
                            "VERIFYING",
                            "CLOSED",
                        ],
                    ),
                ),
                name="complaint_line_words_known",
            ),
        ),
        migrations.AddField(
            model_name="compensation",
            name="complaint",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="compensation",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="compensation",
            name="given_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="compensation",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="compensationevent",
            name="complaint",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="complaints.complaint",
            ),
        ),
        migrations.AddField(
            model_name="compensationevent",
            name="decided_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="compensationevent",
            name="given_by",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="compensationevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="complaints.compensation",
            ),
        ),
        migrations.AddField(
            model_name="compensationevent",
            name="proposed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="compensation",
            index=models.Index(
                fields=["complaint", "proposed_at"], name="compensation_of"
            ),
        ),
        migrations.AddIndex(
            model_name="compensation",
            index=models.Index(
                condition=models.Q(("state", "PROPOSED")),
                fields=["proposed_at", "id"],
                name="compensation_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        ["REFUND", "FREE_REPAIR", "DISCOUNT", "GIFT", "CASH", "OTHER"],
                    ),
                    (
                        "state__in",
                        [
                            "PROPOSED",
                            "RETURNED",
                            "APPROVED",
                            "REJECTED",
                            "WITHDRAWN",
                            "GIVEN",
                        ],
                    ),
                ),
                name="compensation_words_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount__gt", 0), models.Q(("reason", ""), _negated=True)
                ),
                name="compensation_is_worth_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="compensation_decided_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "PROPOSED"),
                        ("decided_at", None),
                        ("decided_by", None),
                        ("limit", None),
                    ),
                    models.Q(
                        ("state__in", ["RETURNED", "APPROVED", "REJECTED", "GIVEN"]),
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("limit__isnull", False),
                    ),
                    ("state", "WITHDRAWN"),
                    _connector="OR",
                ),
                name="compensation_decided_as_its_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["RETURNED", "REJECTED"]), _negated=True),
                    models.Q(("decision", ""), _negated=True),
                    _connector="OR",
                ),
                name="compensation_refused_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="compensation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("given_at__isnull", False),
                        ("state", "GIVEN"),
                        ("given_by__isnull", False),
                        models.Q(("receipt", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "GIVEN"), _negated=True),
                        ("given_at", None),
                        ("given_by", None),
                        ("receipt", ""),
                    ),
                    _connector="OR",
                ),
                name="compensation_given_has_receipt",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="d08c7de6b475f3b0d31e56b4c38e6567481f07d5",
                    operation="DELETE",
                    pgid="pgtrigger_never_deleted_08327",
                    table="complaints_compensation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="bb528186df7419d907feef56485cab7e076d3f54",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_405e3",
                    table="complaints_compensation",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "complaints_compensationevent" ("amount", "complaint_id", "decided_at", "decided_by_id", "decision", "given_at", "given_by_id", "id", "kind", "limit", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "receipt", "state", "submission_key", "version") VALUES (OLD."amount", OLD."complaint_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."given_at", OLD."given_by_id", OLD."id", OLD."kind", OLD."limit", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."receipt", OLD."state", OLD."submission_key", OLD."version"); RETURN NULL;',
                    hash="6e793c3ad8b42cc31e4678bd771e44975357770a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b235c",
                    table="complaints_compensation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="25c1b90af3eb77f25de04aa6ff4078194eb5807b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_21fb5",
                    table="complaints_compensationevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="compensationevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="7c997091ef2ce72916b075035af298966a083a7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d5e0b",
                    table="complaints_compensationevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
