"""A message remembers the first line that was written with it."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0003_shipped_answers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="telling",
            name="words_stand",
        ),
        migrations.AddField(
            model_name="telling",
            name="since",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunSQL(
            "UPDATE complaints_telling SET since = place", migrations.RunSQL.noop
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="telling",
            trigger=pgtrigger.compiler.Trigger(
                name="words_stand",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."complaint_id" IS DISTINCT FROM (NEW."complaint_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."since" IS DISTINCT FROM (NEW."since") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."channel" IS DISTINCT FROM (NEW."channel") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."text" IS DISTINCT FROM (NEW."text") OR OLD."answer_id" IS DISTINCT FROM (NEW."answer_id") OR OLD."is_changed" IS DISTINCT FROM (NEW."is_changed") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="0fb07cac0bf6dc9f8389a0ca26a6e67133ff5102",
                    operation="UPDATE",
                    pgid="pgtrigger_words_stand_23bd6",
                    table="complaints_telling",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="telling",
            constraint=models.CheckConstraint(
                condition=models.Q(("since__lte", models.F("place"))),
                name="telling_since_before",
            ),
        ),
    ]
