"""The one pool rule: B after 270 days, C and D after 365; S and A never by themselves.

The manager may have changed it since: what stands is left alone.
"""

from django.db import migrations

# Well beyond the days between two contacts that the shipped strategies ask for.
RULE = {
    "days_s": None,
    "days_a": None,
    "days_b": 270,
    "days_c": 365,
    "days_d": 365,
    "warning_days": 7,
    "claim_count": 10,
    "claim_days": 7,
    "lock_days": 30,
}


def load(apps, schema_editor):
    rules = apps.get_model("customers", "PoolRule").objects
    rules.using(schema_editor.connection.alias).get_or_create(pk=1, defaults=RULE)


class Migration(migrations.Migration):
    dependencies = [("customers", "0021_pool_and_prospecting")]
    # Going back leaves the row: somebody may have changed it.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
