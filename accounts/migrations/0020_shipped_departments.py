"""The departments a company usually has beside customer care; editable from then on."""

from django.db import migrations

# code, Chinese, English
DEPARTMENTS = [
    ("sales", "销售部", "Sales"),
    ("service", "售后服务部", "After-sales service"),
    ("parts", "配件部", "Parts"),
    ("marketing", "市场部", "Marketing"),
    ("finance", "财务部", "Finance"),
    ("quality", "质量部", "Quality"),
    ("administration", "行政部", "Administration"),
]


def load(apps, schema_editor):
    rows = apps.get_model("accounts", "Department").objects
    rows = rows.using(schema_editor.connection.alias)
    for code, name_zh, name_en in DEPARTMENTS:
        names = {"name_zh": name_zh, "name_en": name_en}
        rows.get_or_create(code=code, defaults=names)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0019_grants_of_complaints")]
    # Going back leaves the rows: an administrator may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
