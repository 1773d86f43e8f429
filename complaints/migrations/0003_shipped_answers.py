"""Wordings as shipped, in both languages; all are defaults to be edited.

An apology stands only where the fault was ours.
"""

from django.db import migrations

SHIPPED = "2026-01-01T00:00:00+00:00"
# code, use, liability, Chinese title, English title, Chinese text, English text
ANSWERS = [
    ("receipt", "RECEIPT", "", "受理告知", "Receipt confirmed",
     "$name，您好！\n\n我们已收到您反馈的问题，编号为 $code。我们会认真核实，"
     "并在 $due 前向您告知进展。\n\n感谢您告诉我们。",
     "Dear $name,\n\nWe have received what you told us; its number is $code. We are "
     "looking into it and will tell you how it stands by $due.\n\n"
     "Thank you for letting us know."),
    ("progress", "PROGRESS", "", "进度反馈", "How it stands",
     "$name，您好！\n\n您反馈的问题（$code）仍在处理中。我们会在 $due 前再次向您告知进展。"
     "\n\n如有补充，请随时告诉我们。",
     "Dear $name,\n\nWe are still working on your concern ($code) and will tell you how "
     "it stands by $due.\n\nIf there is anything to add, please tell us at any time."),
    ("result-ours", "RESULT", "OURS", "处理结果：我方责任", "Result: our fault",
     "$name，您好！\n\n您反馈的问题（$code）我们已经核实，责任在我们，为此我们诚恳地向您道歉。"
     "\n\n处理结果：$solution。\n\n几天后我们会再与您联系，确认您是否满意。",
     "Dear $name,\n\nWe have looked into your concern ($code). The fault was ours, and we "
     "apologise.\n\nThis is what is done: $solution.\n\n"
     "We will ask you again in a few days whether you are satisfied."),
    ("result-supplier", "RESULT", "SUPPLIER", "处理结果：供应商或厂家责任",
     "Result: fault of a supplier or the manufacturer",
     "$name，您好！\n\n您反馈的问题（$code）我们已经核实，原因在供应商或生产厂家，"
     "我们已与对方协调。\n\n处理结果：$solution。\n\n几天后我们会再与您联系，确认您是否满意。",
     "Dear $name,\n\nWe have looked into your concern ($code). Its cause lies with a "
     "supplier or the manufacturer, and we have settled it with them.\n\nThis is what is "
     "done: $solution.\n\nWe will ask you again in a few days whether you are satisfied."),
    ("result-customer", "RESULT", "CUSTOMER", "处理结果：使用原因",
     "Result: not a fault of product or service",
     "$name，您好！\n\n您反馈的问题（$code）我们已经核实，产品和服务未见异常，"
     "情况与使用方式有关。\n\n我们的建议：$solution。\n\n如您有不同看法，欢迎随时告诉我们。",
     "Dear $name,\n\nWe have looked into your concern ($code). Product and service are in "
     "order; what happened has to do with how it was used.\n\nWhat we suggest: $solution."
     "\n\nIf you see it differently, please tell us at any time."),
    ("result-nobody", "RESULT", "NOBODY", "处理结果：无责任方", "Result: nobody's fault",
     "$name，您好！\n\n您反馈的问题（$code）我们已经核实，并非任何一方的过失。"
     "\n\n处理结果：$solution。\n\n几天后我们会再与您联系，确认您是否满意。",
     "Dear $name,\n\nWe have looked into your concern ($code). It was nobody's fault."
     "\n\nThis is what is done: $solution.\n\n"
     "We will ask you again in a few days whether you are satisfied."),
    ("result", "RESULT", "", "处理结果", "Result",
     "$name，您好！\n\n您反馈的问题（$code）处理结果如下：$solution。\n\n"
     "如有疑问，请随时告诉我们。",
     "Dear $name,\n\nThe result on your concern ($code): $solution.\n\n"
     "If you have any question, please tell us at any time."),
    ("answer", "ANSWER", "", "咨询答复", "Answer to a question",
     "$name，您好！\n\n您咨询的问题（$code）答复如下：$solution。\n\n"
     "如有疑问，请随时告诉我们。",
     "Dear $name,\n\nOur answer to what you asked ($code): $solution.\n\n"
     "If you have any further question, please tell us at any time."),
]  # fmt: skip


def load(apps, schema_editor):
    rows = apps.get_model("complaints", "Answer").objects
    rows = rows.using(schema_editor.connection.alias)
    for code, use, liability, title_zh, title_en, text_zh, text_en in ANSWERS:
        facts = {
            "use": use,
            "liability": liability,
            "title_zh": title_zh,
            "title_en": title_en,
            "text_zh": text_zh,
            "text_en": text_en,
            "state": "APPROVED",
            "made_at": SHIPPED,
            "approved_at": SHIPPED,
        }
        rows.get_or_create(code=code, version=1, defaults=facts)


class Migration(migrations.Migration):
    dependencies = [("complaints", "0002_shipped_settings")]
    # Going back leaves the rows: they may have been edited.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
