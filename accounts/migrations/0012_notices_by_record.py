import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0011_exports_and_their_persons")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="about",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="notice",
            name="awaits_digest",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="notice",
            name="for_user",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="subject",
            field=models.CharField(default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="notice",
            name="key",
            field=models.CharField(max_length=120),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["user", "subject", "-id"], name="notice_record"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("awaits_digest", True)),
                fields=["user"],
                name="notice_digest",
            ),
        ),
    ]
