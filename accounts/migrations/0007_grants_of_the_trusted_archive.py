"""Grants of the actions on leads, tiers, doubles, documents, consent and exports.

The table as it was then. A role an administrator made keeps what he gave it; a shipped
one that lacks a cell gets it, a second run adds only what is missing.
"""

from django.db import migrations

ROLES = ("director", "manager", "supervisor", "sales", "service", "information",
         "clubmanager", "clubspecialist", "account", "liaison", "admin")  # fmt: skip
# Action: how far it reaches for each of the roles above, in their order.
GRANTS = {
    "MERGE_CUSTOMERS": "NONE BRANCH TEAM NONE NONE BRANCH NONE NONE NONE NONE NONE",
    "REMOVE_CUSTOMERS": "NONE BRANCH TEAM NONE NONE BRANCH NONE NONE NONE NONE NONE",
    "SEE_DOCUMENTS": "ALL BRANCH TEAM OWN OWN BRANCH NONE NONE OWN NONE NONE",
    "KEEP_DOCUMENTS": "NONE NONE TEAM OWN OWN BRANCH NONE NONE OWN NONE NONE",
    "RECORD_CONSENT": "NONE BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "ASK_EXPORTS": "NONE BRANCH TEAM NONE NONE BRANCH MEMBERS NONE NONE NONE NONE",
    "EXPORT_CUSTOMERS": "NONE BRANCH NONE NONE NONE BRANCH MEMBERS NONE NONE NONE NONE",
    "DECIDE_EXPORTS": "ALL NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "SEE_QUALITY": "ALL BRANCH TEAM OWN OWN BRANCH MEMBERS MEMBERS OWN NONE NONE",
    "SEE_LEADS": "ALL BRANCH TEAM BRANCH OWN BRANCH OWN OWN OWN ROUTED NONE",
    "CREATE_LEADS": "NONE BRANCH TEAM BRANCH OWN BRANCH NONE OWN OWN NONE NONE",
    "EDIT_LEADS": "NONE BRANCH TEAM BRANCH OWN BRANCH NONE OWN OWN ROUTED NONE",
    "ASSIGN_LEADS": "NONE BRANCH TEAM BRANCH NONE NONE NONE OWN OWN NONE NONE",
    "SEE_TIERS": "ALL ALL ALL ALL ALL ALL ALL ALL ALL NONE NONE",
    "MANAGE_TIERS": "ALL ALL NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "RUN_TIERS": "NONE ALL NONE NONE NONE ALL NONE NONE NONE NONE NONE",
    "PROPOSE_TIERS": "NONE BRANCH TEAM OWN OWN BRANCH MEMBERS NONE OWN NONE NONE",
    "DECIDE_TIERS": "ALL BRANCH NONE NONE NONE NONE NONE NONE NONE NONE NONE",
    "SEE_SEGMENTS": "ALL ALL ALL ALL ALL ALL ALL ALL ALL NONE NONE",
    "MANAGE_SEGMENTS": "NONE ALL NONE NONE NONE ALL ALL NONE NONE NONE NONE",
    "MANAGE_FIELDS": "NONE NONE NONE NONE NONE ALL NONE NONE NONE NONE ALL",
    "SEE_ADOPTION": "ALL BRANCH TEAM OWN OWN BRANCH OWN OWN OWN NONE ALL",
    "MANAGE_CALENDARS": "NONE NONE NONE NONE NONE NONE NONE NONE NONE NONE ALL",
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
    dependencies = [("accounts", "0006_histories_cannot_be_emptied")]
    # Going back leaves the rows: an administrator may have edited them.
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
