"""Grants of the actions on complaints and improvements.

The table as it was then. A role an administrator made keeps what he gave it; a shipped
one that lacks a cell gets it, a second run adds only what is missing.
"""

from django.db import migrations

ROLES = ("director", "manager", "supervisor", "sales", "service", "information",
         "clubmanager", "clubspecialist", "account", "liaison", "admin")  # fmt: skip
# Action: how far it reaches for each of the roles above, in their order.
GRANTS = {
    "SEE_COMPLAINTS": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "REGISTER_COMPLAINTS": "ALL BRANCH TEAM BRANCH BRANCH BRANCH MEMBERS MEMBERS OWN ROUTED NONE",
    "HANDLE_COMPLAINTS": "ALL BRANCH TEAM OWN OWN NONE NONE NONE OWN NONE NONE",
    "ASSIGN_COMPLAINTS": "ALL BRANCH TEAM NONE NONE NONE NONE NONE NONE NONE NONE",
    "LEAD_MAJORS": "ALL BRANCH NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "DECIDE_COMPENSATION": "ALL BRANCH NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "SEE_COMPLAINT_FIGURES": "ALL BRANCH TEAM NONE NONE BRANCH NONE NONE NONE NONE NONE",
    "ANSWER_PARTS": "NONE BRANCH NONE NONE NONE NONE NONE NONE NONE ROUTED NONE",
    "SEE_IMPROVEMENTS": "ALL BRANCH BRANCH BRANCH BRANCH BRANCH BRANCH BRANCH BRANCH ROUTED NONE",
    "KEEP_IMPROVEMENTS": "ALL BRANCH TEAM OWN OWN OWN OWN OWN OWN ROUTED NONE",
    "JUDGE_IMPROVEMENTS": "ALL NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "MANAGE_COMPLAINTS": "ALL ALL NONE NONE NONE NONE NONE NONE NONE NONE ALL",
}


def load(apps, schema_editor):
    owner = schema_editor.connection.alias
    roles = apps.get_model("accounts", "Role").objects.using(owner)
    grants = apps.get_model("accounts", "Grant").objects.using(owner)
    for place, code in enumerate(ROLES):
        role = roles.filter(code=code, is_shipped=True).first()
        for action, row in GRANTS.items():
            reach = row.split()[place]
            if role is not None and reach != "NONE":
                facts = {"role": role, "action": action}
                grants.get_or_create(**facts, defaults={"reach": reach})


class Migration(migrations.Migration):
    dependencies = [("accounts", "0018_departments")]
    # Going back leaves the rows: an administrator may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
