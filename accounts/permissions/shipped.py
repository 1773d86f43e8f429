"""The table of roles and grants as shipped.

From the first migration on the rows of `Grant` rule, not this table; an administrator
edits them in the admin site, which shows every difference from what stands here.
"""

from django.utils.translation import gettext_lazy as _

from accounts.choices import Reach
from accounts.permissions.actions import Can

# code: (Chinese name, English name)
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

# The role that is told when somebody widens what he himself may do.
WATCHERS = "director"

# The role that answers for a branch: told what concerns the whole of it.
HEADS = "manager"

# What the Today page of each role shows first: a panel of `crm.panels`.
TODAY = {
    "director": "watched",
    "manager": "watched",
    "supervisor": "watched",
    "sales": "own",
    "service": "own",
    "information": "archive",
    "clubmanager": "members",
    "clubspecialist": "members",
    "account": "own",
    "liaison": "routed",
    "admin": "settings",
}

NO, O, T, B, A = Reach.NONE, Reach.OWN, Reach.TEAM, Reach.BRANCH, Reach.ALL  # noqa: E741 (columns of a table)
R, M = Reach.ROUTED, Reach.MEMBERS

# fmt: off
# Columns in the order of ROLES: director, manager, supervisor, sales, service,
# information, clubmanager, clubspecialist, account, liaison, admin.
GRANTS = {
    Can.USE_PRODUCT:      (A,  A,  A,  A,  A,  A,  A,  A,  A,  A,  A),
    Can.SEE_CUSTOMERS:    (A,  B,  T,  B,  B,  B,  M,  M,  O,  R,  NO),
    Can.CREATE_CUSTOMERS: (NO, B,  T,  O,  O,  B,  NO, NO, O,  NO, NO),
    Can.EDIT_CUSTOMERS:   (NO, B,  T,  O,  O,  B,  NO, M,  O,  NO, NO),
    Can.ASSIGN_CUSTOMERS: (A,  B,  NO, NO, NO, B,  M,  NO, NO, NO, NO),
    Can.REVEAL_NUMBERS:   (A,  B,  T,  O,  O,  B,  M,  M,  O,  R,  NO),
    Can.SEE_HISTORY:      (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.IMPORT_CUSTOMERS: (NO, NO, NO, NO, NO, B,  NO, NO, NO, NO, NO),
    Can.MERGE_CUSTOMERS:  (NO, B,  T,  NO, NO, B,  NO, NO, NO, NO, NO),
    Can.REMOVE_CUSTOMERS: (NO, B,  T,  NO, NO, B,  NO, NO, NO, NO, NO),
    Can.SEE_DOCUMENTS:    (A,  B,  T,  O,  O,  B,  NO, NO, O,  NO, NO),
    Can.KEEP_DOCUMENTS:   (NO, NO, T,  O,  O,  B,  NO, NO, O,  NO, NO),
    Can.RECORD_CONSENT:   (NO, B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.ASK_EXPORTS:      (NO, B,  T,  NO, NO, B,  M,  NO, NO, NO, NO),
    Can.EXPORT_CUSTOMERS: (NO, B,  NO, NO, NO, B,  M,  NO, NO, NO, NO),
    Can.DECIDE_EXPORTS:   (A,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.SEE_QUALITY:      (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.SEE_LEADS:        (A,  B,  T,  B,  O,  B,  O,  O,  O,  R,  NO),
    Can.CREATE_LEADS:     (NO, B,  T,  B,  O,  B,  NO, O,  O,  NO, NO),
    Can.EDIT_LEADS:       (NO, B,  T,  B,  O,  B,  NO, O,  O,  R,  NO),
    Can.ASSIGN_LEADS:     (NO, B,  T,  B,  NO, NO, NO, O,  O,  NO, NO),
    Can.SEE_TIERS:        (A,  A,  A,  A,  A,  A,  A,  A,  A,  NO, NO),
    Can.MANAGE_TIERS:     (A,  A,  NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.RUN_TIERS:        (NO, A,  NO, NO, NO, A,  NO, NO, NO, NO, NO),
    Can.PROPOSE_TIERS:    (NO, B,  T,  O,  O,  B,  M,  NO, O,  NO, NO),
    Can.DECIDE_TIERS:     (A,  B,  NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.SEE_SEGMENTS:     (A,  A,  A,  A,  A,  A,  A,  A,  A,  NO, NO),
    Can.MANAGE_SEGMENTS:  (NO, A,  NO, NO, NO, A,  A,  NO, NO, NO, NO),
    Can.MANAGE_FIELDS:    (NO, NO, NO, NO, NO, A,  NO, NO, NO, NO, A),
    Can.SEE_VISITS:       (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.LOG_VISITS:       (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.ASSIGN_VISITS:    (NO, B,  T,  NO, NO, NO, M,  NO, NO, NO, NO),
    Can.REVIEW_VISITS:    (NO, B,  T,  NO, NO, NO, M,  NO, NO, NO, NO),
    Can.SEE_COMPLAINTS:        (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.REGISTER_COMPLAINTS:   (A,  B,  T,  B,  B,  B,  M,  M,  O,  R,  NO),
    Can.HANDLE_COMPLAINTS:     (A,  B,  T,  O,  O,  NO, NO, NO, O,  NO, NO),
    Can.ASSIGN_COMPLAINTS:     (A,  B,  T,  NO, NO, NO, NO, NO, NO, NO, NO),
    Can.LEAD_MAJORS:           (A,  B,  NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.DECIDE_COMPENSATION:   (A,  B,  NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.SEE_COMPLAINT_FIGURES: (A,  B,  T,  NO, NO, B,  NO, NO, NO, NO, NO),
    Can.ANSWER_PARTS:          (NO, B,  NO, NO, NO, NO, NO, NO, NO, R,  NO),
    Can.SEE_IMPROVEMENTS:      (A,  B,  B,  B,  B,  B,  B,  B,  B,  R,  NO),
    Can.KEEP_IMPROVEMENTS:     (A,  B,  T,  O,  O,  O,  O,  O,  O,  R,  NO),
    Can.JUDGE_IMPROVEMENTS:    (A,  NO, NO, NO, NO, NO, NO, NO, NO, NO, NO),
    Can.MANAGE_COMPLAINTS:     (A,  A,  NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.OPEN_ADMIN:       (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.MANAGE_USERS:     (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.MANAGE_ROLES:     (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.SEE_AS:           (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.SEE_AUDIT:        (A,  NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.SEE_ADOPTION:     (A,  B,  T,  O,  O,  B,  O,  O,  O,  NO, A),
    Can.MANAGE_CALENDARS: (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
}
# fmt: on


# The actions as the role table groups them: (heading, actions). Each stands once.
TOPICS = [
    (_("Own work"), [Can.USE_PRODUCT]),
    (
        _("Customers"),
        [
            Can.SEE_CUSTOMERS,
            Can.CREATE_CUSTOMERS,
            Can.EDIT_CUSTOMERS,
            Can.ASSIGN_CUSTOMERS,
            Can.REVEAL_NUMBERS,
            Can.SEE_HISTORY,
            Can.IMPORT_CUSTOMERS,
            Can.MERGE_CUSTOMERS,
            Can.REMOVE_CUSTOMERS,
            Can.SEE_DOCUMENTS,
            Can.KEEP_DOCUMENTS,
            Can.SEE_QUALITY,
        ],
    ),
    (
        _("Consent and exports"),
        [
            Can.RECORD_CONSENT,
            Can.ASK_EXPORTS,
            Can.EXPORT_CUSTOMERS,
            Can.DECIDE_EXPORTS,
        ],
    ),
    (
        _("Leads"),
        [Can.SEE_LEADS, Can.CREATE_LEADS, Can.EDIT_LEADS, Can.ASSIGN_LEADS],
    ),
    (
        _("Tiers and segments"),
        [
            Can.SEE_TIERS,
            Can.MANAGE_TIERS,
            Can.RUN_TIERS,
            Can.PROPOSE_TIERS,
            Can.DECIDE_TIERS,
            Can.SEE_SEGMENTS,
            Can.MANAGE_SEGMENTS,
        ],
    ),
    (
        _("Visits"),
        [Can.SEE_VISITS, Can.LOG_VISITS, Can.ASSIGN_VISITS, Can.REVIEW_VISITS],
    ),
    (
        _("Complaints and improvements"),
        [
            Can.SEE_COMPLAINTS,
            Can.REGISTER_COMPLAINTS,
            Can.HANDLE_COMPLAINTS,
            Can.ASSIGN_COMPLAINTS,
            Can.LEAD_MAJORS,
            Can.DECIDE_COMPENSATION,
            Can.ANSWER_PARTS,
            Can.SEE_COMPLAINT_FIGURES,
            Can.SEE_IMPROVEMENTS,
            Can.KEEP_IMPROVEMENTS,
            Can.JUDGE_IMPROVEMENTS,
        ],
    ),
    (
        _("Settings"),
        [
            Can.OPEN_ADMIN,
            Can.MANAGE_USERS,
            Can.MANAGE_ROLES,
            Can.SEE_AS,
            Can.SEE_AUDIT,
            Can.SEE_ADOPTION,
            Can.MANAGE_FIELDS,
            Can.MANAGE_CALENDARS,
            Can.MANAGE_COMPLAINTS,
        ],
    ),
]


def shipped(role: str, can: Can) -> Reach:
    """Return what the shipped table says; an administrator's own role has none."""
    if role not in ROLES:
        return Reach.NONE
    return GRANTS[can][list(ROLES).index(role)]


def today_of(role: str) -> str:
    """Return the panel of a role's Today page; one's own work for roles made here."""
    return TODAY.get(role, "own")
