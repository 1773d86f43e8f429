"""Leads, tiers, doubles, assets, documents, consent, segments and what else is new.

The schema of the archive as it came; until the first release a version is one step.
"""

import datetime
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.functions.datetime
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0017_days_of_use"),
        ("accounts", "__first__"),
        ("customers", "0010_owners_customers_with_their_tier"),
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
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_name",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_branch",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_next",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_owner_next",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_last",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_owner_last",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_value",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_search",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_no_phone",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_birthday",
        ),
        migrations.RemoveIndex(
            model_name="customer",
            name="customer_owner",
        ),
        migrations.AddField(
            model_name="customer",
            name="check_at_arrival",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="check at next arrival"
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="has_trouble",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="customer",
            name="merged_into",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="own",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="customer",
            name="removed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="stage",
            field=models.CharField(
                choices=[
                    ("PROSPECT", "potential"),
                    ("NEW", "new"),
                    ("GROWING", "growing"),
                    ("STABLE", "stable"),
                    ("DRIFTING", "drifting"),
                    ("LOST", "lost"),
                    ("WON_BACK", "won back"),
                ],
                default="PROSPECT",
                editable=False,
                max_length=8,
                verbose_name="life-cycle stage",
            ),
        ),
        migrations.AddField(
            model_name="customer",
            name="stage_since",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="customer",
            name="verified_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="verified on"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="check_at_arrival",
            field=models.BooleanField(
                default=False, editable=False, verbose_name="check at next arrival"
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="has_trouble",
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="merged_into",
            field=models.ForeignKey(
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="customers.customer",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="own",
            field=models.JSONField(default=dict, editable=False),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="removed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="stage",
            field=models.CharField(
                choices=[
                    ("PROSPECT", "potential"),
                    ("NEW", "new"),
                    ("GROWING", "growing"),
                    ("STABLE", "stable"),
                    ("DRIFTING", "drifting"),
                    ("LOST", "lost"),
                    ("WON_BACK", "won back"),
                ],
                default="PROSPECT",
                editable=False,
                max_length=8,
                verbose_name="life-cycle stage",
            ),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="stage_since",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="customerevent",
            name="verified_on",
            field=models.DateField(
                editable=False, null=True, verbose_name="verified on"
            ),
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
        migrations.AddField(
            model_name="purchase",
            name="reverses",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="refunds",
                to="customers.purchase",
            ),
        ),
        migrations.AddField(
            model_name="purchase",
            name="submission_key",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="purchase",
            name="void_reason",
            field=models.CharField(blank=True, db_default="", max_length=200),
        ),
        migrations.AddField(
            model_name="purchase",
            name="voided_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="purchase",
            name="voided_by",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
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
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="contact_email",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["name_key", "id"],
                name="customer_name",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["owner", "name_key", "id"],
                include=("tier",),
                name="customer_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["branch", "name_key", "id"],
                name="customer_branch",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "next_contact_on", datetime.date(9999, 12, 31)
                ),
                models.F("id"),
                condition=models.Q(("removed_at", None)),
                name="customer_next",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                models.F("owner"),
                django.db.models.functions.comparison.Coalesce(
                    "next_contact_on", datetime.date(9999, 12, 31)
                ),
                models.F("id"),
                condition=models.Q(("removed_at", None)),
                name="customer_owner_next",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                django.db.models.functions.comparison.Coalesce(
                    "last_contact_at",
                    datetime.datetime(1, 1, 2, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(("removed_at", None)),
                name="customer_last",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                models.F("owner"),
                django.db.models.functions.comparison.Coalesce(
                    "last_contact_at",
                    datetime.datetime(1, 1, 2, 0, 0, tzinfo=datetime.timezone.utc),
                ),
                models.F("id"),
                condition=models.Q(("removed_at", None)),
                name="customer_owner_last",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("removed_at", None)),
                fields=["-purchase_total", "-id"],
                name="customer_value",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("phone", ""), ("removed_at", None)),
                fields=["branch", "id"],
                name="customer_no_phone",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                models.F("owner"),
                django.db.models.expressions.CombinedExpression(
                    django.db.models.expressions.CombinedExpression(
                        django.db.models.functions.datetime.ExtractMonth("birthday"),
                        "*",
                        models.Value(100),
                    ),
                    "+",
                    django.db.models.functions.datetime.ExtractDay("birthday"),
                ),
                condition=models.Q(("birthday__isnull", False), ("removed_at", None)),
                name="customer_birthday",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                fields=["stage", "name_key", "id"], name="customer_stage"
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("has_trouble", True)),
                fields=["name_key", "id"],
                name="customer_trouble",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("check_at_arrival", True)),
                fields=["name_key", "id"],
                name="customer_arrival",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("own", {}), _negated=True),
                fields=["own"],
                name="customer_own",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("removed_at", None)),
                fields=["owner", "branch", "search"],
                name="customer_search",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                django.db.models.functions.text.Upper("id_number"),
                condition=models.Q(("id_number", ""), _negated=True),
                name="customer_id_number",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                django.db.models.functions.text.Lower("wechat"),
                condition=models.Q(("wechat", ""), _negated=True),
                name="customer_wechat",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                django.db.models.functions.text.Lower("email"),
                condition=models.Q(("email", ""), _negated=True),
                name="customer_email",
            ),
        ),
        migrations.AddIndex(
            model_name="customer",
            index=models.Index(
                condition=models.Q(("merged_into__isnull", False)),
                fields=["merged_into"],
                name="customer_merged",
            ),
        ),
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("reverses__isnull", False)),
                fields=["reverses"],
                name="purchase_refunds",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "PROSPECT",
                            "NEW",
                            "GROWING",
                            "STABLE",
                            "DRIFTING",
                            "LOST",
                            "WON_BACK",
                        ],
                    )
                ),
                name="customer_stage_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="customer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("removed_at", None), _negated=True),
                    _connector="OR",
                ),
                name="customer_merged_is_removed",
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
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses", None), ("is_credit", True), _connector="OR"
                ),
                name="purchase_refund_is_credit",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("void_reason", ""), ("voided_at", None), ("voided_by", None)
                    ),
                    models.Q(
                        ("voided_at__isnull", False),
                        ("voided_by__isnull", False),
                        models.Q(("void_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="purchase_voided_by_somebody_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="purchase",
            constraint=models.UniqueConstraint(
                condition=models.Q(("submission_key__isnull", False)),
                fields=("submission_key",),
                name="purchase_sent_once",
            ),
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="customer",
            name="delete_delete",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."address" IS DISTINCT FROM (NEW."address") OR OLD."birthday" IS DISTINCT FROM (NEW."birthday") OR OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."city" IS DISTINCT FROM (NEW."city") OR OLD."code" IS DISTINCT FROM (NEW."code") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."email" IS DISTINCT FROM (NEW."email") OR OLD."external_key" IS DISTINCT FROM (NEW."external_key") OR OLD."external_source" IS DISTINCT FROM (NEW."external_source") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."id_number" IS DISTINCT FROM (NEW."id_number") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."merged_into_id" IS DISTINCT FROM (NEW."merged_into_id") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_key" IS DISTINCT FROM (NEW."name_key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."own" IS DISTINCT FROM (NEW."own") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."partner_kind" IS DISTINCT FROM (NEW."partner_kind") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_raw" IS DISTINCT FROM (NEW."phone_raw") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."salutation" IS DISTINCT FROM (NEW."salutation") OR OLD."short_name" IS DISTINCT FROM (NEW."short_name") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."tier" IS DISTINCT FROM (NEW."tier") OR OLD."wechat" IS DISTINCT FROM (NEW."wechat"))',
                    func='INSERT INTO "customers_customerevent" ("address", "birthday", "branch_id", "check_at_arrival", "city", "code", "created_at", "created_by_id", "email", "external_key", "external_source", "has_trouble", "id", "id_number", "kind", "last_contact_at", "last_purchase_on", "merged_into_id", "name", "name_key", "next_contact_on", "note", "own", "owner_id", "partner_kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_raw", "purchase_count", "purchase_total", "removed_at", "salutation", "short_name", "source", "stage", "stage_since", "submission_key", "tier", "updated_at", "verified_on", "version", "wechat") VALUES (OLD."address", OLD."birthday", OLD."branch_id", OLD."check_at_arrival", OLD."city", OLD."code", OLD."created_at", OLD."created_by_id", OLD."email", OLD."external_key", OLD."external_source", OLD."has_trouble", OLD."id", OLD."id_number", OLD."kind", OLD."last_contact_at", OLD."last_purchase_on", OLD."merged_into_id", OLD."name", OLD."name_key", OLD."next_contact_on", OLD."note", OLD."own", OLD."owner_id", OLD."partner_kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."phone", OLD."phone_raw", OLD."purchase_count", OLD."purchase_total", OLD."removed_at", OLD."salutation", OLD."short_name", OLD."source", OLD."stage", OLD."stage_since", OLD."submission_key", OLD."tier", OLD."updated_at", OLD."verified_on", OLD."version", OLD."wechat"); RETURN NULL;',
                    hash="44e22ba7242582bd1005e3681aa8348855ee4a70",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca86d",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="customer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_customerevent" ("address", "birthday", "branch_id", "check_at_arrival", "city", "code", "created_at", "created_by_id", "email", "external_key", "external_source", "has_trouble", "id", "id_number", "kind", "last_contact_at", "last_purchase_on", "merged_into_id", "name", "name_key", "next_contact_on", "note", "own", "owner_id", "partner_kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_raw", "purchase_count", "purchase_total", "removed_at", "salutation", "short_name", "source", "stage", "stage_since", "submission_key", "tier", "updated_at", "verified_on", "version", "wechat") VALUES (OLD."address", OLD."birthday", OLD."branch_id", OLD."check_at_arrival", OLD."city", OLD."code", OLD."created_at", OLD."created_by_id", OLD."email", OLD."external_key", OLD."external_source", OLD."has_trouble", OLD."id", OLD."id_number", OLD."kind", OLD."last_contact_at", OLD."last_purchase_on", OLD."merged_into_id", OLD."name", OLD."name_key", OLD."next_contact_on", OLD."note", OLD."own", OLD."owner_id", OLD."partner_kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_raw", OLD."purchase_count", OLD."purchase_total", OLD."removed_at", OLD."salutation", OLD."short_name", OLD."source", OLD."stage", OLD."stage_since", OLD."submission_key", OLD."tier", OLD."updated_at", OLD."verified_on", OLD."version", OLD."wechat"); RETURN NULL;',
                    hash="9fab10d8283861f1de2651e5b9dd9678fe298294",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_939ca",
                    table="customers_customer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Asset",
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
                        choices=[("VEHICLE", "vehicle"), ("EQUIPMENT", "equipment")],
                        default="VEHICLE",
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=80, verbose_name="brand and model"),
                ),
                (
                    "plate",
                    models.CharField(blank=True, max_length=12, verbose_name="plate"),
                ),
                (
                    "vin",
                    models.CharField(blank=True, max_length=17, verbose_name="VIN"),
                ),
                (
                    "serial_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="serial number"
                    ),
                ),
                (
                    "sold_on",
                    models.DateField(blank=True, null=True, verbose_name="sold on"),
                ),
                (
                    "mileage_km",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="mileage"
                    ),
                ),
                (
                    "mileage_read_on",
                    models.DateField(editable=False, null=True, verbose_name="read on"),
                ),
                (
                    "next_service_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next service on"
                    ),
                ),
                (
                    "inspection_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="inspection until"
                    ),
                ),
                (
                    "insurance_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="insurance until"
                    ),
                ),
                (
                    "warranty_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="warranty until"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="note"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("IN_USE", "in use"),
                            ("SOLD_ON", "sold on"),
                            ("SCRAPPED", "scrapped"),
                        ],
                        default="IN_USE",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_on",
                    models.DateField(blank=True, null=True, verbose_name="since"),
                ),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assets",
                        to="customers.customer",
                    ),
                ),
                (
                    "sold_by",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="sold by",
                    ),
                ),
            ],
            options={
                "verbose_name": "asset",
                "verbose_name_plural": "assets",
                "indexes": [
                    models.Index(
                        condition=models.Q(("plate", ""), _negated=True),
                        fields=["plate"],
                        name="asset_plate",
                    ),
                    models.Index(
                        condition=models.Q(("vin", ""), _negated=True),
                        fields=["vin"],
                        name="asset_vin",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "IN_USE"), ("next_service_on__isnull", False)
                        ),
                        fields=["next_service_on", "customer"],
                        name="asset_service",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "IN_USE"), ("inspection_until__isnull", False)
                        ),
                        fields=["inspection_until", "customer"],
                        name="asset_inspection",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "IN_USE"), ("insurance_until__isnull", False)
                        ),
                        fields=["insurance_until", "customer"],
                        name="asset_insurance",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("state", "IN_USE"), ("warranty_until__isnull", False)
                        ),
                        fields=["warranty_until", "customer"],
                        name="asset_warranty",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="asset_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["VEHICLE", "EQUIPMENT"])),
                        name="asset_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["IN_USE", "SOLD_ON", "SCRAPPED"])
                        ),
                        name="asset_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "IN_USE"),
                            ("state_on__isnull", False),
                            _connector="OR",
                        ),
                        name="asset_gone_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mileage_km", None), ("mileage_read_on", None)),
                            models.Q(
                                ("mileage_km__isnull", False),
                                ("mileage_read_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="asset_mileage_read_on_a_day",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="asset",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_assetevent" ("created_at", "customer_id", "id", "inspection_until", "insurance_until", "kind", "mileage_km", "mileage_read_on", "name", "next_service_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate", "serial_number", "sold_by_id", "sold_on", "state", "state_on", "submission_key", "version", "vin", "warranty_until") VALUES (OLD."created_at", OLD."customer_id", OLD."id", OLD."inspection_until", OLD."insurance_until", OLD."kind", OLD."mileage_km", OLD."mileage_read_on", OLD."name", OLD."next_service_on", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."plate", OLD."serial_number", OLD."sold_by_id", OLD."sold_on", OLD."state", OLD."state_on", OLD."submission_key", OLD."version", OLD."vin", OLD."warranty_until"); RETURN NULL;',
                    hash="043eccf5f2822557b46a8ec55f2c9acbf5cd2718",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_60a9f",
                    table="customers_asset",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="asset",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_assetevent" ("created_at", "customer_id", "id", "inspection_until", "insurance_until", "kind", "mileage_km", "mileage_read_on", "name", "next_service_on", "note", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plate", "serial_number", "sold_by_id", "sold_on", "state", "state_on", "submission_key", "version", "vin", "warranty_until") VALUES (OLD."created_at", OLD."customer_id", OLD."id", OLD."inspection_until", OLD."insurance_until", OLD."kind", OLD."mileage_km", OLD."mileage_read_on", OLD."name", OLD."next_service_on", OLD."note", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."plate", OLD."serial_number", OLD."sold_by_id", OLD."sold_on", OLD."state", OLD."state_on", OLD."submission_key", OLD."version", OLD."vin", OLD."warranty_until"); RETURN NULL;',
                    hash="014dde38e4bb20a50fa7c59601dd3478f0482325",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_52840",
                    table="customers_asset",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="AssetEvent",
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
                        choices=[("VEHICLE", "vehicle"), ("EQUIPMENT", "equipment")],
                        default="VEHICLE",
                        max_length=10,
                        verbose_name="type",
                    ),
                ),
                (
                    "name",
                    models.CharField(max_length=80, verbose_name="brand and model"),
                ),
                (
                    "plate",
                    models.CharField(blank=True, max_length=12, verbose_name="plate"),
                ),
                (
                    "vin",
                    models.CharField(blank=True, max_length=17, verbose_name="VIN"),
                ),
                (
                    "serial_number",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="serial number"
                    ),
                ),
                (
                    "sold_on",
                    models.DateField(blank=True, null=True, verbose_name="sold on"),
                ),
                (
                    "mileage_km",
                    models.PositiveIntegerField(
                        editable=False, null=True, verbose_name="mileage"
                    ),
                ),
                (
                    "mileage_read_on",
                    models.DateField(editable=False, null=True, verbose_name="read on"),
                ),
                (
                    "next_service_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next service on"
                    ),
                ),
                (
                    "inspection_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="inspection until"
                    ),
                ),
                (
                    "insurance_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="insurance until"
                    ),
                ),
                (
                    "warranty_until",
                    models.DateField(
                        blank=True, null=True, verbose_name="warranty until"
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, max_length=200, verbose_name="note"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("IN_USE", "in use"),
                            ("SOLD_ON", "sold on"),
                            ("SCRAPPED", "scrapped"),
                        ],
                        default="IN_USE",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "state_on",
                    models.DateField(blank=True, null=True, verbose_name="since"),
                ),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.asset",
                    ),
                ),
                (
                    "sold_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="sold by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="cfe77c221b2c823eecf314bd65cf28ad3dcd3161",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_628f8",
                    table="customers_assetevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assetevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="18344ab6e8f31beb54ccb3fae216e4bfb954967c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_91be1",
                    table="customers_assetevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Campaign",
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
                    "name",
                    models.CharField(
                        max_length=60, unique=True, verbose_name="campaign"
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        default="ONLINE",
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        verbose_name="cost (yuan)",
                    ),
                ),
                (
                    "is_archived",
                    models.BooleanField(
                        default=False, verbose_name="over, offered no more"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on", None),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="campaign_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cost__gte", 0)),
                        name="campaign_cost_not_below_zero",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_campaignevent" ("channel", "cost", "created_at", "created_by_id", "ends_on", "id", "is_archived", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") VALUES (OLD."channel", OLD."cost", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."id", OLD."is_archived", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."starts_on", OLD."version"); RETURN NULL;',
                    hash="eec2efa8b7f507e3c4c4b498d671e086e6142084",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4218",
                    table="customers_campaign",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaign",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_campaignevent" ("channel", "cost", "created_at", "created_by_id", "ends_on", "id", "is_archived", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "version") VALUES (OLD."channel", OLD."cost", OLD."created_at", OLD."created_by_id", OLD."ends_on", OLD."id", OLD."is_archived", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts_on", OLD."version"); RETURN NULL;',
                    hash="89e179f5832648c804ac7dfc79de6ee54471f17e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_de02e",
                    table="customers_campaign",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CampaignEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="campaign")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        default="ONLINE",
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "cost",
                    models.DecimalField(
                        decimal_places=2,
                        default=0,
                        max_digits=12,
                        verbose_name="cost (yuan)",
                    ),
                ),
                (
                    "is_archived",
                    models.BooleanField(
                        default=False, verbose_name="over, offered no more"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="customers.campaign",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="8f91b821db4b72882e9848dc74e7189449b146db",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_beb60",
                    table="customers_campaignevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="campaignevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="48b070342229718720768360f20c1752d6f4bcad",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_792e6",
                    table="customers_campaignevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Completeness",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="completeness",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                (
                    "score",
                    models.PositiveSmallIntegerField(verbose_name="completeness"),
                ),
            ],
            options={
                "verbose_name": "completeness",
                "verbose_name_plural": "completeness",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("score__lte", 100)),
                        name="completeness_out_of_100",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CompletenessRule",
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
                            ("PERSON", "person"),
                            ("ORGANISATION", "organisation"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone number"),
                            ("WRITTEN", "e-mail or WeChat"),
                            ("ADDRESS", "city or address"),
                            ("BIRTHDAY", "birthday"),
                            ("IDENTITY", "ID or credit code"),
                            ("CONTACT", "contact person"),
                            ("SERVICE", "next service date"),
                            ("INSURANCE", "insurance expiry"),
                            ("CONSENT", "answer on offers and invitations"),
                            ("SOURCE", "where he came from"),
                            ("OWN", "required own fields"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        help_text="0: not asked for.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight",
                    ),
                ),
                (
                    "tiers",
                    models.CharField(
                        default="SABCD", max_length=5, verbose_name="asked of tiers"
                    ),
                ),
                (
                    "fresh_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Since it was verified last. Empty: it does not age.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="counts in full for so many months",
                    ),
                ),
            ],
            options={
                "verbose_name": "completeness rule",
                "verbose_name_plural": "completeness rules",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "field"), name="completeness_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["PERSON", "ORGANISATION"])),
                        name="completeness_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "field__in",
                                [
                                    "PHONE",
                                    "WRITTEN",
                                    "ADDRESS",
                                    "BIRTHDAY",
                                    "IDENTITY",
                                    "CONTACT",
                                    "SERVICE",
                                    "INSURANCE",
                                    "CONSENT",
                                    "SOURCE",
                                    "OWN",
                                ],
                            )
                        ),
                        name="completeness_field_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("weight__lte", 100)),
                        name="completeness_weight_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("tiers__regex", "^S?A?B?C?D?$")),
                        name="completeness_tiers_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("fresh_months", None),
                            ("fresh_months__range", (1, 120)),
                            _connector="OR",
                        ),
                        name="completeness_months_sound",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="completenessrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_completenessruleevent" ("field", "fresh_months", "id", "kind", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tiers", "weight") VALUES (OLD."field", OLD."fresh_months", OLD."id", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."tiers", OLD."weight"); RETURN NULL;',
                    hash="29ff83e3c771734de22169269190f951042112a1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_323f2",
                    table="customers_completenessrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="CompletenessRuleEvent",
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
                            ("PERSON", "person"),
                            ("ORGANISATION", "organisation"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone number"),
                            ("WRITTEN", "e-mail or WeChat"),
                            ("ADDRESS", "city or address"),
                            ("BIRTHDAY", "birthday"),
                            ("IDENTITY", "ID or credit code"),
                            ("CONTACT", "contact person"),
                            ("SERVICE", "next service date"),
                            ("INSURANCE", "insurance expiry"),
                            ("CONSENT", "answer on offers and invitations"),
                            ("SOURCE", "where he came from"),
                            ("OWN", "required own fields"),
                        ],
                        editable=False,
                        max_length=12,
                        verbose_name="what is asked",
                    ),
                ),
                (
                    "weight",
                    models.PositiveSmallIntegerField(
                        help_text="0: not asked for.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="weight",
                    ),
                ),
                (
                    "tiers",
                    models.CharField(
                        default="SABCD", max_length=5, verbose_name="asked of tiers"
                    ),
                ),
                (
                    "fresh_months",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Since it was verified last. Empty: it does not age.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="counts in full for so many months",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.completenessrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="completenessruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="18089718cb3a7042f27aed409ec31f6a918af126",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c894a",
                    table="customers_completenessruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="completenessruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2b346fa6673f989cdd74724ffe3f84dbb65cee2b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1676c",
                    table="customers_completenessruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ConsentText",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CARE", "own work under the contract"),
                            ("REMINDERS", "service reminders"),
                            ("SURVEYS", "satisfaction surveys"),
                            ("MARKETING", "offers and invitations"),
                            ("CLUB", "customer club"),
                            ("PARTNERS", "sharing with partners and the manufacturer"),
                            ("PROFILING", "tiers and warnings computed from purchases"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                ("version", models.PositiveSmallIntegerField(verbose_name="version")),
                (
                    "text_zh",
                    models.TextField(max_length=2000, verbose_name="Chinese text"),
                ),
                (
                    "text_en",
                    models.TextField(max_length=2000, verbose_name="English text"),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "published_at",
                    models.DateTimeField(null=True, verbose_name="published"),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "consent text",
                "verbose_name_plural": "consent texts",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "version"), name="consent_text_version_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("published_at", None)),
                        fields=("purpose",),
                        name="consent_text_one_draft",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("text_zh", ""), _negated=True),
                            models.Q(("text_en", ""), _negated=True),
                        ),
                        name="consent_text_in_both_languages",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="published_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."published_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="94fc1aa12177cab08ccf542b043fdd0f1b0ecc13",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_published_stands_f66be",
                    table="customers_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consenttext",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="13313c9e7c4687bb611291eb0929e3ee953c3a0b",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_c788a",
                    table="customers_consenttext",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ConsentRecord",
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
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CARE", "own work under the contract"),
                            ("REMINDERS", "service reminders"),
                            ("SURVEYS", "satisfaction surveys"),
                            ("MARKETING", "offers and invitations"),
                            ("CLUB", "customer club"),
                            ("PARTNERS", "sharing with partners and the manufacturer"),
                            ("PROFILING", "tiers and warnings computed from purchases"),
                        ],
                        max_length=12,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("SMS", "SMS"),
                            ("EMAIL", "e-mail"),
                            ("WECHAT", "WeChat"),
                            ("MAIL", "letter"),
                            ("VISIT", "visit"),
                            ("WHOLE", "as a whole"),
                        ],
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("GIVEN", "given"),
                            ("REFUSED", "refused"),
                            ("WITHDRAWN", "withdrawn"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("SPOKEN", "by word of mouth"),
                            ("SIGNED", "signed on paper"),
                            ("WRITTEN", "in a message or letter"),
                            ("ONLINE", "online"),
                        ],
                        max_length=8,
                        verbose_name="how it was said",
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="evidence"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="customers.customer",
                    ),
                ),
                (
                    "text",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.consenttext",
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "indexes": [
                    models.Index(
                        fields=["customer", "purpose", "channel", "id"],
                        include=("state",),
                        name="consent_of",
                    ),
                    models.Index(
                        fields=["purpose", "channel", "customer", "id"],
                        include=("state",),
                        name="consent_for",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["GIVEN", "REFUSED", "WITHDRAWN"])
                        ),
                        name="consent_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "GIVEN"), _negated=True),
                            ("text__isnull", False),
                            _connector="OR",
                        ),
                        name="consent_given_to_a_text",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="2ebbfa44a7632dc797552b4efeb1b6c400f82240",
                    operation="DELETE",
                    pgid="pgtrigger_kept_e3fa8",
                    table="customers_consentrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="stands_as_said",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."at" IS DISTINCT FROM (NEW."at") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."evidence" IS DISTINCT FROM (NEW."evidence") OR OLD."how" IS DISTINCT FROM (NEW."how") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."purpose" IS DISTINCT FROM (NEW."purpose") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."text_id" IS DISTINCT FROM (NEW."text_id"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="d46b10f0a87d33dc5fb698094aabb2c3b8d38335",
                    operation="UPDATE",
                    pgid="pgtrigger_stands_as_said_ef60d",
                    table="customers_consentrecord",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consentrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="d94dd7d3454ebe96999a5fc7ee4bc692863f0233",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_d6197",
                    table="customers_consentrecord",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ContactCheck",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("EMAIL", "e-mail"),
                            ("ADDRESS", "address"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                (
                    "verified_on",
                    models.DateField(null=True, verbose_name="verified on"),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WRONG", "wrong number or address"),
                            ("NO_ANSWER", "no answer"),
                            ("BOUNCED", "came back"),
                            ("MOVED", "moved away"),
                        ],
                        max_length=10,
                        verbose_name="what is wrong",
                    ),
                ),
                ("trouble_on", models.DateField(null=True)),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="tries"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="checks",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact check",
                "verbose_name_plural": "contact checks",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "channel"), name="check_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["PHONE", "EMAIL", "ADDRESS"])
                        ),
                        name="check_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "trouble__in",
                                ["", "WRONG", "NO_ANSWER", "BOUNCED", "MOVED"],
                            )
                        ),
                        name="check_trouble_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("tries", 0), ("trouble", ""), ("trouble_on", None)
                            ),
                            models.Q(
                                models.Q(("trouble", ""), _negated=True),
                                ("trouble_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="check_trouble_iff_dated",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_contactcheckevent" ("channel", "customer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tries", "trouble", "trouble_on", "verified_on") VALUES (OLD."channel", OLD."customer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."tries", OLD."trouble", OLD."trouble_on", OLD."verified_on"); RETURN NULL;',
                    hash="8151800bd5dbfd66a967145d05d3668ccefdec74",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_aaeda",
                    table="customers_contactcheck",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactcheck",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_contactcheckevent" ("channel", "customer_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tries", "trouble", "trouble_on", "verified_on") VALUES (OLD."channel", OLD."customer_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."tries", OLD."trouble", OLD."trouble_on", OLD."verified_on"); RETURN NULL;',
                    hash="403b38bb802a8a3ccbdac0b54074bfcfc2870239",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_52f35",
                    table="customers_contactcheck",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="ContactCheckEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("PHONE", "phone"),
                            ("EMAIL", "e-mail"),
                            ("ADDRESS", "address"),
                        ],
                        max_length=8,
                        verbose_name="what",
                    ),
                ),
                (
                    "verified_on",
                    models.DateField(null=True, verbose_name="verified on"),
                ),
                (
                    "trouble",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WRONG", "wrong number or address"),
                            ("NO_ANSWER", "no answer"),
                            ("BOUNCED", "came back"),
                            ("MOVED", "moved away"),
                        ],
                        max_length=10,
                        verbose_name="what is wrong",
                    ),
                ),
                ("trouble_on", models.DateField(null=True)),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, verbose_name="tries"),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.contactcheck",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="16fbcf2b22f671532a93d75eef8b838664ce0184",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_7652d",
                    table="customers_contactcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="contactcheckevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="18dfdc1a2108e0aef61988a4842b997a80ba2fe6",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3817a",
                    table="customers_contactcheckevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Tag",
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
                ("name", models.CharField(max_length=20, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=30, verbose_name="English name"
                    ),
                ),
                (
                    "colour",
                    models.CharField(
                        choices=[
                            ("BLUE", "blue"),
                            ("GREEN", "green"),
                            ("AMBER", "amber"),
                            ("RED", "red"),
                            ("VIOLET", "violet"),
                            ("GREY", "grey"),
                        ],
                        default="BLUE",
                        max_length=8,
                        verbose_name="colour",
                    ),
                ),
                (
                    "icon",
                    models.CharField(
                        choices=[
                            ("tags", "tag"),
                            ("star", "star"),
                            ("flag", "flag"),
                            ("gift", "gift"),
                            ("car-front", "car"),
                            ("briefcase", "briefcase"),
                            ("bell", "bell"),
                            ("award", "award"),
                            ("lightbulb", "idea"),
                            ("megaphone", "megaphone"),
                            ("hand-thumbs-up", "thumb up"),
                            ("shop", "shop"),
                        ],
                        default="tags",
                        max_length=16,
                        verbose_name="picture",
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "constraints": [
                    models.UniqueConstraint(fields=("name",), name="tag_name_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="tag_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "colour__in",
                                ["BLUE", "GREEN", "AMBER", "RED", "VIOLET", "GREY"],
                            )
                        ),
                        name="tag_colour_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "icon__in",
                                [
                                    "tags",
                                    "star",
                                    "flag",
                                    "gift",
                                    "car-front",
                                    "briefcase",
                                    "bell",
                                    "award",
                                    "lightbulb",
                                    "megaphone",
                                    "hand-thumbs-up",
                                    "shop",
                                ],
                            )
                        ),
                        name="tag_icon_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CustomerTag",
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
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="marks",
                        to="customers.customer",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="customers.tag",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["tag", "customer"], name="tag_bearers")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("customer", "tag"), name="tagged_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DealingRule",
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
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("TURNS", "in turns"),
                            ("LEAST", "who has fewest open leads"),
                        ],
                        default="LEAST",
                        max_length=5,
                        verbose_name="who gets the next one",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "last",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "people",
                    models.ManyToManyField(
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="people",
                    ),
                ),
            ],
            options={
                "verbose_name": "rule",
                "verbose_name_plural": "rules",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("branch", "channel", "campaign"),
                        name="dealing_rule_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel", ""), ("campaign", None), _connector="OR"
                        ),
                        name="dealing_rule_names_one_thing",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dealingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_dealingruleevent" ("branch_id", "campaign_id", "channel", "id", "last_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (OLD."branch_id", OLD."campaign_id", OLD."channel", OLD."id", OLD."last_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."way"); RETURN NULL;',
                    hash="c7779fd8f8b99591ad71bca6622dcf6b7b71894e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_94b71",
                    table="customers_dealingrule",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dealingrule",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_dealingruleevent" ("branch_id", "campaign_id", "channel", "id", "last_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (OLD."branch_id", OLD."campaign_id", OLD."channel", OLD."id", OLD."last_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."way"); RETURN NULL;',
                    hash="b81810f0b74e25a5fb3d9de4509674f997987b26",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_562a7",
                    table="customers_dealingrule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="DealingRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("TURNS", "in turns"),
                            ("LEAST", "who has fewest open leads"),
                        ],
                        default="LEAST",
                        max_length=5,
                        verbose_name="who gets the next one",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="branch",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "last",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="customers.dealingrule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dealingruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="a25b570d3347461ac0502f7ff59cea145631226a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_37c8d",
                    table="customers_dealingruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="dealingruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="30ed5514196a36fab44ad9d891a0efe73e848c25",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_e9521",
                    table="customers_dealingruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="RetentionClass",
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
                    "name_zh",
                    models.CharField(
                        max_length=40, unique=True, verbose_name="Chinese name"
                    ),
                ),
                (
                    "name_en",
                    models.CharField(max_length=60, verbose_name="English name"),
                ),
                ("years", models.PositiveSmallIntegerField(verbose_name="years")),
                (
                    "starts",
                    models.CharField(
                        choices=[
                            ("DATED", "the date of the document"),
                            ("EXPIRY", "the day it ceases to be valid"),
                            ("FILED", "the day it was filed"),
                        ],
                        max_length=6,
                        verbose_name="counted from",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "retention class",
                "verbose_name_plural": "retention classes",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("years__gte", 1), ("years__lte", 100)),
                        name="retention_years_sound",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts__in", ["DATED", "EXPIRY", "FILED"])
                        ),
                        name="retention_start_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclass",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_retentionclassevent" ("id", "name_en", "name_zh", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "version", "years") VALUES (OLD."id", OLD."name_en", OLD."name_zh", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."starts", OLD."version", OLD."years"); RETURN NULL;',
                    hash="0a9e70dd39dae5651aa3bb004bd8baee451e3c7e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_9cbc1",
                    table="customers_retentionclass",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclass",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_retentionclassevent" ("id", "name_en", "name_zh", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts", "version", "years") VALUES (OLD."id", OLD."name_en", OLD."name_zh", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."starts", OLD."version", OLD."years"); RETURN NULL;',
                    hash="af015454cad52c2fbbb83754374fb5bcba9e01b5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1a7ea",
                    table="customers_retentionclass",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Document",
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
                            ("CONTRACT", "contract"),
                            ("CARE_RECORD", "care record"),
                            ("WORK_ORDER", "work order"),
                            ("SETTLEMENT", "settlement sheet"),
                            ("ID_COPY", "copy of an ID"),
                            ("OTHER", "other"),
                        ],
                        default="CONTRACT",
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="number"),
                ),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="dated"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("PAPER", "paper only"),
                            ("SCANNED", "paper and scan"),
                            ("DIGITAL", "file only"),
                        ],
                        default="PAPER",
                        max_length=8,
                        verbose_name="paper and file",
                    ),
                ),
                (
                    "shelf",
                    models.CharField(blank=True, max_length=20, verbose_name="shelf"),
                ),
                (
                    "box",
                    models.CharField(blank=True, max_length=20, verbose_name="box"),
                ),
                (
                    "keep_until",
                    models.DateField(
                        editable=False, null=True, verbose_name="keep until"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("KEPT", "kept"), ("REMOVED", "removed")],
                        default="KEPT",
                        max_length=8,
                    ),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("removal_reason", models.CharField(blank=True, max_length=200)),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("filed_at", models.DateTimeField(editable=False)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="customers.asset",
                        verbose_name="vehicle or equipment",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="documents",
                        to="customers.customer",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper_at",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                        verbose_name="paper lies in",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="customers.purchase",
                        verbose_name="purchase",
                    ),
                ),
                (
                    "retention",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.retentionclass",
                        verbose_name="retention class",
                    ),
                ),
            ],
            options={
                "verbose_name": "document",
                "verbose_name_plural": "documents",
                "indexes": [
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "keep_until", datetime.date(9999, 12, 31)
                        ),
                        models.F("id"),
                        condition=models.Q(("state", "KEPT")),
                        name="document_keep_until",
                    ),
                    models.Index(
                        condition=models.Q(("state", "KEPT"), ("scan", "PAPER")),
                        fields=["id"],
                        name="document_to_scan",
                    ),
                    models.Index(
                        condition=models.Q(("state", "KEPT")),
                        fields=["paper_at", "shelf", "box"],
                        name="document_place",
                    ),
                    models.Index(
                        condition=models.Q(("purchase__isnull", False)),
                        fields=["purchase"],
                        name="document_purchase",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="document_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "CONTRACT",
                                    "CARE_RECORD",
                                    "WORK_ORDER",
                                    "SETTLEMENT",
                                    "ID_COPY",
                                    "OTHER",
                                ],
                            )
                        ),
                        name="document_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scan__in", ["PAPER", "SCANNED", "DIGITAL"])
                        ),
                        name="document_scan_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scan", "DIGITAL"),
                            ("paper_at__isnull", False),
                            _connector="OR",
                        ),
                        name="document_paper_lies_somewhere",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("removal_reason", ""),
                                ("removed_at", None),
                                ("state", "KEPT"),
                            ),
                            models.Q(
                                ("removed_at__isnull", False),
                                ("state", "REMOVED"),
                                models.Q(("removal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="document_removed_for_a_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."asset_id" IS DISTINCT FROM (NEW."asset_id") OR OLD."box" IS DISTINCT FROM (NEW."box") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."dated_on" IS DISTINCT FROM (NEW."dated_on") OR OLD."filed_at" IS DISTINCT FROM (NEW."filed_at") OR OLD."filed_by_id" IS DISTINCT FROM (NEW."filed_by_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."number" IS DISTINCT FROM (NEW."number") OR OLD."paper_at_id" IS DISTINCT FROM (NEW."paper_at_id") OR OLD."purchase_id" IS DISTINCT FROM (NEW."purchase_id") OR OLD."removal_reason" IS DISTINCT FROM (NEW."removal_reason") OR OLD."removed_at" IS DISTINCT FROM (NEW."removed_at") OR OLD."retention_id" IS DISTINCT FROM (NEW."retention_id") OR OLD."scan" IS DISTINCT FROM (NEW."scan") OR OLD."shelf" IS DISTINCT FROM (NEW."shelf") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."valid_until" IS DISTINCT FROM (NEW."valid_until") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                    func='INSERT INTO "customers_documentevent" ("asset_id", "box", "customer_id", "dated_on", "filed_at", "filed_by_id", "id", "keep_until", "kind", "number", "paper_at_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchase_id", "removal_reason", "removed_at", "retention_id", "scan", "shelf", "state", "submission_key", "title", "valid_until", "version") VALUES (OLD."asset_id", OLD."box", OLD."customer_id", OLD."dated_on", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."keep_until", OLD."kind", OLD."number", OLD."paper_at_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."purchase_id", OLD."removal_reason", OLD."removed_at", OLD."retention_id", OLD."scan", OLD."shelf", OLD."state", OLD."submission_key", OLD."title", OLD."valid_until", OLD."version"); RETURN NULL;',
                    hash="aab221d3cc3549ed0a4c2e9561b10d5efbde96bd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7dc7e",
                    table="customers_document",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="document",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_documentevent" ("asset_id", "box", "customer_id", "dated_on", "filed_at", "filed_by_id", "id", "keep_until", "kind", "number", "paper_at_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purchase_id", "removal_reason", "removed_at", "retention_id", "scan", "shelf", "state", "submission_key", "title", "valid_until", "version") VALUES (OLD."asset_id", OLD."box", OLD."customer_id", OLD."dated_on", OLD."filed_at", OLD."filed_by_id", OLD."id", OLD."keep_until", OLD."kind", OLD."number", OLD."paper_at_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."purchase_id", OLD."removal_reason", OLD."removed_at", OLD."retention_id", OLD."scan", OLD."shelf", OLD."state", OLD."submission_key", OLD."title", OLD."valid_until", OLD."version"); RETURN NULL;',
                    hash="66839c5ec3bcf68f58f66b95a5bff06b968ba5d6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8ea99",
                    table="customers_document",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="DocumentEvent",
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
                            ("CONTRACT", "contract"),
                            ("CARE_RECORD", "care record"),
                            ("WORK_ORDER", "work order"),
                            ("SETTLEMENT", "settlement sheet"),
                            ("ID_COPY", "copy of an ID"),
                            ("OTHER", "other"),
                        ],
                        default="CONTRACT",
                        max_length=12,
                        verbose_name="type",
                    ),
                ),
                ("title", models.CharField(max_length=80, verbose_name="title")),
                (
                    "number",
                    models.CharField(blank=True, max_length=40, verbose_name="number"),
                ),
                (
                    "dated_on",
                    models.DateField(blank=True, null=True, verbose_name="dated"),
                ),
                (
                    "valid_until",
                    models.DateField(blank=True, null=True, verbose_name="valid until"),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("PAPER", "paper only"),
                            ("SCANNED", "paper and scan"),
                            ("DIGITAL", "file only"),
                        ],
                        default="PAPER",
                        max_length=8,
                        verbose_name="paper and file",
                    ),
                ),
                (
                    "shelf",
                    models.CharField(blank=True, max_length=20, verbose_name="shelf"),
                ),
                (
                    "box",
                    models.CharField(blank=True, max_length=20, verbose_name="box"),
                ),
                (
                    "keep_until",
                    models.DateField(
                        editable=False, null=True, verbose_name="keep until"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("KEPT", "kept"), ("REMOVED", "removed")],
                        default="KEPT",
                        max_length=8,
                    ),
                ),
                ("removed_at", models.DateTimeField(editable=False, null=True)),
                ("removal_reason", models.CharField(blank=True, max_length=200)),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("filed_at", models.DateTimeField(editable=False)),
                (
                    "asset",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.asset",
                        verbose_name="vehicle or equipment",
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "filed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "paper_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                        verbose_name="paper lies in",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.document",
                    ),
                ),
                (
                    "purchase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.purchase",
                        verbose_name="purchase",
                    ),
                ),
                (
                    "retention",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.retentionclass",
                        verbose_name="retention class",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="2e01e42e23d1a5ac2a17b28c3350f3313f66d010",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_572a0",
                    table="customers_documentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="documentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4b53d3eaefe9aa068b48575ee8abc4218fc52ae3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a3ee3",
                    table="customers_documentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="DocumentFile",
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
                ("name", models.CharField(max_length=120)),
                ("stored_as", models.CharField(max_length=80, unique=True)),
                ("content_type", models.CharField(max_length=80)),
                ("byte_count", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("created_at", models.DateTimeField()),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="files",
                        to="customers.document",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Double",
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
                    "reasons",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=10), size=None
                    ),
                ),
                ("score", models.PositiveSmallIntegerField()),
                (
                    "facts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), size=None
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "to decide"),
                            ("MERGED", "merged"),
                            ("NO_DOUBLE", "two customers"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("found_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "reason",
                    models.CharField(blank=True, max_length=200, verbose_name="reason"),
                ),
                ("proposed_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "first",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "double",
                "verbose_name_plural": "doubles",
                "indexes": [
                    models.Index(fields=["state", "-score", "-id"], name="double_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first", "second"), name="double_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first__lt", models.F("second"))),
                        name="double_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["OPEN", "MERGED", "NO_DOUBLE"])
                        ),
                        name="double_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "OPEN")),
                            models.Q(
                                models.Q(("state", "OPEN"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="double_open_iff_undecided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
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
                            ("LEAVE", "leave: shared until a day"),
                            ("TRANSFER", "transfer to another post"),
                            ("RESIGNATION", "resignation"),
                        ],
                        max_length=12,
                        verbose_name="why",
                    ),
                ),
                (
                    "until",
                    models.DateField(blank=True, null=True, verbose_name="until"),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        max_length=2000,
                        verbose_name="note to the successor",
                    ),
                ),
                ("customer_count", models.PositiveIntegerField(default=0)),
                ("submission_key", models.UUIDField(unique=True)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_given",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who passes on",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers_taken",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who takes over",
                    ),
                ),
            ],
            options={
                "verbose_name": "handover",
                "verbose_name_plural": "handovers",
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at", None)),
                        fields=["until"],
                        name="handover_running",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("taker")), _negated=True),
                        name="handover_to_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["LEAVE", "TRANSFER", "RESIGNATION"])
                        ),
                        name="handover_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "LEAVE"), ("until__isnull", False)),
                            models.Q(
                                models.Q(("kind", "LEAVE"), _negated=True),
                                ("until", None),
                            ),
                            _connector="OR",
                        ),
                        name="handover_leave_iff_until",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Lead",
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
                    "name",
                    models.CharField(max_length=80, verbose_name="name or salutation"),
                ),
                ("name_key", models.CharField(editable=False, max_length=120)),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=32, verbose_name="mobile or phone"
                    ),
                ),
                (
                    "phone_raw",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                (
                    "wechat",
                    models.CharField(blank=True, max_length=40, verbose_name="WeChat"),
                ),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        default="WALK_IN",
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "expected_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="expected to buy on"
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="budget (yuan)",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="note"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NEW", "new"),
                            ("CONTACTED", "contacted"),
                            ("QUALIFIED", "qualified"),
                            ("HANDED_OVER", "handed over"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                            ("POOL", "in the common pool"),
                        ],
                        default="NEW",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "lost_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_NEED", "no need after all"),
                            ("PRICE", "too expensive"),
                            ("COMPETITOR", "bought elsewhere"),
                            ("POSTPONED", "put off for long"),
                            ("UNREACHED", "never reached"),
                            ("WRONG_NUMBER", "wrong number"),
                            ("DOUBLE", "double of another lead"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="why lost",
                    ),
                ),
                ("first_due_at", models.DateTimeField(editable=False)),
                ("first_contacted_at", models.DateTimeField(editable=False, null=True)),
                ("last_contact_at", models.DateTimeField(editable=False, null=True)),
                ("touched_at", models.DateTimeField(editable=False)),
                (
                    "ladder_step",
                    models.PositiveSmallIntegerField(default=0, editable=False),
                ),
                (
                    "next_contact_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next contact"
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("pooled_at", models.DateTimeField(editable=False, null=True)),
                ("consent_given_at", models.DateTimeField(editable=False, null=True)),
                (
                    "consent_text",
                    models.CharField(blank=True, editable=False, max_length=20),
                ),
                (
                    "platform",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                (
                    "platform_key",
                    models.CharField(blank=True, editable=False, max_length=60),
                ),
                (
                    "search",
                    django.contrib.postgres.search.SearchVectorField(
                        editable=False, null=True
                    ),
                ),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="accounts.branch",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="customers.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "previous_owner",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referrer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="referred_leads",
                        to="customers.customer",
                        verbose_name="recommended by",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_leads",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "lead",
                "verbose_name_plural": "leads",
                "indexes": [
                    models.Index(fields=["-created_at", "-id"], name="lead_time"),
                    models.Index(
                        fields=["owner", "-created_at", "-id"], name="lead_owner"
                    ),
                    models.Index(
                        fields=["branch", "-created_at", "-id"], name="lead_branch"
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                ("NEW", "CONTACTED", "QUALIFIED", "HANDED_OVER"),
                            )
                        ),
                        fields=["touched_at", "id"],
                        name="lead_open_touched",
                    ),
                    models.Index(
                        condition=models.Q(
                            (
                                "state__in",
                                ("NEW", "CONTACTED", "QUALIFIED", "HANDED_OVER"),
                            )
                        ),
                        fields=["owner", "touched_at", "id"],
                        name="lead_open_owner",
                    ),
                    models.Index(
                        condition=models.Q(("phone", ""), _negated=True),
                        fields=["phone"],
                        name="lead_phone",
                    ),
                    models.Index(
                        condition=models.Q(("wechat", ""), _negated=True),
                        fields=["wechat"],
                        name="lead_wechat",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["owner", "branch", "search"], name="lead_search"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="lead_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone", ""), _negated=True),
                            models.Q(("wechat", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="lead_can_be_reached",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "NEW",
                                    "CONTACTED",
                                    "QUALIFIED",
                                    "HANDED_OVER",
                                    "WON",
                                    "LOST",
                                    "POOL",
                                ],
                            )
                        ),
                        name="lead_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "LOST"),
                                models.Q(("lost_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "LOST"), _negated=True),
                                ("lost_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="lead_lost_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state__in", ("WON", "LOST")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("WON", "LOST")), _negated=True),
                                ("closed_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="lead_closed_iff_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("owner", None),
                                ("pooled_at__isnull", False),
                                ("state", "POOL"),
                            ),
                            models.Q(
                                models.Q(("state", "POOL"), _negated=True),
                                ("pooled_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="lead_in_pool_is_nobodys",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "HANDED_OVER"), _negated=True),
                            models.Q(
                                ("owner__isnull", False), ("taker__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="lead_handed_over_to_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("customer", None), ("state", "WON"), _connector="OR"
                        ),
                        name="lead_with_customer_is_won",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("platform_key", ""), _negated=True),
                        fields=("platform", "platform_key"),
                        name="lead_downloaded_once",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."budget" IS DISTINCT FROM (NEW."budget") OR OLD."campaign_id" IS DISTINCT FROM (NEW."campaign_id") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."consent_given_at" IS DISTINCT FROM (NEW."consent_given_at") OR OLD."consent_text" IS DISTINCT FROM (NEW."consent_text") OR OLD."created_at" IS DISTINCT FROM (NEW."created_at") OR OLD."created_by_id" IS DISTINCT FROM (NEW."created_by_id") OR OLD."customer_id" IS DISTINCT FROM (NEW."customer_id") OR OLD."expected_on" IS DISTINCT FROM (NEW."expected_on") OR OLD."first_due_at" IS DISTINCT FROM (NEW."first_due_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."interests" IS DISTINCT FROM (NEW."interests") OR OLD."lost_reason" IS DISTINCT FROM (NEW."lost_reason") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."name_key" IS DISTINCT FROM (NEW."name_key") OR OLD."note" IS DISTINCT FROM (NEW."note") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."phone" IS DISTINCT FROM (NEW."phone") OR OLD."phone_raw" IS DISTINCT FROM (NEW."phone_raw") OR OLD."platform" IS DISTINCT FROM (NEW."platform") OR OLD."platform_key" IS DISTINCT FROM (NEW."platform_key") OR OLD."pooled_at" IS DISTINCT FROM (NEW."pooled_at") OR OLD."previous_owner_id" IS DISTINCT FROM (NEW."previous_owner_id") OR OLD."referrer_id" IS DISTINCT FROM (NEW."referrer_id") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."submission_key" IS DISTINCT FROM (NEW."submission_key") OR OLD."taker_id" IS DISTINCT FROM (NEW."taker_id") OR OLD."wechat" IS DISTINCT FROM (NEW."wechat"))',
                    func='INSERT INTO "customers_leadevent" ("branch_id", "budget", "campaign_id", "channel", "closed_at", "consent_given_at", "consent_text", "created_at", "created_by_id", "customer_id", "expected_on", "first_contacted_at", "first_due_at", "id", "interests", "ladder_step", "last_contact_at", "lost_reason", "name", "name_key", "next_contact_on", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_raw", "platform", "platform_key", "pooled_at", "previous_owner_id", "referrer_id", "state", "submission_key", "taker_id", "touched_at", "updated_at", "version", "wechat") VALUES (OLD."branch_id", OLD."budget", OLD."campaign_id", OLD."channel", OLD."closed_at", OLD."consent_given_at", OLD."consent_text", OLD."created_at", OLD."created_by_id", OLD."customer_id", OLD."expected_on", OLD."first_contacted_at", OLD."first_due_at", OLD."id", OLD."interests", OLD."ladder_step", OLD."last_contact_at", OLD."lost_reason", OLD."name", OLD."name_key", OLD."next_contact_on", OLD."note", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."phone", OLD."phone_raw", OLD."platform", OLD."platform_key", OLD."pooled_at", OLD."previous_owner_id", OLD."referrer_id", OLD."state", OLD."submission_key", OLD."taker_id", OLD."touched_at", OLD."updated_at", OLD."version", OLD."wechat"); RETURN NULL;',
                    hash="64f27ef0f12a9db1cc5ed468a3762d82cca4c0e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_98236",
                    table="customers_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_leadevent" ("branch_id", "budget", "campaign_id", "channel", "closed_at", "consent_given_at", "consent_text", "created_at", "created_by_id", "customer_id", "expected_on", "first_contacted_at", "first_due_at", "id", "interests", "ladder_step", "last_contact_at", "lost_reason", "name", "name_key", "next_contact_on", "note", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "phone_raw", "platform", "platform_key", "pooled_at", "previous_owner_id", "referrer_id", "state", "submission_key", "taker_id", "touched_at", "updated_at", "version", "wechat") VALUES (OLD."branch_id", OLD."budget", OLD."campaign_id", OLD."channel", OLD."closed_at", OLD."consent_given_at", OLD."consent_text", OLD."created_at", OLD."created_by_id", OLD."customer_id", OLD."expected_on", OLD."first_contacted_at", OLD."first_due_at", OLD."id", OLD."interests", OLD."ladder_step", OLD."last_contact_at", OLD."lost_reason", OLD."name", OLD."name_key", OLD."next_contact_on", OLD."note", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."phone", OLD."phone_raw", OLD."platform", OLD."platform_key", OLD."pooled_at", OLD."previous_owner_id", OLD."referrer_id", OLD."state", OLD."submission_key", OLD."taker_id", OLD."touched_at", OLD."updated_at", OLD."version", OLD."wechat"); RETURN NULL;',
                    hash="ca67ef2a5de888cd09c739d1659c688634e26c6e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_98cc5",
                    table="customers_lead",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LeadDeed",
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
                            ("REGISTERED", "registered the lead"),
                            ("TOUCHED", "was in touch"),
                            ("EDITED", "changed the lead"),
                            ("STAGED", "moved the lead to another stage"),
                            ("ASSIGNED", "gave the lead to a colleague"),
                            ("HANDED_OVER", "handed the lead over"),
                            ("ACCEPTED", "accepted the lead"),
                            ("RETURNED", "gave the lead back"),
                            ("TAKEN_BACK", "took the lead back"),
                            ("LATE", "not accepted in time"),
                            ("WON", "reported the deal"),
                            ("LOST", "reported the lead lost"),
                            ("REOPENED", "opened the lead again"),
                            ("POOLED", "put the lead into the common pool"),
                            ("CLAIMED", "took the lead from the common pool"),
                            ("CONVERTED", "made a customer of the lead"),
                            ("REMINDED", "untouched: the owner was reminded"),
                            ("ESCALATED", "still untouched: the superior was told"),
                            ("PROPOSED", "still untouched: another owner was proposed"),
                        ],
                        max_length=12,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("CALL", "call"),
                            ("WECHAT", "WeChat"),
                            ("VISIT", "meeting"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_reached", models.BooleanField(null=True)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NEW", "new"),
                            ("CONTACTED", "contacted"),
                            ("QUALIFIED", "qualified"),
                            ("HANDED_OVER", "handed over"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                            ("POOL", "in the common pool"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=1000)),
                ("since", models.DateTimeField(null=True)),
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
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deeds",
                        to="customers.lead",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["lead", "-at", "-id"], name="lead_deed_of"),
                    models.Index(
                        condition=models.Q(("kind", "CLAIMED")),
                        fields=["actor", "at"],
                        name="lead_deed_claimed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("since__isnull", False)),
                        fields=("lead", "kind", "since"),
                        name="lead_climbs_a_step_once",
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leaddeed",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="652e346c949eec96a8f103b6dc293f11fc83ee63",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a3853",
                    table="customers_leaddeed",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leaddeed",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="ed554f03a82dde68c38cdb61d414409713a70d6c",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_8f6c2",
                    table="customers_leaddeed",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LeadEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "name",
                    models.CharField(max_length=80, verbose_name="name or salutation"),
                ),
                ("name_key", models.CharField(editable=False, max_length=120)),
                (
                    "phone",
                    models.CharField(
                        blank=True, max_length=32, verbose_name="mobile or phone"
                    ),
                ),
                (
                    "phone_raw",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                (
                    "wechat",
                    models.CharField(blank=True, max_length=40, verbose_name="WeChat"),
                ),
                (
                    "interests",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40),
                        blank=True,
                        default=list,
                        size=8,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("WALK_IN", "walk-in"),
                            ("PHONE", "phone call"),
                            ("REFERRAL", "referral"),
                            ("ONLINE", "online platform"),
                            ("EVENT", "event"),
                            ("OTHER", "other"),
                        ],
                        default="WALK_IN",
                        max_length=10,
                        verbose_name="channel",
                    ),
                ),
                (
                    "expected_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="expected to buy on"
                    ),
                ),
                (
                    "budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        verbose_name="budget (yuan)",
                    ),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=2000, verbose_name="note"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("NEW", "new"),
                            ("CONTACTED", "contacted"),
                            ("QUALIFIED", "qualified"),
                            ("HANDED_OVER", "handed over"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                            ("POOL", "in the common pool"),
                        ],
                        default="NEW",
                        max_length=12,
                        verbose_name="state",
                    ),
                ),
                (
                    "lost_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("NO_NEED", "no need after all"),
                            ("PRICE", "too expensive"),
                            ("COMPETITOR", "bought elsewhere"),
                            ("POSTPONED", "put off for long"),
                            ("UNREACHED", "never reached"),
                            ("WRONG_NUMBER", "wrong number"),
                            ("DOUBLE", "double of another lead"),
                            ("OTHER", "something else"),
                        ],
                        max_length=12,
                        verbose_name="why lost",
                    ),
                ),
                ("first_due_at", models.DateTimeField(editable=False)),
                ("first_contacted_at", models.DateTimeField(editable=False, null=True)),
                ("last_contact_at", models.DateTimeField(editable=False, null=True)),
                ("touched_at", models.DateTimeField(editable=False)),
                (
                    "ladder_step",
                    models.PositiveSmallIntegerField(default=0, editable=False),
                ),
                (
                    "next_contact_on",
                    models.DateField(
                        blank=True, null=True, verbose_name="next contact"
                    ),
                ),
                ("closed_at", models.DateTimeField(editable=False, null=True)),
                ("pooled_at", models.DateTimeField(editable=False, null=True)),
                ("consent_given_at", models.DateTimeField(editable=False, null=True)),
                (
                    "consent_text",
                    models.CharField(blank=True, editable=False, max_length=20),
                ),
                (
                    "platform",
                    models.CharField(blank=True, editable=False, max_length=40),
                ),
                (
                    "platform_key",
                    models.CharField(blank=True, editable=False, max_length=60),
                ),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                ("updated_at", models.DateTimeField(editable=False)),
                (
                    "branch",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.branch",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.campaign",
                        verbose_name="campaign",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.lead",
                    ),
                ),
                (
                    "previous_owner",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "referrer",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                        verbose_name="recommended by",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="ed15eda35aa29c3b1693ea50a493868e1170cfdd",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_5ee8d",
                    table="customers_leadevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b1832281da177fa7cdc39cebff4da413ac62b7ff",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_eea90",
                    table="customers_leadevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LeadHandover",
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
                    "stood",
                    models.CharField(
                        choices=[
                            ("NEW", "new"),
                            ("CONTACTED", "contacted"),
                            ("QUALIFIED", "qualified"),
                            ("HANDED_OVER", "handed over"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                            ("POOL", "in the common pool"),
                        ],
                        max_length=12,
                    ),
                ),
                ("handed_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("accepted_at", models.DateTimeField(null=True)),
                ("late_told_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("WON", "won"),
                            ("LOST", "lost"),
                            ("RETURNED", "given back"),
                            ("TAKEN_BACK", "taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="customers.lead",
                    ),
                ),
                (
                    "taker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(
                            ("accepted_at", None),
                            ("ended_at", None),
                            ("late_told_at", None),
                        ),
                        fields=["due_at"],
                        name="lead_handover_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("lead",),
                        name="lead_handed_over_once_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ending", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ending", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="lead_handover_ended_iff_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LeadPause",
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
                ("until_on", models.DateField(verbose_name="away until")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lead_pause",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Like",
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
                            ("TIME", "contact time"),
                            ("CHANNEL", "channel"),
                            ("LANGUAGE", "language"),
                            ("HOBBY", "hobby"),
                            ("PRODUCT", "product"),
                            ("TABOO", "taboo"),
                            ("FAMILY", "family"),
                            ("OTHER", "other"),
                        ],
                        max_length=8,
                        verbose_name="about",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="what we know")),
                ("since", models.DateField(verbose_name="known since")),
                (
                    "told_by",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="who said so"
                    ),
                ),
                ("origin", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("created_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="likes",
                        to="customers.customer",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "preference",
                "verbose_name_plural": "preferences",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True),
                        name="like_has_text",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "TIME",
                                    "CHANNEL",
                                    "LANGUAGE",
                                    "HOBBY",
                                    "PRODUCT",
                                    "TABOO",
                                    "FAMILY",
                                    "OTHER",
                                ],
                            )
                        ),
                        name="like_kind_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="like",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_likeevent" ("created_at", "customer_id", "id", "kind", "noted_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission_key", "text", "told_by") VALUES (OLD."created_at", OLD."customer_id", OLD."id", OLD."kind", OLD."noted_by_id", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."since", OLD."submission_key", OLD."text", OLD."told_by"); RETURN NULL;',
                    hash="797fec22501c879a77d846de4fcbd5b59dec1061",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d011b",
                    table="customers_like",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="like",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_likeevent" ("created_at", "customer_id", "id", "kind", "noted_by_id", "origin", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "since", "submission_key", "text", "told_by") VALUES (OLD."created_at", OLD."customer_id", OLD."id", OLD."kind", OLD."noted_by_id", OLD."origin", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."since", OLD."submission_key", OLD."text", OLD."told_by"); RETURN NULL;',
                    hash="fa2e2317bac9c77621e4880e83c070051a21d8b3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fefd2",
                    table="customers_like",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="LikeEvent",
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
                            ("TIME", "contact time"),
                            ("CHANNEL", "channel"),
                            ("LANGUAGE", "language"),
                            ("HOBBY", "hobby"),
                            ("PRODUCT", "product"),
                            ("TABOO", "taboo"),
                            ("FAMILY", "family"),
                            ("OTHER", "other"),
                        ],
                        max_length=8,
                        verbose_name="about",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="what we know")),
                ("since", models.DateField(verbose_name="known since")),
                (
                    "told_by",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="who said so"
                    ),
                ),
                ("origin", models.CharField(blank=True, editable=False, max_length=40)),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "noted_by",
                    models.ForeignKey(
                        db_constraint=False,
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
                        to="customers.like",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="likeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="ebaf0e8546197aac8b09160ce8d0adf5026c7320",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_db86e",
                    table="customers_likeevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="likeevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="f80ea77a93dde5259ba1893eb56f6607596fad92",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_05815",
                    table="customers_likeevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Merge",
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
                ("fields", models.JSONField()),
                ("moved", models.JSONField()),
                ("holds", models.JSONField(default=list)),
                ("submission_key", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "loser",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "winner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "verbose_name": "merge",
                "verbose_name_plural": "merges",
                "indexes": [models.Index(fields=["-at", "-id"], name="merge_time")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("winner", models.F("loser")), _negated=True
                        ),
                        name="merge_of_two",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("loser",),
                        name="merge_loses_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MileageReading",
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
                ("km", models.PositiveIntegerField(verbose_name="mileage")),
                ("read_on", models.DateField(verbose_name="read on")),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("entered_at", models.DateTimeField()),
                (
                    "asset",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="readings",
                        to="customers.asset",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "mileage",
                "verbose_name_plural": "mileage",
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mileagereading",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="811d7a53335788f7a526c5d6222bb5773f2d9163",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_458c3",
                    table="customers_mileagereading",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="mileagereading",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="377c3e0b2a3d23a74631cbcf12415d6f98511079",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_823ba",
                    table="customers_mileagereading",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Opportunity",
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
                    "title",
                    models.CharField(max_length=80, verbose_name="what it is about"),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=1000, verbose_name="note"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount (yuan)",
                    ),
                ),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="expected by"),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("INTEREST", "interest"),
                            ("PROPOSAL", "proposal"),
                            ("NEGOTIATE", "negotiation"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                        ],
                        default="INTEREST",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "lost_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PRICE", "price"),
                            ("COMPETITOR", "bought elsewhere"),
                            ("TIMING", "not now"),
                            ("FUNDING", "no budget"),
                            ("OFFER", "we have nothing fitting"),
                            ("SILENT", "no longer answers"),
                            ("OTHER", "other"),
                        ],
                        max_length=10,
                        verbose_name="why lost",
                    ),
                ),
                (
                    "next_step",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="next step"
                    ),
                ),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="on")),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("origin", models.CharField(blank=True, editable=False, max_length=40)),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to="customers.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="opportunities",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
            ],
            options={
                "verbose_name": "opportunity",
                "verbose_name_plural": "opportunities",
                "indexes": [
                    models.Index(
                        models.F("owner"),
                        django.db.models.functions.comparison.Coalesce(
                            "next_on", datetime.date(9999, 12, 31)
                        ),
                        models.F("id"),
                        condition=models.Q(("ended_at", None)),
                        name="opportunity_owner_next",
                    ),
                    models.Index(
                        django.db.models.functions.comparison.Coalesce(
                            "next_on", datetime.date(9999, 12, 31)
                        ),
                        models.F("id"),
                        name="opportunity_next",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("origin", ""), _negated=True),
                        fields=("origin",),
                        name="opportunity_taken_up_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("title", ""), _negated=True),
                        name="opportunity_has_title",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "progress__in",
                                ["INTEREST", "PROPOSAL", "NEGOTIATE", "WON", "LOST"],
                            )
                        ),
                        name="opportunity_progress_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", False),
                                ("progress__in", ("WON", "LOST")),
                            ),
                            models.Q(
                                models.Q(
                                    ("progress__in", ("WON", "LOST")), _negated=True
                                ),
                                ("ended_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="opportunity_ended_iff_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("progress", "LOST"),
                                models.Q(("lost_reason", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("progress", "LOST"), _negated=True),
                                ("lost_reason", ""),
                            ),
                            _connector="OR",
                        ),
                        name="opportunity_lost_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount", None), ("amount__gte", 0), _connector="OR"
                        ),
                        name="opportunity_amount_not_negative",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="opportunity",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_opportunityevent" ("amount", "created_at", "created_by_id", "customer_id", "ended_at", "expected_on", "id", "lost_reason", "next_on", "next_step", "note", "origin", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progress", "submission_key", "title", "version") VALUES (OLD."amount", OLD."created_at", OLD."created_by_id", OLD."customer_id", OLD."ended_at", OLD."expected_on", OLD."id", OLD."lost_reason", OLD."next_on", OLD."next_step", OLD."note", OLD."origin", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."progress", OLD."submission_key", OLD."title", OLD."version"); RETURN NULL;',
                    hash="55768fdec8eb79f511bda165f1aacc872fe7c93c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_30e76",
                    table="customers_opportunity",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="OpportunityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "title",
                    models.CharField(max_length=80, verbose_name="what it is about"),
                ),
                (
                    "note",
                    models.TextField(blank=True, max_length=1000, verbose_name="note"),
                ),
                (
                    "amount",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=12,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="amount (yuan)",
                    ),
                ),
                (
                    "expected_on",
                    models.DateField(blank=True, null=True, verbose_name="expected by"),
                ),
                (
                    "progress",
                    models.CharField(
                        choices=[
                            ("INTEREST", "interest"),
                            ("PROPOSAL", "proposal"),
                            ("NEGOTIATE", "negotiation"),
                            ("WON", "won"),
                            ("LOST", "lost"),
                        ],
                        default="INTEREST",
                        max_length=10,
                        verbose_name="stage",
                    ),
                ),
                (
                    "lost_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PRICE", "price"),
                            ("COMPETITOR", "bought elsewhere"),
                            ("TIMING", "not now"),
                            ("FUNDING", "no budget"),
                            ("OFFER", "we have nothing fitting"),
                            ("SILENT", "no longer answers"),
                            ("OTHER", "other"),
                        ],
                        max_length=10,
                        verbose_name="why lost",
                    ),
                ),
                (
                    "next_step",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="next step"
                    ),
                ),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="on")),
                ("ended_at", models.DateTimeField(editable=False, null=True)),
                ("origin", models.CharField(blank=True, editable=False, max_length=40)),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "created_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="owner",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.opportunity",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="opportunityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="564bede33217e5ad899dcf06ea21ab5e2561bc9a",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_544dd",
                    table="customers_opportunityevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="opportunityevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="fbf1f97363bd60cdbfe64c86c0316a8354b7707a",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_1e402",
                    table="customers_opportunityevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="Origin",
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
                ("author", models.CharField(blank=True, max_length=80)),
                ("written_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="customers.customer",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("author", ""), _negated=True),
                            ("written_on__isnull", False),
                            _connector="OR",
                        ),
                        name="origin_says_something",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OwnField",
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
                ("name", models.CharField(max_length=30, verbose_name="name")),
                (
                    "name_en",
                    models.CharField(
                        blank=True, max_length=40, verbose_name="English name"
                    ),
                ),
                (
                    "type",
                    models.CharField(
                        choices=[
                            ("TEXT", "text"),
                            ("NUMBER", "number"),
                            ("DATE", "date"),
                            ("CHOICE", "choice"),
                            ("YES_NO", "yes or no"),
                        ],
                        max_length=8,
                        verbose_name="type of answer",
                    ),
                ),
                (
                    "choices",
                    models.TextField(
                        blank=True, max_length=1000, verbose_name="choices"
                    ),
                ),
                (
                    "concerns",
                    models.CharField(
                        choices=[
                            ("BOTH", "persons and organisations"),
                            ("PERSON", "persons only"),
                            ("ORGANISATION", "organisations only"),
                        ],
                        default="BOTH",
                        max_length=12,
                        verbose_name="for",
                    ),
                ),
                (
                    "is_required",
                    models.BooleanField(
                        default=False,
                        verbose_name="to be answered when a customer is created",
                    ),
                ),
                (
                    "place",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="place in the list"
                    ),
                ),
                ("archived_at", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "own field",
                "verbose_name_plural": "own fields",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name",), name="own_field_name_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="own_field_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("type__in", ["TEXT", "NUMBER", "DATE", "CHOICE", "YES_NO"])
                        ),
                        name="own_field_type_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("concerns__in", ["BOTH", "PERSON", "ORGANISATION"])
                        ),
                        name="own_field_concerns_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("type", "CHOICE"),
                                models.Q(("choices", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("type", "CHOICE"), _negated=True),
                                ("choices", ""),
                            ),
                            _connector="OR",
                        ),
                        name="own_field_choices_iff_choice",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
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
                            ("VISIT", "planned visit"),
                            ("CONTACT", "next contact"),
                            ("INTRODUCTION", "introduce yourself"),
                        ],
                        max_length=12,
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("due_on", models.DateField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPEN", "to be confirmed"),
                            ("CONFIRMED", "confirmed"),
                            ("DECLINED", "cannot be kept"),
                        ],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="customers.customer",
                    ),
                ),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promises",
                        to="customers.handover",
                    ),
                ),
            ],
            options={
                "verbose_name": "promise",
                "verbose_name_plural": "promises",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("handover", "key"), name="promise_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("state", "OPEN")),
                            models.Q(
                                models.Q(("state", "OPEN"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="promise_decided_iff_dated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "DECLINED"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="promise_declined_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QualityDay",
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
                ("on", models.DateField()),
                ("customers", models.PositiveIntegerField()),
                ("points", models.PositiveBigIntegerField()),
                (
                    "branch",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.branch",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "quality of a day",
                "verbose_name_plural": "quality by day",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("on", "owner", "branch"), name="quality_day_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Removal",
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
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField()),
                ("notices", models.JSONField(default=list)),
                ("restored_at", models.DateTimeField(null=True)),
                (
                    "actor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="removals",
                        to="customers.customer",
                    ),
                ),
                (
                    "restored_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "removal",
                "verbose_name_plural": "removals",
                "indexes": [
                    models.Index(
                        condition=models.Q(("restored_at", None)),
                        fields=["-at", "-id"],
                        name="removal_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("restored_at", None)),
                        fields=("customer",),
                        name="removal_open_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="removal_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RetentionClassEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "name_zh",
                    models.CharField(max_length=40, verbose_name="Chinese name"),
                ),
                (
                    "name_en",
                    models.CharField(max_length=60, verbose_name="English name"),
                ),
                ("years", models.PositiveSmallIntegerField(verbose_name="years")),
                (
                    "starts",
                    models.CharField(
                        choices=[
                            ("DATED", "the date of the document"),
                            ("EXPIRY", "the day it ceases to be valid"),
                            ("FILED", "the day it was filed"),
                        ],
                        max_length=6,
                        verbose_name="counted from",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.retentionclass",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclassevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="48f39d6b3f076dd02935c40212c1da9a96f3975e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_3f50f",
                    table="customers_retentionclassevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="retentionclassevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c85ea464a58ff14c15f43acd906d86b0679db96",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c485d",
                    table="customers_retentionclassevent",
                    when="BEFORE",
                ),
            ),
        ),
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
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "saved matching",
                "verbose_name_plural": "saved matchings",
                "indexes": [
                    models.Index(
                        fields=["kind", "headings_key", "-saved_at"],
                        name="mapping_headings",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("name", "")),
                        fields=("owner", "kind", "headings_key"),
                        name="mapping_last_time_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        fields=("owner", "kind", "name"),
                        name="mapping_name_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_shared", False),
                            models.Q(("name", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="mapping_shared_has_name",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Segment",
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
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("rule", models.JSONField(verbose_name="rule")),
                (
                    "shared",
                    models.CharField(
                        choices=[
                            ("MINE", "only I"),
                            ("ALL", "everybody who uses segments"),
                        ],
                        default="MINE",
                        max_length=4,
                        verbose_name="found by",
                    ),
                ),
                ("archived_at", models.DateTimeField(editable=False, null=True)),
                (
                    "submission_key",
                    models.UUIDField(editable=False, null=True, unique=True),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="segments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "segment",
                "verbose_name_plural": "segments",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True),
                        name="segment_has_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("shared__in", ["MINE", "ALL"])),
                        name="segment_shared_known",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_segmentevent" ("archived_at", "created_at", "id", "name", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rule", "shared", "submission_key", "version") VALUES (OLD."archived_at", OLD."created_at", OLD."id", OLD."name", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."rule", OLD."shared", OLD."submission_key", OLD."version"); RETURN NULL;',
                    hash="c531afc4aac804ad2d76b3984a724b0a232662d8",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_48d0e",
                    table="customers_segment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SegmentCount",
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
                ("on", models.DateField()),
                ("count", models.PositiveIntegerField(null=True)),
                (
                    "segment",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="customers.segment",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("segment", "on"), name="segment_counted_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SegmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("rule", models.JSONField(verbose_name="rule")),
                (
                    "shared",
                    models.CharField(
                        choices=[
                            ("MINE", "only I"),
                            ("ALL", "everybody who uses segments"),
                        ],
                        default="MINE",
                        max_length=4,
                        verbose_name="found by",
                    ),
                ),
                ("archived_at", models.DateTimeField(editable=False, null=True)),
                ("submission_key", models.UUIDField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("created_at", models.DateTimeField(editable=False)),
                (
                    "owner",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.segment",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="5eb6037634569a4dba20686d29fc7b2af449da84",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_04a9b",
                    table="customers_segmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="segmentevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="04e7b8323276f33d71f41f8163e62828e354ecb8",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_6433e",
                    table="customers_segmentevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="SegmentPin",
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
                    "segment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pins",
                        to="customers.segment",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "segment"), name="segment_pinned_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StageRule",
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
                    "new_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days a customer is new",
                    ),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days of a period that is compared with the one before",
                    ),
                ),
                (
                    "drifting_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(95),
                        ],
                        verbose_name="per cent of the time until lost after which one drifts",
                    ),
                ),
                (
                    "retail_lost_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="retail: lost after so many days",
                    ),
                ),
                (
                    "lost_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="vehicles and service: lost after so many days",
                    ),
                ),
                (
                    "won_back_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days one counts as won back",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "stage rule",
                "verbose_name_plural": "stage rules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("pk", 1)), name="stage_rule_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drifting_percent__range", (10, 95)),
                            ("lost_days__gte", 7),
                            ("new_days__gte", 7),
                            ("retail_lost_days__gte", 7),
                            ("window_days__gte", 7),
                            ("won_back_days__gte", 7),
                        ),
                        name="stage_rule_days_sound",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stagerule",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_stageruleevent" ("drifting_percent", "id", "lost_days", "new_days", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "retail_lost_days", "version", "window_days", "won_back_days") VALUES (OLD."drifting_percent", OLD."id", OLD."lost_days", OLD."new_days", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."retail_lost_days", OLD."version", OLD."window_days", OLD."won_back_days"); RETURN NULL;',
                    hash="7fb74d72dd1bbb8795d888b85b56816bed68b2ed",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c335e",
                    table="customers_stagerule",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="StageRuleEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "new_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days a customer is new",
                    ),
                ),
                (
                    "window_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days of a period that is compared with the one before",
                    ),
                ),
                (
                    "drifting_percent",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(10),
                            django.core.validators.MaxValueValidator(95),
                        ],
                        verbose_name="per cent of the time until lost after which one drifts",
                    ),
                ),
                (
                    "retail_lost_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="retail: lost after so many days",
                    ),
                ),
                (
                    "lost_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="vehicles and service: lost after so many days",
                    ),
                ),
                (
                    "won_back_days",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(7),
                            django.core.validators.MaxValueValidator(3650),
                        ],
                        verbose_name="days one counts as won back",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.stagerule",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stageruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="701427d968b1edbad44f283b213e418f71d30244",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_bfeb4",
                    table="customers_stageruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stageruleevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="c605fef4bcc159310960d9b81fee6efc1238ce7e",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a4132",
                    table="customers_stageruleevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierPolicy",
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
                ("number", models.PositiveIntegerField(editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "draft"),
                            ("ACTIVE", "in force"),
                            ("SUPERSEDED", "superseded"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "weight_m",
                    models.PositiveSmallIntegerField(default=35, verbose_name="spend"),
                ),
                (
                    "weight_f",
                    models.PositiveSmallIntegerField(
                        default=25, verbose_name="frequency"
                    ),
                ),
                (
                    "weight_r",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="recency"
                    ),
                ),
                (
                    "weight_l",
                    models.PositiveSmallIntegerField(default=15, verbose_name="tenure"),
                ),
                (
                    "weight_g",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="loyalty"
                    ),
                ),
                (
                    "floor_s",
                    models.PositiveSmallIntegerField(default=88, verbose_name="S from"),
                ),
                (
                    "floor_a",
                    models.PositiveSmallIntegerField(default=72, verbose_name="A from"),
                ),
                (
                    "floor_b",
                    models.PositiveSmallIntegerField(default=52, verbose_name="B from"),
                ),
                (
                    "floor_c",
                    models.PositiveSmallIntegerField(default=34, verbose_name="C from"),
                ),
                (
                    "keep_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        verbose_name="lowered below so many percent of the threshold",
                    ),
                ),
                (
                    "review_count",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="on so many monthly reviews in a row"
                    ),
                ),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="a tier holds at least so many days"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="the owner is told so many days before"
                    ),
                ),
                (
                    "new_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        verbose_name="a customer is new for so many days after the first order",
                    ),
                ),
                (
                    "dormant_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        verbose_name="dormant after so many days without an order",
                    ),
                ),
                (
                    "lost_days",
                    models.PositiveSmallIntegerField(
                        default=730,
                        verbose_name="lost after so many days without an order",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it was changed"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("activated_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tier policy",
                "verbose_name_plural": "tier policies",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "ACTIVE")),
                        fields=("state",),
                        name="tierpolicy_one_in_force",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("activated_at", None), ("state", "DRAFT")),
                            models.Q(
                                ("activated_at__isnull", False),
                                ("state", "ACTIVE"),
                                ("superseded_at", None),
                            ),
                            models.Q(
                                ("state", "SUPERSEDED"),
                                ("superseded_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tierpolicy_dated_as_its_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "weight_m",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                models.Value(100),
                                                "-",
                                                models.F("weight_f"),
                                            ),
                                            "-",
                                            models.F("weight_r"),
                                        ),
                                        "-",
                                        models.F("weight_l"),
                                    ),
                                    "-",
                                    models.F("weight_g"),
                                ),
                            )
                        ),
                        name="tierpolicy_weights_make_100",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("floor_a__gt", models.F("floor_b")),
                            ("floor_b__gt", models.F("floor_c")),
                            ("floor_c__gt", 0),
                            ("floor_s__gt", models.F("floor_a")),
                            ("floor_s__lte", 100),
                        ),
                        name="tierpolicy_floors_fall",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("keep_percent__range", (1, 100)),
                            ("review_count__range", (1, 12)),
                        ),
                        name="tierpolicy_grace_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dormant_days__lt", models.F("lost_days")),
                            ("new_days__lt", models.F("dormant_days")),
                        ),
                        name="tierpolicy_segments_follow",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_tierpolicyevent" ("activated_at", "activated_by_id", "dormant_days", "floor_a", "floor_b", "floor_c", "floor_s", "id", "keep_percent", "lost_days", "made_at", "made_by_id", "new_days", "note", "notice_days", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_count", "state", "superseded_at", "valid_days", "version", "weight_f", "weight_g", "weight_l", "weight_m", "weight_r") VALUES (OLD."activated_at", OLD."activated_by_id", OLD."dormant_days", OLD."floor_a", OLD."floor_b", OLD."floor_c", OLD."floor_s", OLD."id", OLD."keep_percent", OLD."lost_days", OLD."made_at", OLD."made_by_id", OLD."new_days", OLD."note", OLD."notice_days", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."review_count", OLD."state", OLD."superseded_at", OLD."valid_days", OLD."version", OLD."weight_f", OLD."weight_g", OLD."weight_l", OLD."weight_m", OLD."weight_r"); RETURN NULL;',
                    hash="937cf7d5c54bfbbe57d4f7fe0415e278fd19c57a",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f1c41",
                    table="customers_tierpolicy",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierpolicy",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "customers_tierpolicyevent" ("activated_at", "activated_by_id", "dormant_days", "floor_a", "floor_b", "floor_c", "floor_s", "id", "keep_percent", "lost_days", "made_at", "made_by_id", "new_days", "note", "notice_days", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_count", "state", "superseded_at", "valid_days", "version", "weight_f", "weight_g", "weight_l", "weight_m", "weight_r") VALUES (OLD."activated_at", OLD."activated_by_id", OLD."dormant_days", OLD."floor_a", OLD."floor_b", OLD."floor_c", OLD."floor_s", OLD."id", OLD."keep_percent", OLD."lost_days", OLD."made_at", OLD."made_by_id", OLD."new_days", OLD."note", OLD."notice_days", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."review_count", OLD."state", OLD."superseded_at", OLD."valid_days", OLD."version", OLD."weight_f", OLD."weight_g", OLD."weight_l", OLD."weight_m", OLD."weight_r"); RETURN NULL;',
                    hash="23a8f4bdac3aa4b77b1571f9359ccdebf89362d2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43553",
                    table="customers_tierpolicy",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierAssignment",
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
                            ("FIRST", "measured for the first time"),
                            ("UP", "raised"),
                            ("DOWN", "lowered"),
                            ("RETURNED", "raise taken back after returns"),
                            ("OVERRIDE", "set by hand"),
                            ("ENDED", "override ended"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "from_tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "to_tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                ("inputs", models.JSONField(default=dict)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tier_assignments",
                        to="customers.customer",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "tier change",
                "verbose_name_plural": "tier changes",
                "indexes": [
                    models.Index(
                        fields=["customer", "-at", "-id"], name="tierassignment_of"
                    )
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="9d6e8a64454157bc013a20f0bece099e73154448",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_64fcc",
                    table="customers_tierassignment",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierassignment",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="db2a21fdfd217cf9a614b4112e1881ee38a4007d",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_71636",
                    table="customers_tierassignment",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierCuts",
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
                    "source",
                    models.CharField(
                        choices=[
                            ("SHIPPED", "shipped with the product"),
                            ("COMPUTED", "computed from the customers"),
                            ("TYPED", "set by hand"),
                        ],
                        max_length=8,
                    ),
                ),
                ("as_of", models.DateField()),
                (
                    "r",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=4
                    ),
                ),
                (
                    "f",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=4
                    ),
                ),
                (
                    "m",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=4
                    ),
                ),
                (
                    "l",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=4
                    ),
                ),
                (
                    "g",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), size=4
                    ),
                ),
                ("customer_count", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cuts",
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "cut points",
                "verbose_name_plural": "cut points",
                "indexes": [
                    models.Index(fields=["policy", "-id"], name="tiercuts_newest")
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiercuts",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d290c4736fb66c7137351e0a50e7945e31b9633c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a25ca",
                    table="customers_tiercuts",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tiercuts",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="81c2f6861ac2c3f953703a0ebdfc6ce05fe86cfc",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_ea5cc",
                    table="customers_tiercuts",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierTrial",
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
                ("policy_version", models.PositiveIntegerField()),
                ("as_of", models.DateField()),
                ("made_at", models.DateTimeField()),
                ("customer_count", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=list)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trial",
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "dry run",
                "verbose_name_plural": "dry runs",
            },
        ),
        migrations.CreateModel(
            name="TierMove",
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
                            ("FIRST", "measured for the first time"),
                            ("UP", "raised"),
                            ("DOWN", "lowered"),
                            ("RETURNED", "raise taken back after returns"),
                            ("OVERRIDE", "set by hand"),
                            ("ENDED", "override ended"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "from_tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                (
                    "to_tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                ("inputs", models.JSONField(default=dict)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "trial",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="moves",
                        to="customers.tiertrial",
                    ),
                ),
            ],
            options={
                "verbose_name": "would-be change",
                "verbose_name_plural": "would-be changes",
            },
        ),
        migrations.CreateModel(
            name="TierOverride",
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
                    "tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("until", models.DateField(verbose_name="holds until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a second person"),
                            ("ACCEPTED", "in force"),
                            ("REFUSED", "refused"),
                            ("ENDED", "ended"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                    ),
                ),
                (
                    "stood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=200, verbose_name="remark"),
                ),
                ("submission_key", models.UUIDField(unique=True)),
                (
                    "customer",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tier_overrides",
                        to="customers.customer",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "tier override",
                "verbose_name_plural": "tier overrides",
                "indexes": [
                    models.Index(fields=["customer", "-id"], name="tieroverride_of"),
                    models.Index(
                        condition=models.Q(("state", "ACCEPTED")),
                        fields=["until"],
                        name="tieroverride_until",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["PROPOSED", "ACCEPTED"])),
                        fields=("customer", "state"),
                        name="tieroverride_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(
                                ("decided_by", models.F("proposed_by")), _negated=True
                            ),
                            _connector="OR",
                        ),
                        name="tieroverride_decided_by_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("state", "PROPOSED"),
                            ),
                            models.Q(
                                models.Q(("state", "PROPOSED"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="tieroverride_decided_as_its_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="tieroverride_has_reason",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tieroverride",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_tieroverrideevent" ("customer_id", "decided_at", "decided_by_id", "decision", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_at", "proposed_by_id", "reason", "state", "stood", "submission_key", "tier", "until") VALUES (OLD."customer_id", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."proposed_at", OLD."proposed_by_id", OLD."reason", OLD."state", OLD."stood", OLD."submission_key", OLD."tier", OLD."until"); RETURN NULL;',
                    hash="c6a9eeb03b5052a6ddd804b2834aa8359b380399",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_74918",
                    table="customers_tieroverride",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierOverrideEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("until", models.DateField(verbose_name="holds until")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "waiting for a second person"),
                            ("ACCEPTED", "in force"),
                            ("REFUSED", "refused"),
                            ("ENDED", "ended"),
                        ],
                        default="PROPOSED",
                        max_length=8,
                    ),
                ),
                (
                    "stood",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                ("proposed_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "decision",
                    models.CharField(blank=True, max_length=200, verbose_name="remark"),
                ),
                ("submission_key", models.UUIDField()),
                (
                    "customer",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="customers.customer",
                    ),
                ),
                (
                    "decided_by",
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
                        to="customers.tieroverride",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tieroverrideevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="61e7288d20b337ad2f6da46af8c456dc67b53944",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_f254a",
                    table="customers_tieroverrideevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tieroverrideevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="860c242f789ca5019cc2117e372f475fdeacd15b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f26db",
                    table="customers_tieroverrideevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierPolicyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveIntegerField(editable=False)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "draft"),
                            ("ACTIVE", "in force"),
                            ("SUPERSEDED", "superseded"),
                        ],
                        default="DRAFT",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "weight_m",
                    models.PositiveSmallIntegerField(default=35, verbose_name="spend"),
                ),
                (
                    "weight_f",
                    models.PositiveSmallIntegerField(
                        default=25, verbose_name="frequency"
                    ),
                ),
                (
                    "weight_r",
                    models.PositiveSmallIntegerField(
                        default=15, verbose_name="recency"
                    ),
                ),
                (
                    "weight_l",
                    models.PositiveSmallIntegerField(default=15, verbose_name="tenure"),
                ),
                (
                    "weight_g",
                    models.PositiveSmallIntegerField(
                        default=10, verbose_name="loyalty"
                    ),
                ),
                (
                    "floor_s",
                    models.PositiveSmallIntegerField(default=88, verbose_name="S from"),
                ),
                (
                    "floor_a",
                    models.PositiveSmallIntegerField(default=72, verbose_name="A from"),
                ),
                (
                    "floor_b",
                    models.PositiveSmallIntegerField(default=52, verbose_name="B from"),
                ),
                (
                    "floor_c",
                    models.PositiveSmallIntegerField(default=34, verbose_name="C from"),
                ),
                (
                    "keep_percent",
                    models.PositiveSmallIntegerField(
                        default=80,
                        verbose_name="lowered below so many percent of the threshold",
                    ),
                ),
                (
                    "review_count",
                    models.PositiveSmallIntegerField(
                        default=2, verbose_name="on so many monthly reviews in a row"
                    ),
                ),
                (
                    "valid_days",
                    models.PositiveSmallIntegerField(
                        default=90, verbose_name="a tier holds at least so many days"
                    ),
                ),
                (
                    "notice_days",
                    models.PositiveSmallIntegerField(
                        default=30, verbose_name="the owner is told so many days before"
                    ),
                ),
                (
                    "new_days",
                    models.PositiveSmallIntegerField(
                        default=60,
                        verbose_name="a customer is new for so many days after the first order",
                    ),
                ),
                (
                    "dormant_days",
                    models.PositiveSmallIntegerField(
                        default=365,
                        verbose_name="dormant after so many days without an order",
                    ),
                ),
                (
                    "lost_days",
                    models.PositiveSmallIntegerField(
                        default=730,
                        verbose_name="lost after so many days without an order",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="why it was changed"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("made_at", models.DateTimeField(editable=False)),
                ("activated_at", models.DateTimeField(editable=False, null=True)),
                ("superseded_at", models.DateTimeField(editable=False, null=True)),
                (
                    "activated_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        editable=False,
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
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierpolicyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="a7cd336e5dad85729228835479281864bedc13ce",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_4fc82",
                    table="customers_tierpolicyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierpolicyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="af5c769ba51697adc8a178fa65f37473a47ee919",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_f4881",
                    table="customers_tierpolicyevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierRun",
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
                ("as_of", models.DateField()),
                ("finished_at", models.DateTimeField()),
                ("customer_count", models.PositiveIntegerField()),
                ("counts", models.JSONField(default=dict)),
                ("raised_count", models.PositiveIntegerField(default=0)),
                ("lowered_count", models.PositiveIntegerField(default=0)),
                (
                    "cuts",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.tiercuts",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "tier run",
                "verbose_name_plural": "tier runs",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("as_of", "policy"), name="tierrun_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TierStanding",
            fields=[
                (
                    "customer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="standing",
                        serialize=False,
                        to="customers.customer",
                    ),
                ),
                ("as_of", models.DateField()),
                ("first_order_on", models.DateField(null=True)),
                ("last_order_on", models.DateField(null=True)),
                ("order_days", models.PositiveSmallIntegerField()),
                ("spend_fen", models.BigIntegerField()),
                ("order_months", models.PositiveSmallIntegerField()),
                ("r_class", models.PositiveSmallIntegerField()),
                ("f_class", models.PositiveSmallIntegerField()),
                ("m_class", models.PositiveSmallIntegerField()),
                ("l_class", models.PositiveSmallIntegerField()),
                ("g_class", models.PositiveSmallIntegerField()),
                ("score", models.DecimalField(decimal_places=1, max_digits=4)),
                (
                    "segment",
                    models.CharField(
                        choices=[
                            ("KEY_VALUE", "key, loyal"),
                            ("KEY_KEEP", "key, to keep"),
                            ("KEY_GROW", "key, to develop"),
                            ("KEY_WIN", "key, to win back"),
                            ("BASE_VALUE", "general, loyal"),
                            ("BASE_KEEP", "general, to keep"),
                            ("BASE_GROW", "general, to develop"),
                            ("BASE_WIN", "general, to win back"),
                            ("NEW", "new customer"),
                            ("DORMANT", "dormant"),
                            ("LOST", "lost"),
                            ("NONE", "no paid order"),
                        ],
                        max_length=10,
                    ),
                ),
                ("is_scored", models.BooleanField()),
                ("tier_since", models.DateField()),
                (
                    "raised_from",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                    ),
                ),
                ("low_since", models.DateField(null=True)),
                ("low_reviews", models.PositiveSmallIntegerField(default=0)),
                ("reviewed_on", models.DateField(null=True)),
                (
                    "policy",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="customers.tierpolicy",
                    ),
                ),
            ],
            options={
                "verbose_name": "standing",
                "verbose_name_plural": "standings",
                "indexes": [
                    models.Index(
                        fields=["segment", "customer"], name="tierstanding_segment"
                    ),
                    models.Index(
                        fields=["r_class", "f_class", "customer"],
                        name="tierstanding_cell",
                    ),
                    models.Index(
                        condition=models.Q(("low_reviews__gt", 0)),
                        fields=["low_since"],
                        name="tierstanding_low",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("f_class__range", (1, 5)),
                            ("g_class__range", (1, 5)),
                            ("l_class__range", (1, 5)),
                            ("m_class__range", (1, 5)),
                            ("r_class__range", (1, 5)),
                        ),
                        name="tierstanding_classes",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "segment__in",
                                [
                                    "KEY_VALUE",
                                    "KEY_KEEP",
                                    "KEY_GROW",
                                    "KEY_WIN",
                                    "BASE_VALUE",
                                    "BASE_KEEP",
                                    "BASE_GROW",
                                    "BASE_WIN",
                                    "NEW",
                                    "DORMANT",
                                    "LOST",
                                    "NONE",
                                ],
                            )
                        ),
                        name="tierstanding_segment_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("first_order_on", None),
                                ("last_order_on", None),
                                ("segment", "NONE"),
                            ),
                            models.Q(
                                ("first_order_on__lte", models.F("last_order_on")),
                                models.Q(("segment", "NONE"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="tierstanding_ordered_both_or_neither",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("low_reviews", 0),
                                ("low_since", None),
                                ("reviewed_on", None),
                            ),
                            models.Q(
                                ("low_reviews__gt", 0),
                                ("low_since__lte", models.F("reviewed_on")),
                            ),
                            _connector="OR",
                        ),
                        name="tierstanding_low_is_dated",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TierStrategy",
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
                    "tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                        unique=True,
                        verbose_name="tier",
                    ),
                ),
                (
                    "contact_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="days between two contacts"
                    ),
                ),
                (
                    "cared_by",
                    models.CharField(
                        choices=[
                            ("PEOPLE", "people"),
                            ("AUTOMATION", "automatic reminders"),
                        ],
                        max_length=10,
                        verbose_name="kept in touch by",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("VISIT", "visit"),
                            ("PHONE", "phone call"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                        ],
                        max_length=6,
                        verbose_name="channel",
                    ),
                ),
                (
                    "reply_hours",
                    models.PositiveSmallIntegerField(
                        verbose_name="first reply to a complaint, working hours"
                    ),
                ),
                (
                    "resolve_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="complaint resolved within, working days"
                    ),
                ),
                (
                    "benefits_zh",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="benefits, Chinese"
                    ),
                ),
                (
                    "benefits_en",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="benefits, English"
                    ),
                ),
                (
                    "has_price_effect",
                    models.BooleanField(
                        default=False, verbose_name="it changes a price"
                    ),
                ),
                (
                    "compliance_note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why the difference in price is lawful",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "tier strategy",
                "verbose_name_plural": "tier strategies",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("tier__in", ["S", "A", "B", "C", "D"])),
                        name="tierstrategy_tier_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("contact_days__range", (1, 3650)),
                            ("reply_hours__range", (1, 400)),
                            ("resolve_days__range", (1, 400)),
                        ),
                        name="tierstrategy_limits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("has_price_effect", False),
                            models.Q(("compliance_note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="tierstrategy_price_is_justified",
                    ),
                ],
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierstrategy",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "customers_tierstrategyevent" ("benefits_en", "benefits_zh", "cared_by", "channel", "compliance_note", "contact_days", "has_price_effect", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reply_hours", "resolve_days", "tier", "version") VALUES (OLD."benefits_en", OLD."benefits_zh", OLD."cared_by", OLD."channel", OLD."compliance_note", OLD."contact_days", OLD."has_price_effect", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', OLD."id", OLD."reply_hours", OLD."resolve_days", OLD."tier", OLD."version"); RETURN NULL;',
                    hash="c4b35133f681a8e2ad95515f78cf7ae7454e5563",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7e484",
                    table="customers_tierstrategy",
                    when="AFTER",
                ),
            ),
        ),
        migrations.CreateModel(
            name="TierStrategyEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.BigIntegerField()),
                (
                    "tier",
                    models.CharField(
                        choices=[
                            ("S", "S strategic"),
                            ("A", "A"),
                            ("B", "B"),
                            ("C", "C"),
                            ("D", "D"),
                        ],
                        max_length=1,
                        verbose_name="tier",
                    ),
                ),
                (
                    "contact_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="days between two contacts"
                    ),
                ),
                (
                    "cared_by",
                    models.CharField(
                        choices=[
                            ("PEOPLE", "people"),
                            ("AUTOMATION", "automatic reminders"),
                        ],
                        max_length=10,
                        verbose_name="kept in touch by",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("VISIT", "visit"),
                            ("PHONE", "phone call"),
                            ("WECHAT", "WeChat"),
                            ("SMS", "text message"),
                            ("EMAIL", "e-mail"),
                        ],
                        max_length=6,
                        verbose_name="channel",
                    ),
                ),
                (
                    "reply_hours",
                    models.PositiveSmallIntegerField(
                        verbose_name="first reply to a complaint, working hours"
                    ),
                ),
                (
                    "resolve_days",
                    models.PositiveSmallIntegerField(
                        verbose_name="complaint resolved within, working days"
                    ),
                ),
                (
                    "benefits_zh",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="benefits, Chinese"
                    ),
                ),
                (
                    "benefits_en",
                    models.TextField(
                        blank=True, max_length=600, verbose_name="benefits, English"
                    ),
                ),
                (
                    "has_price_effect",
                    models.BooleanField(
                        default=False, verbose_name="it changes a price"
                    ),
                ),
                (
                    "compliance_note",
                    models.CharField(
                        blank=True,
                        max_length=300,
                        verbose_name="why the difference in price is lawful",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="customers.tierstrategy",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierstrategyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="5b7aa1d4624a53261d5bb1bbb868af16a2da609e",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_88c56",
                    table="customers_tierstrategyevent",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="tierstrategyevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ae10fdbb194b89476ac74f733e96f430212cc2c3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_23355",
                    table="customers_tierstrategyevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
