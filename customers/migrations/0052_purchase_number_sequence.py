"""Numbers for purchases that are entered by hand and have none of their own."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0051_purchases_by_hand")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS purchase_number "
            "OWNED BY customers_purchase.invoice",
            "DROP SEQUENCE IF EXISTS purchase_number",
        )
    ]
