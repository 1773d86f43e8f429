import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("customers", "0019_imports_of_leads_assets_and_documents")]

    operations = [
        migrations.CreateModel(
            name="LeadOrigin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("file_name", models.CharField(max_length=200)),
                ("author", models.CharField(blank=True, max_length=80)),
                ("left_at", models.DateTimeField(null=True)),
                (
                    "lead",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="origin",
                        to="customers.lead",
                    ),
                ),
            ],
        ),
    ]
