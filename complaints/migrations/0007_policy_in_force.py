import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0006_knock_door"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="part",
            index=models.Index(
                condition=models.Q(("state__in", ("ASKED", "TAKEN", "RETURNED"))),
                fields=["complaint"],
                name="part_owed_in",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clockrule",
            trigger=pgtrigger.compiler.Trigger(
                name="in_force_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF EXISTS (\n        SELECT FROM complaints_policy\n        WHERE id IN (OLD.policy_id, NEW.policy_id) AND active_from IS NOT NULL\n    ) THEN\n        RAISE EXCEPTION 'pgtrigger: The policy of this limit is in force';\n    END IF;\n    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;\n    RETURN NEW;\n",
                    hash="d50e339b0d81982338c5392bd588cc1167e9d805",
                    operation="INSERT OR UPDATE OR DELETE",
                    pgid="pgtrigger_in_force_stands_6d871",
                    table="complaints_clockrule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="clockrule",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="8682d20bea3930e1a6c2bc606b6b0b3250ac9796",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_f71f9",
                    table="complaints_clockrule",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="in_force_stands",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."active_from" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="283445d4c4e9b094ed94110600a4fd0e0482087d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_in_force_stands_e0ae8",
                    table="complaints_policy",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="policy",
            trigger=pgtrigger.compiler.Trigger(
                name="never_emptied",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot empty % table', TG_TABLE_NAME;",
                    hash="2b697c4a2d9f77a7174f586b26cc5b2411ebc1b1",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_never_emptied_33db2",
                    table="complaints_policy",
                    when="BEFORE",
                ),
            ),
        ),
    ]
