import datetime

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0013_notices_of_before_by_record")]

    operations = [
        migrations.CreateModel(
            name="Availability",
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
                (
                    "quiet_from",
                    models.TimeField(
                        default=datetime.time(21, 0), verbose_name="quiet from"
                    ),
                ),
                (
                    "quiet_until",
                    models.TimeField(
                        default=datetime.time(8, 0), verbose_name="quiet until"
                    ),
                ),
                (
                    "quiet_on_days_off",
                    models.BooleanField(default=True, verbose_name="quiet on days off"),
                ),
                (
                    "away_from",
                    models.DateField(blank=True, null=True, verbose_name="away from"),
                ),
                (
                    "away_until",
                    models.DateField(blank=True, null=True, verbose_name="away until"),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ChosenWay",
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
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("MENTION", "A colleague mentions me"),
                            (
                                "ASSIGNMENT",
                                "Something is given to me or planned for me",
                            ),
                            ("DEADLINE", "A deadline is close"),
                            ("CHANGE", "Others change or judge what is mine"),
                            ("DUTY", "Something I answer for needs me"),
                            ("RIGHTS", "Rights and passwords"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("NOW", "e-mail at once"),
                            ("DIGEST", "daily e-mail"),
                            ("INBOX", "inbox only"),
                            ("OFF", "not at all"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="availability",
            name="substitute",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="substitute",
            ),
        ),
        migrations.AddField(
            model_name="availability",
            name="user",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="chosenway",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="availability",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("away_from", None), ("away_until", None), ("substitute", None)
                    ),
                    models.Q(
                        ("away_from__isnull", False),
                        ("away_until__gte", models.F("away_from")),
                        ("substitute__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="away_has_both_ends_and_a_substitute",
            ),
        ),
        migrations.AddConstraint(
            model_name="availability",
            constraint=models.CheckConstraint(
                condition=models.Q(("substitute", models.F("user")), _negated=True),
                name="away_stands_in_for_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="chosenway",
            constraint=models.UniqueConstraint(
                fields=("user", "group"), name="way_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="chosenway",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "group__in",
                        [
                            "MENTION",
                            "ASSIGNMENT",
                            "DEADLINE",
                            "CHANGE",
                            "DUTY",
                            "RIGHTS",
                        ],
                    ),
                    ("way__in", ["NOW", "DIGEST", "INBOX", "OFF"]),
                ),
                name="way_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="chosenway",
            constraint=models.CheckConstraint(
                condition=models.Q(("group", "RIGHTS"), ("way", "OFF"), _negated=True),
                name="way_of_rights_is_never_off",
            ),
        ),
    ]
