"""The first version of every text by which consent is asked, published.

A purpose that has a text keeps it; a second run adds only what is missing.
"""

from datetime import UTC, datetime

from django.db import migrations

AT = datetime(2026, 11, 23, tzinfo=UTC)
# purpose: (Chinese, English)
TEXTS = {
    "REMINDERS": (
        "我同意贵公司使用我的联系方式和车辆（设备）信息，提醒我保养、年检、保险到期等事项。"
        "我可以随时撤回同意，撤回不影响已经进行的提醒，也不影响合同的履行。",
        "I agree that you use my contact details and the data of my vehicle or equipment "
        "to remind me of service, inspection and insurance dates. I may withdraw this at "
        "any time; reminders already sent and our contract are not affected.",
    ),
    "SURVEYS": (
        "我同意贵公司在销售或服务之后联系我，了解我的满意度，并将我的评价用于改进服务。"
        "参加与否自愿，我可以随时撤回同意。",
        "I agree that you contact me after a sale or service to ask how satisfied I am, "
        "and use my answers to improve. Taking part is voluntary, and I may withdraw this "
        "at any time.",
    ),
    "MARKETING": (
        "我同意贵公司通过我选择的方式向我发送优惠信息和活动邀请。"
        "我可以随时撤回同意或者只保留部分方式，撤回不会给我带来任何不利。",
        "I agree that you send me offers and invitations by the ways I choose. I may "
        "withdraw this, or keep only some of the ways, at any time and without any "
        "disadvantage.",
    ),
    "CLUB": (
        "我同意贵公司为客户俱乐部使用我的资料，与我联系会员权益、积分和会员活动事宜。"
        "我可以随时退出俱乐部并撤回同意。",
        "I agree that you use my data for the customer club and contact me about "
        "benefits, points and activities of members. I may leave the club and withdraw "
        "this at any time.",
    ),
    "PARTNERS": (
        "我单独同意贵公司将我的姓名、联系方式和购买信息提供给品牌厂商及本人知悉的合作方，"
        "用于质保、召回和其活动邀请。我可以随时撤回同意，撤回后贵公司不再提供。",
        "I separately agree that you pass my name, contact details and purchases on to "
        "the manufacturer and to partners named to me, for warranty, recalls and their "
        "invitations. I may withdraw this at any time; you then pass nothing more on.",
    ),
    "PROFILING": (
        "我同意贵公司根据我的购买和到店记录自动计算客户等级和关怀提醒。"
        "我可以要求说明结果、由人工复核，也可以随时撤回同意。",
        "I agree that you compute a tier and care reminders from my purchases and visits. "
        "I may ask for the result to be explained and looked at by a person, and may "
        "withdraw this at any time.",
    ),
}


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    texts = apps.get_model("customers", "ConsentText").objects.using(owner)
    for purpose, (chinese, english) in TEXTS.items():
        words = {"text_zh": chinese, "text_en": english}
        texts.get_or_create(
            purpose=purpose,
            version=1,
            defaults=words | {"created_at": AT, "published_at": AT},
        )


class Migration(migrations.Migration):
    dependencies = [("customers", "0014_shipped_retention_classes")]
    # Going back leaves the rows: a published text stands as it was read out.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
