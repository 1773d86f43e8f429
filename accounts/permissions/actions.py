"""Everything that can be granted, and what each action means for the others."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.choices import Reach

# The reaches of an action that one may apply to all or to nothing.
YES_NO = [(Reach.NONE.value, _("no")), (Reach.ALL.value, _("yes"))]


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
    MERGE_CUSTOMERS = "MERGE_CUSTOMERS", _("Merge doubles and undo it")
    REMOVE_CUSTOMERS = "REMOVE_CUSTOMERS", _("Remove and restore customers")
    SEE_DOCUMENTS = "SEE_DOCUMENTS", _("See documents of customers")
    KEEP_DOCUMENTS = "KEEP_DOCUMENTS", _("File documents of customers")
    RECORD_CONSENT = "RECORD_CONSENT", _("Record and withdraw consent")
    ASK_EXPORTS = "ASK_EXPORTS", _("Ask for exports")
    EXPORT_CUSTOMERS = "EXPORT_CUSTOMERS", _("Export up to the limit without asking")
    DECIDE_EXPORTS = "DECIDE_EXPORTS", _("Decide on exports others ask for")
    SEE_QUALITY = "SEE_QUALITY", _("See how complete archives are")
    SEE_LEADS = "SEE_LEADS", _("See leads")
    CREATE_LEADS = "CREATE_LEADS", _("Register leads")
    EDIT_LEADS = "EDIT_LEADS", _("Work on leads and report their outcome")
    ASSIGN_LEADS = "ASSIGN_LEADS", _("Distribute leads and hand them over")
    SEE_TIERS = "SEE_TIERS", _("See tier policy, strategies and the RFM grid")
    MANAGE_TIERS = "MANAGE_TIERS", _("Change tier policy and strategies")
    RUN_TIERS = "RUN_TIERS", _("Compute tiers at once")
    PROPOSE_TIERS = "PROPOSE_TIERS", _("Propose a tier other than the computed one")
    DECIDE_TIERS = "DECIDE_TIERS", _("Decide on tiers others propose")
    SEE_SEGMENTS = "SEE_SEGMENTS", _("Use segments")
    MANAGE_SEGMENTS = "MANAGE_SEGMENTS", _("Make and share segments")
    MANAGE_FIELDS = "MANAGE_FIELDS", _("Manage tags, own fields and completeness")
    SEE_VISITS = "SEE_VISITS", _("See visits")
    LOG_VISITS = "LOG_VISITS", _("Plan and log visits")
    ASSIGN_VISITS = "ASSIGN_VISITS", _("Plan visits for others")
    REVIEW_VISITS = "REVIEW_VISITS", _("Review and grade visits")
    SEE_COMPLAINTS = "SEE_COMPLAINTS", _("See complaints")
    REGISTER_COMPLAINTS = "REGISTER_COMPLAINTS", _("Register complaints")
    HANDLE_COMPLAINTS = "HANDLE_COMPLAINTS", _("Work on complaints and tell customers")
    ASSIGN_COMPLAINTS = "ASSIGN_COMPLAINTS", _("Assign, merge and reopen complaints")
    LEAD_MAJORS = "LEAD_MAJORS", _("Declare major complaints, lead and verify them")
    DECIDE_COMPENSATION = "DECIDE_COMPENSATION", _("Decide on compensation")
    SEE_COMPLAINT_FIGURES = "SEE_COMPLAINT_FIGURES", _("See the analysis of complaints")
    ANSWER_PARTS = "ANSWER_PARTS", _("Answer for a department in complaints")
    SEE_IMPROVEMENTS = "SEE_IMPROVEMENTS", _("See improvements")
    KEEP_IMPROVEMENTS = "KEEP_IMPROVEMENTS", _("Open improvements and work on them")
    JUDGE_IMPROVEMENTS = "JUDGE_IMPROVEMENTS", _("Judge the effect of improvements")
    MANAGE_COMPLAINTS = (
        "MANAGE_COMPLAINTS",
        _("Change complaint policy, categories and approved answers"),
    )
    OPEN_ADMIN = "OPEN_ADMIN", _("Open the admin site")
    MANAGE_USERS = "MANAGE_USERS", _("Manage users, branches and teams")
    MANAGE_ROLES = "MANAGE_ROLES", _("Manage roles and grants")
    SEE_AS = "SEE_AS", _("See the product as another user, read-only")
    SEE_AUDIT = "SEE_AUDIT", _("See the audit trail of settings")
    SEE_ADOPTION = "SEE_ADOPTION", _("See who uses the product, and how")
    MANAGE_CALENDARS = "MANAGE_CALENDARS", _("Manage working hours and holidays")

    @property
    def is_whole(self) -> bool:
        """Say whether it is about no rows: one may or may not, nothing between."""
        return self in WHOLE


WHOLE = frozenset(
    {
        Can.USE_PRODUCT,
        Can.OPEN_ADMIN,
        Can.MANAGE_USERS,
        Can.MANAGE_ROLES,
        Can.SEE_AS,
        Can.SEE_AUDIT,
        Can.SEE_TIERS,
        Can.MANAGE_TIERS,
        Can.RUN_TIERS,
        Can.SEE_SEGMENTS,
        Can.MANAGE_SEGMENTS,
        Can.MANAGE_FIELDS,
        Can.MANAGE_CALENDARS,
        Can.MANAGE_COMPLAINTS,
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
    Can.MERGE_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.REMOVE_CUSTOMERS: Can.SEE_CUSTOMERS,
    Can.SEE_DOCUMENTS: Can.SEE_CUSTOMERS,
    Can.KEEP_DOCUMENTS: Can.SEE_DOCUMENTS,
    Can.RECORD_CONSENT: Can.SEE_CUSTOMERS,
    Can.ASK_EXPORTS: Can.SEE_CUSTOMERS,
    Can.EXPORT_CUSTOMERS: Can.ASK_EXPORTS,
    Can.SEE_QUALITY: Can.SEE_CUSTOMERS,
    Can.CREATE_LEADS: Can.SEE_LEADS,
    Can.EDIT_LEADS: Can.SEE_LEADS,
    Can.ASSIGN_LEADS: Can.SEE_LEADS,
    Can.PROPOSE_TIERS: Can.SEE_CUSTOMERS,
    Can.DECIDE_TIERS: Can.SEE_CUSTOMERS,
    Can.SEE_VISITS: Can.SEE_CUSTOMERS,
    Can.LOG_VISITS: Can.SEE_VISITS,
    Can.ASSIGN_VISITS: Can.SEE_VISITS,
    Can.REVIEW_VISITS: Can.SEE_VISITS,
    Can.SEE_COMPLAINTS: Can.SEE_CUSTOMERS,
    Can.REGISTER_COMPLAINTS: Can.SEE_CUSTOMERS,
    Can.HANDLE_COMPLAINTS: Can.SEE_COMPLAINTS,
    Can.ASSIGN_COMPLAINTS: Can.SEE_COMPLAINTS,
    Can.LEAD_MAJORS: Can.SEE_COMPLAINTS,
    Can.DECIDE_COMPENSATION: Can.SEE_COMPLAINTS,
    Can.SEE_COMPLAINT_FIGURES: Can.SEE_COMPLAINTS,
    Can.KEEP_IMPROVEMENTS: Can.SEE_IMPROVEMENTS,
    Can.JUDGE_IMPROVEMENTS: Can.SEE_IMPROVEMENTS,
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
        Can.SEE_QUALITY,
        Can.SEE_DOCUMENTS,
        Can.SEE_LEADS,
        Can.SEE_TIERS,
        Can.SEE_SEGMENTS,
        Can.SEE_ADOPTION,
        Can.SEE_COMPLAINTS,
        Can.SEE_COMPLAINT_FIGURES,
        Can.SEE_IMPROVEMENTS,
        Can.ANSWER_PARTS,
    }
)


def reaches_of(can: Can) -> list[Reach]:
    """Return what a cell of this action may say."""
    return [Reach.NONE, Reach.ALL] if can in WHOLE else list(Reach)
