"""Loads the shipped roles and their grants; a second run adds only what is missing.

The table as it was then: an action that comes later brings its grants along.
"""

from django.db import migrations

ROLES = {
    "director": ("客户关系管理总监", "CRM director"),
    "manager": ("客户关系管理经理", "CRM manager"),
    "supervisor": ("客户关系主管", "CRM supervisor"),
    "sales": ("客服专员（销售）", "Sales specialist"),
    "service": ("客服专员（服务）", "Service specialist"),
    "information": ("客户信息主管", "Information supervisor"),
    "clubmanager": ("客户俱乐部经理", "Club manager"),
    "clubspecialist": ("客户俱乐部专员", "Club specialist"),
    "account": ("客户经理", "Account manager"),
    "liaison": ("部门对接人", "Department liaison"),
    "admin": ("系统管理员", "Administrator"),
}
# Action: how far it reaches for each of the roles above, in their order.
GRANTS = {
    "USE_PRODUCT": "ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL ALL",
    "SEE_CUSTOMERS": "ALL BRANCH TEAM BRANCH BRANCH BRANCH MEMBERS MEMBERS OWN ROUTED NONE",
    "CREATE_CUSTOMERS": "NONE BRANCH TEAM OWN OWN BRANCH NONE NONE OWN NONE NONE",
    "EDIT_CUSTOMERS": "NONE BRANCH TEAM OWN OWN BRANCH NONE MEMBERS OWN NONE NONE",
    "ASSIGN_CUSTOMERS": "ALL BRANCH NONE NONE NONE BRANCH MEMBERS NONE NONE NONE NONE",
    "REVEAL_NUMBERS": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN ROUTED NONE",
    "SEE_HISTORY": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "IMPORT_CUSTOMERS": "NONE NONE NONE NONE NONE BRANCH NONE NONE NONE NONE NONE",
    "SEE_VISITS": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "LOG_VISITS": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "ASSIGN_VISITS": "NONE BRANCH TEAM NONE NONE NONE MEMBERS NONE NONE NONE NONE",
    "REVIEW_VISITS": "NONE BRANCH TEAM NONE NONE NONE MEMBERS NONE NONE NONE NONE",
    "OPEN_ADMIN": "NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
    "MANAGE_USERS": "NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
    "MANAGE_ROLES": "NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
    "SEE_AS": "NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
    "SEE_AUDIT": "ALL NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
}


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    roles = apps.get_model("accounts", "Role").objects.using(owner)
    grants = apps.get_model("accounts", "Grant").objects.using(owner)
    for place, (code, (name_zh, name_en)) in enumerate(ROLES.items()):
        names = {"name_zh": name_zh, "name_en": name_en, "is_shipped": True}
        role, _ = roles.get_or_create(code=code, defaults=names)
        for action, row in GRANTS.items():
            reach = row.split()[place]
            if reach != "NONE":
                facts = {"role": role, "action": action}
                grants.get_or_create(**facts, defaults={"reach": reach})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    # Going back leaves the rows: an administrator may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
