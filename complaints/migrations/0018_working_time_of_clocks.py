"""How much working time a clock took, so that the analysis need not reckon it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0016_improvements"),
    ]

    operations = [
        migrations.AddField(
            model_name="clock",
            name="worked_seconds",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="clock",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("worked_seconds", None),
                    ("ended_at__isnull", False),
                    _connector="OR",
                ),
                name="clock_measured_once_ended",
            ),
        ),
    ]
