"""Categories, causes and the first policy as shipped; all are defaults to be edited.

Limits by law are off until the company's counsel confirms them.
"""

from django.db import migrations

# code, Chinese, English, department, severity, a matter of safety, keywords
CATEGORIES = [
    ("product-quality", "产品质量", "Product quality", "quality", 2, False,
     "质量 异响 漏油 故障 损坏 瑕疵 坏 defect broken noise leak"),
    ("repair-quality", "维修质量", "Repair quality", "service", 2, False,
     "维修 返修 没修好 修了 保养 repair rework"),
    ("parts-supply", "配件供应", "Parts supply", "parts", 2, False,
     "配件 缺货 等件 到货 parts backorder"),
    ("delivery", "交付与物流", "Delivery", "sales", 2, False,
     "交车 送货 延期 迟 物流 delivery late"),
    ("staff-attitude", "服务态度", "Staff attitude", "administration", 2, False,
     "态度 骂 不理 冷淡 敷衍 rude attitude"),
    ("price-charges", "价格与收费", "Price and charges", "finance", 2, False,
     "价格 收费 多收 贵 发票 退款 price charge invoice refund"),
    ("contract-promise", "合同与承诺", "Contract and promises", "sales", 3, False,
     "合同 承诺 答应 定金 虚假 contract promise deposit"),
    ("waiting-time", "等待时间", "Waiting time", "service", 1, False,
     "等 排队 久 慢 waiting queue slow"),
    ("privacy", "隐私与骚扰", "Privacy and unwanted contact", "marketing", 3, False,
     "骚扰 隐私 泄露 短信 privacy spam"),
    ("safety", "人身与使用安全", "Injury and safety", "quality", 4, True,
     "安全 受伤 起火 刹车失灵 爆 事故 fire injury brake accident"),
    ("other", "其他", "Other", None, 2, False, ""),
]  # fmt: skip
# code, Chinese, English, below
CAUSES = [
    ("people", "人员", "People", None),
    ("skill", "技能不足", "Lack of skill", "people"),
    ("conduct", "态度与用语", "Conduct and words", "people"),
    ("overload", "人手不足", "Too few hands", "people"),
    ("process", "流程", "Process", None),
    ("unclear-rule", "规定不清", "Unclear rule", "process"),
    ("rule-broken", "未按规定执行", "Rule not followed", "process"),
    ("handover", "交接脱节", "Lost at handover", "process"),
    ("promise", "过度承诺", "Promised too much", "process"),
    ("product", "产品与配件", "Product and parts", None),
    ("design", "设计缺陷", "Design fault", "product"),
    ("defect", "制造缺陷", "Manufacturing fault", "product"),
    ("supply", "供应延误", "Late supply", "product"),
    ("information", "信息", "Information", None),
    ("wrong-data", "资料有误", "Wrong data", "information"),
    ("not-told", "未告知客户", "Customer not told", "information"),
    ("customer-side", "客户原因", "On the customer's side", None),
    ("misuse", "使用不当", "Wrong use", "customer-side"),
    ("expectation", "期望不符", "Other expectation", "customer-side"),
    ("outside", "外部原因", "Outside causes", None),
    ("unknown", "无法查明", "Could not be found", None),
]
# metric, amount, unit, kind, severity
LIMITS = [
    ("ACKNOWLEDGE", 2, "HOURS", "", None),
    ("ACKNOWLEDGE", 8, "HOURS", "PRAISE", None),
    ("REPLY", 1, "WORKDAYS", "", None),
    ("REPLY", 2, "WORKDAYS", "SUGGESTION", None),
    ("PROGRESS", 2, "WORKDAYS", "", None),
    ("PROGRESS", 1, "WORKDAYS", "", 4),
    ("RESOLVE", 5, "WORKDAYS", "", None),
    ("RESOLVE", 10, "WORKDAYS", "", 4),
    ("RESOLVE", 2, "WORKDAYS", "ENQUIRY", None),
    ("RESOLVE", 10, "WORKDAYS", "SUGGESTION", None),
    ("RESOLVE", 5, "WORKDAYS", "PRAISE", None),
]
# metric, amount, unit, source
BY_LAW = [
    ("ACKNOWLEDGE", 7, "WORKDAYS",
     "市场监督管理投诉举报处理暂行办法 第14条: 7 working days, to be confirmed by counsel"),
    ("RESOLVE", 45, "WORKDAYS",
     "市场监督管理投诉举报处理暂行办法 第21条: 45 working days, to be confirmed by counsel"),
]  # fmt: skip


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    _categories(apps, alias)
    _causes(apps, alias)
    _policy(apps, alias)


def _categories(apps, alias):
    departments = apps.get_model("accounts", "Department").objects.using(alias)
    rows = apps.get_model("complaints", "Category").objects.using(alias)
    for place, (code, zh, en, of, severity, is_safety, words) in enumerate(CATEGORIES):
        facts = {
            "name_zh": zh,
            "name_en": en,
            "department": departments.filter(code=of).first(),
            "severity": severity,
            "is_safety": is_safety,
            "keywords": words.split(),
            "position": place,
        }
        rows.get_or_create(code=code, defaults=facts)


def _causes(apps, alias):
    rows = apps.get_model("complaints", "Cause").objects.using(alias)
    for place, (code, zh, en, below) in enumerate(CAUSES):
        facts = {
            "name_zh": zh,
            "name_en": en,
            "parent": rows.filter(code=below).first(),
            "position": place,
        }
        rows.get_or_create(code=code, defaults=facts)


def _policy(apps, alias):
    policies = apps.get_model("complaints", "Policy").objects.using(alias)
    if policies.exists():
        return
    policy = policies.create(
        version=1,
        active_from="2000-01-01T00:00:00+00:00",
        major_tiers=["S"],
        escalate_hours=[0, 8, 24],
    )
    Rule = apps.get_model("complaints", "ClockRule")
    promised = [
        Rule(policy=policy, metric=metric, basis="PROMISED", amount=amount, unit=unit,
             kind=kind, severity=severity)
        for metric, amount, unit, kind, severity in LIMITS
    ]  # fmt: skip
    by_law = [
        Rule(policy=policy, metric=metric, basis="STATUTORY", amount=amount, unit=unit,
             channel="REGULATOR", is_on=False, source=source)
        for metric, amount, unit, source in BY_LAW
    ]  # fmt: skip
    Rule.objects.using(alias).bulk_create(promised + by_law)


class Migration(migrations.Migration):
    dependencies = [
        ("complaints", "0001_initial"),
        ("accounts", "0020_shipped_departments"),
    ]
    # Going back leaves the rows: they may have been edited.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
