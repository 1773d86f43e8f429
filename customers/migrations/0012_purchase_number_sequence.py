"""Numbers for purchases that are entered by hand and have none of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0011_the_trusted_archive")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS purchase_number "
            "OWNED BY customers_purchase.invoice",
            "DROP SEQUENCE IF EXISTS purchase_number",
        )
    ]
