"""The words by which whoever enquires agrees to be answered, as leads were asked by.

Published as version 1; a purpose that has a text keeps it.
"""

from datetime import UTC, datetime

from django.db import migrations

AT = datetime(2026, 11, 23, tzinfo=UTC)
CHINESE = "同意我们保存这些信息，并就相关产品与其联系"
ENGLISH = "Agrees that we keep these details and contact them about the offer"


def load(apps, schema_editor):
    texts = apps.get_model("customers", "ConsentText").objects
    texts.using(schema_editor.connection.alias).get_or_create(
        purpose="ENQUIRY",
        version=1,
        defaults={
            "text_zh": CHINESE,
            "text_en": ENGLISH,
            "created_at": AT,
            "published_at": AT,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("customers", "0022_shipped_pool_rule")]
    # Going back leaves the row: a published text stands as it was read out.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
