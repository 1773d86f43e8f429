"""Loads what the customers of each tier get; a second run adds only what is missing."""

from django.db import migrations

# tier: contact days, cared by, channel, reply hours, resolve days, benefits.
STRATEGIES = {
    "S": (30, "PEOPLE", "VISIT", 1, 1,
          "专属客户经理；上门取送车；优先预约工位；新品优先体验。",
          "An account manager of their own; collection and return of the vehicle; "
          "appointments first; new products first."),
    "A": (30, "PEOPLE", "VISIT", 2, 2,
          "固定客户经理；优先预约工位；受邀参加客户活动。",
          "One account manager; appointments first; invited to customer events."),
    "B": (90, "PEOPLE", "PHONE", 4, 3,
          "定期电话关怀；保养与年检提醒。",
          "Regular care calls; reminders of maintenance and inspection."),
    "C": (180, "AUTOMATION", "WECHAT", 8, 5,
          "自动保养、年检与保险提醒。",
          "Automatic reminders of maintenance, inspection and insurance."),
    "D": (180, "AUTOMATION", "SMS", 8, 5,
          "自动保养与年检提醒。",
          "Automatic reminders of maintenance and inspection."),
}  # fmt: skip


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    strategies = apps.get_model("customers", "TierStrategy").objects.using(owner)
    for tier, (days, by, channel, hours, resolve, zh, en) in STRATEGIES.items():
        facts = {"contact_days": days, "cared_by": by, "channel": channel,
                 "reply_hours": hours, "resolve_days": resolve,
                 "benefits_zh": zh, "benefits_en": en}  # fmt: skip
        strategies.get_or_create(tier=tier, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("customers", "0016_shipped_tier_policy")]
    # Going back leaves the rows: the manager may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
