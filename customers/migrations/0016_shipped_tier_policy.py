"""Loads the tier policy that rules until the company has made its own.

Weights, floors and grace are the columns' defaults, the cut points those that serve
until the first run computes them from the customers. A second run adds nothing.
"""

from datetime import UTC, date, datetime

from django.db import migrations

SHIPPED_AT = datetime(2026, 11, 23, tzinfo=UTC)
CUTS = {
    "r": [30, 90, 180, 365],
    "f": [1, 2, 4, 9],
    "m": [50_000, 200_000, 500_000, 2_000_000],
    "l": [3, 12, 24, 60],
    "g": [1, 2, 4, 8],
}


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    policies = apps.get_model("customers", "TierPolicy").objects.using(owner)
    cuts = apps.get_model("customers", "TierCuts").objects.using(owner)
    if policies.exists():
        return
    policy = policies.create(
        number=1, state="ACTIVE", made_at=SHIPPED_AT, activated_at=SHIPPED_AT
    )
    cuts.create(
        policy=policy, source="SHIPPED", as_of=date(2026, 11, 23), made_at=SHIPPED_AT,
        **CUTS,
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("customers", "0015_shipped_consent_texts")]
    # Going back leaves the rows: runs may rest on them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
