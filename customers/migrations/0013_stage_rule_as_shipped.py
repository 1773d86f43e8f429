"""The one stage rule: retail lost after 180 days, vehicles and service after 365.

An administrator may have changed it since: what stands is left alone.
"""

from django.db import migrations

RULE = {
    "new_days": 90,
    "window_days": 365,
    "drifting_percent": 60,
    "retail_lost_days": 180,
    "lost_days": 365,
    "won_back_days": 180,
}


def load(apps, schema_editor):
    rules = apps.get_model("customers", "StageRule").objects
    rules.using(schema_editor.connection.alias).get_or_create(pk=1, defaults=RULE)


class Migration(migrations.Migration):
    dependencies = [("customers", "0012_purchase_number_sequence")]
    # Going back leaves the row: somebody may have changed it.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
