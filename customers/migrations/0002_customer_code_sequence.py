"""Customer codes count up in the database, so that two people never draw the same."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE IF NOT EXISTS customer_code OWNED BY customers_customer.code",
            "DROP SEQUENCE IF EXISTS customer_code",
        )
    ]
