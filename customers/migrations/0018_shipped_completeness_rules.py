"""What an archive is asked for, as shipped: (field, weight, tiers, fresh months).

A company may have changed its rules since: what stands is left alone.
"""

from django.db import migrations

EVERYBODY = "SABCD"
SHIPPED = {
    "PERSON": [
        ("PHONE", 25, EVERYBODY, 12),
        ("SERVICE", 15, EVERYBODY, None),
        ("WRITTEN", 10, EVERYBODY, 18),
        ("ADDRESS", 10, EVERYBODY, 24),
        ("BIRTHDAY", 10, EVERYBODY, None),
        ("CONSENT", 10, EVERYBODY, None),
        ("IDENTITY", 5, "SAB", None),
        ("INSURANCE", 5, EVERYBODY, None),
        ("SOURCE", 5, EVERYBODY, None),
        ("OWN", 5, EVERYBODY, None),
        ("CONTACT", 0, EVERYBODY, None),
    ],
    "ORGANISATION": [
        ("PHONE", 20, EVERYBODY, 12),
        ("CONTACT", 20, EVERYBODY, None),
        ("ADDRESS", 15, EVERYBODY, 24),
        ("IDENTITY", 15, EVERYBODY, None),
        ("WRITTEN", 10, EVERYBODY, 18),
        ("SERVICE", 10, EVERYBODY, None),
        ("INSURANCE", 5, EVERYBODY, None),
        ("CONSENT", 5, EVERYBODY, None),
        ("SOURCE", 5, EVERYBODY, None),
        ("OWN", 5, EVERYBODY, None),
    ],
}


def load(apps, schema_editor):
    model = apps.get_model("customers", "CompletenessRule")
    rules = model.objects.using(schema_editor.connection.alias)
    for kind, asked in SHIPPED.items():
        for field, weight, tiers, months in asked:
            told = {"weight": weight, "tiers": tiers, "fresh_months": months}
            rules.get_or_create(kind=kind, field=field, defaults=told)


class Migration(migrations.Migration):
    dependencies = [("customers", "0017_shipped_tier_strategies")]
    # Going back leaves the rows: somebody may have changed them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
