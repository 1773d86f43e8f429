"""Loads the shipped roles and their grants; a second run adds only what is missing."""

from django.db import migrations

from accounts.choices import Reach
from accounts.permissions import ROLES, Can, shipped


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    roles = apps.get_model("accounts", "Role").objects.using(owner)
    grants = apps.get_model("accounts", "Grant").objects.using(owner)
    for code, (name_zh, name_en) in ROLES.items():
        names = {"name_zh": name_zh, "name_en": name_en, "is_shipped": True}
        role, _ = roles.get_or_create(code=code, defaults=names)
        for can in Can:
            reach = shipped(code, can)
            if reach != Reach.NONE:
                grants.get_or_create(role=role, action=can, defaults={"reach": reach})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    # Going back leaves the rows: an administrator may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
