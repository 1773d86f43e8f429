"""Who may do what: the closed list of actions, and the table of grants as shipped.

From the first migration on the rows of `Grant` rule, not this table; an administrator
edits them in the admin site, which shows every difference from what stands here.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.choices import Reach


class Can(TextChoices):
    """Everything that can be granted. The label is what the role table shows."""

    USE_PRODUCT = "USE_PRODUCT", _("Open one's own Today page and profile")
    SEE_CUSTOMERS = "SEE_CUSTOMERS", _("See customer archives")
    CREATE_CUSTOMERS = "CREATE_CUSTOMERS", _("Create customers")
    EDIT_CUSTOMERS = "EDIT_CUSTOMERS", _("Edit customers and contacts")
    ASSIGN_CUSTOMERS = "ASSIGN_CUSTOMERS", _("Change the owner of customers")
    REVEAL_NUMBERS = "REVEAL_NUMBERS", _("See full phone, ID number and e-mail")
    SEE_HISTORY = "SEE_HISTORY", _("See the audit trail of customers")
    IMPORT_CUSTOMERS = "IMPORT_CUSTOMERS", _("Import customers")
    SEE_VISITS = "SEE_VISITS", _("See visits")
    LOG_VISITS = "LOG_VISITS", _("Plan and log visits")
    ASSIGN_VISITS = "ASSIGN_VISITS", _("Plan visits for others")
    REVIEW_VISITS = "REVIEW_VISITS", _("Review and grade visits")
    OPEN_ADMIN = "OPEN_ADMIN", _("Open the admin site")
    MANAGE_USERS = "MANAGE_USERS", _("Manage users, branches and teams")
    MANAGE_ROLES = "MANAGE_ROLES", _("Manage roles and grants")
    SEE_AS = "SEE_AS", _("See the product as another user, read-only")
    SEE_AUDIT = "SEE_AUDIT", _("See the audit trail of settings")

    @property
    def is_whole(self) -> bool:
        """Say whether it is about no rows: one may or may not, nothing between."""
        return self in WHOLE


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
    Can.SEE_VISITS:       (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.LOG_VISITS:       (A,  B,  T,  O,  O,  B,  M,  M,  O,  NO, NO),
    Can.ASSIGN_VISITS:    (NO, B,  T,  NO, NO, NO, M,  NO, NO, NO, NO),
    Can.REVIEW_VISITS:    (NO, B,  T,  NO, NO, NO, M,  NO, NO, NO, NO),
    Can.OPEN_ADMIN:       (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.MANAGE_USERS:     (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.MANAGE_ROLES:     (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.SEE_AS:           (NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
    Can.SEE_AUDIT:        (A,  NO, NO, NO, NO, NO, NO, NO, NO, NO, A),
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
        ],
    ),
    (
        _("Visits"),
        [Can.SEE_VISITS, Can.LOG_VISITS, Can.ASSIGN_VISITS, Can.REVIEW_VISITS],
    ),
    (
        _("Settings"),
        [
            Can.OPEN_ADMIN,
            Can.MANAGE_USERS,
            Can.MANAGE_ROLES,
            Can.SEE_AS,
            Can.SEE_AUDIT,
        ],
    ),
]
WHOLE = frozenset(
    {
        Can.USE_PRODUCT,
        Can.OPEN_ADMIN,
        Can.MANAGE_USERS,
        Can.MANAGE_ROLES,
        Can.SEE_AS,
        Can.SEE_AUDIT,
    }
)

# Whoever may do this to a customer or a visit may do it to those alone that he sees.
PRESUPPOSES = {
    Can.CREATE_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.EDIT_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.ASSIGN_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.REVEAL_NUMBERS: Can.SEE_CUSTOMERS,
    Can.SEE_HISTORY: Can.SEE_CUSTOMERS,
    Can.IMPORT_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.SEE_VISITS: Can.SEE_CUSTOMERS,
    Can.LOG_VISITS: Can.SEE_VISITS,
    Can.ASSIGN_VISITS: Can.SEE_VISITS,
    Can.REVIEW_VISITS: Can.SEE_VISITS,
}
# What stays open to whoever looks through another's eyes. All else are forms, and the
# fields of a form hold whole what a page would veil; those of an import hold no rows.
LOOKING = frozenset(
    {
        Can.USE_PRODUCT,
        Can.SEE_CUSTOMERS,
        Can.SEE_HISTORY,
        Can.IMPORT_CUSTOMERS,
        Can.SEE_VISITS,
        Can.SEE_AUDIT,
    }
)


def reaches_of(can: Can) -> list[Reach]:
    """Return what a cell of this action may say."""
    return [Reach.NONE, Reach.ALL] if can in WHOLE else list(Reach)


def shipped(role: str, can: Can) -> Reach:
    """Return what the shipped table says; an administrator's own role has none."""
    if role not in ROLES:
        return Reach.NONE
    return GRANTS[can][list(ROLES).index(role)]


def today_of(role: str) -> str:
    """Return the panel of a role's Today page; one's own work for roles made here."""
    return TODAY.get(role, "own")


def require(can: Can) -> Callable:
    """Refuse with 403 when no role has the grant; leave `can` on the request.

    Refuse too what is no mere looking, while one looks through another's eyes.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(can):
                raise PermissionDenied
            if request.user.seen_by and can not in LOOKING:
                raise PermissionDenied("see-as-form")
            request.can = can
            return view(request, *args, **kwargs)

        guarded.can = can
        return guarded

    return decorate


def of_everybody(view: Callable) -> Callable:
    """Open a page to everybody who is signed in, whatever his roles grant."""
    view.can = None
    return view
