from django.db import migrations, models

KINDS = [
    ("CUSTOMERS", "customers"),
    ("CONTACTS", "contacts of customers"),
    ("LEADS", "leads"),
    ("ASSETS", "vehicles and equipment"),
    ("DOCUMENTS", "register of paper documents"),
]


class Migration(migrations.Migration):
    dependencies = [("customers", "0018_shipped_completeness_rules")]

    operations = [
        migrations.RemoveConstraint(model_name="importbatch", name="import_kind_known"),
        migrations.AddField(
            model_name="importbatch",
            name="defaults",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="importbatch",
            name="kind",
            field=models.CharField(
                choices=KINDS,
                default="CUSTOMERS",
                max_length=10,
                verbose_name="what the rows are",
            ),
        ),
        migrations.AlterField(
            model_name="savedmapping",
            name="kind",
            field=models.CharField(choices=KINDS, max_length=10),
        ),
        migrations.AddConstraint(
            model_name="importbatch",
            constraint=models.CheckConstraint(
                condition=models.Q(kind__in=[kind for kind, _label in KINDS]),
                name="import_kind_known",
            ),
        ),
    ]
