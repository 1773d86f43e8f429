"""Group the notices of before by the record their address names."""

import re

from django.db import migrations

PAGES = (
    (re.compile(r"^/customers/(\d+)/"), "customers.customer"),
    (re.compile(r"^/customers/\?.*\bimported=(\d+)"), "customers.importbatch"),
    (re.compile(r"^/customers/\?.*\bowner=(\d+)"), "accounts.user"),
    (re.compile(r"^/visits/(\d+)/"), "visits.visit"),
)
BATCH = 1000


def group(apps, schema_editor):
    rows = apps.get_model("accounts", "Notice").objects
    rows = rows.using(schema_editor.connection.alias)
    while batch := list(rows.filter(subject="")[:BATCH]):
        for notice in batch:
            notice.subject = subject_of(notice)
            called = notice.params.get("customer") or notice.params.get("file")
            notice.about = str(called or "")[:120]
        rows.bulk_update(batch, ["subject", "about"])


def subject_of(notice) -> str:
    for page, label in PAGES:
        if found := page.match(notice.url):
            return f"{label}:{found[1]}"
    return notice.kind


class Migration(migrations.Migration):
    dependencies = [("accounts", "0012_notices_by_record")]

    # Going back drops the columns with 0012.
    operations = [migrations.RunPython(group, migrations.RunPython.noop)]
