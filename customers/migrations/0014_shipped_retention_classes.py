"""How long documents are kept at first; the house changes it on a page of its own.

A second run adds only what is missing.
"""

from django.db import migrations

# Chinese name: English name, years, counted from.
CLASSES = {
    "一般资料": ("General records", 5, "FILED"),
    "合同与协议": ("Contracts and agreements", 10, "EXPIRY"),
    "结算单与票据": ("Settlement sheets and receipts", 10, "DATED"),
    "维修委托书": ("Work orders", 5, "DATED"),
    "维系记录": ("Care records", 3, "DATED"),
    "证件复印件": ("Copies of IDs", 1, "FILED"),
}


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    classes = apps.get_model("customers", "RetentionClass").objects.using(owner)
    for name_zh, (name_en, years, starts) in CLASSES.items():
        facts = {"name_en": name_en, "years": years, "starts": starts}
        classes.get_or_create(name_zh=name_zh, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("customers", "0013_stage_rule_as_shipped")]
    # Going back leaves the rows: documents may stand on them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
