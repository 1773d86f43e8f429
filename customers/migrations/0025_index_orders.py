"""An index of orders by day: they are counted beside complaints."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0020_shipped_departments"),
        ("customers", "0024_new_customers_are_welcomed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="purchase",
            index=models.Index(
                condition=models.Q(("is_credit", False), ("voided_at", None)),
                fields=["bought_at"],
                include=("source", "invoice", "branch"),
                name="purchase_orders",
            ),
        ),
    ]
