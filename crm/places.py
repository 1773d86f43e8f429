"""Every place of the menu, in order: its word, picture, address, who may go."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions.actions import Can


@dataclass(frozen=True)
class Entry:
    """One place: word, picture, address, who may go, the key that leads there."""

    label: str
    icon: str
    name: str
    can: Can
    key: str = ""
    # Where on the page it leads: "#plan-head".
    part: str = ""
    # What else opens it.
    besides: tuple[Can, ...] = ()

    @property
    def url(self) -> str:
        return reverse(self.name) + self.part

    def is_open_to(self, user) -> bool:
        return any(user.may(can) for can in (self.can, *self.besides))


@dataclass(frozen=True)
class Group:
    """Places under one heading; `name` is what a browser remembers it by."""

    label: str
    entries: tuple[Entry, ...]
    name: str = ""
    # Folded at first where the menu is long.
    is_aside: bool = False


# The page itself is headed in full.
TODAY = pgettext_lazy("menu", "Today")
COMPLAINTS = Group(
    _("Complaints"),
    (
        Entry(_("Complaints"), "megaphone", "complaints:index", Can.SEE_COMPLAINTS,
              "m"),
        Entry(_("Questions to my department"), "chat-quote", "complaints:parts",
              Can.ANSWER_PARTS),
        Entry(pgettext_lazy("menu", "Compensation"), "receipt", "complaints:offers",
              Can.DECIDE_COMPENSATION),
        Entry(_("Improvements"), "card-checklist", "improvements:index",
              Can.SEE_IMPROVEMENTS),
        Entry(_("Complaint analysis"), "graph-up-arrow", "complaints:analysis",
              Can.SEE_COMPLAINT_FIGURES),
    ),
    name="complaints",
)  # fmt: skip
PLACES = (
    Group(
        "",
        (
            Entry(TODAY, "house", "today", Can.USE_PRODUCT, "t"),
            Entry(_("Inbox"), "bell", "inbox", Can.USE_PRODUCT, "b"),
        ),
    ),
    Group(
        _("Customers"),
        (
            Entry(_("Customers"), "people", "customers:index", Can.SEE_CUSTOMERS, "c"),
            Entry(_("Leads"), "funnel", "leads:index", Can.SEE_LEADS, "l"),
            Entry(
                _("Common pool"),
                "box-arrow-right",
                "customers:pool",
                Can.SEE_CUSTOMERS,
            ),
            Entry(
                _("Handovers"), "person-check", "handovers:index", Can.ASSIGN_CUSTOMERS
            ),
            Entry(
                _("Opportunities"),
                "currency-yen",
                "customers:opportunities",
                Can.SEE_CUSTOMERS,
                "o",
            ),
            Entry(
                _("Life-cycle stages"),
                "arrow-repeat",
                "customers:stages",
                Can.SEE_TIERS,
            ),
            Entry(
                _("Documents"),
                "file-earmark-text",
                "customers:register",
                Can.SEE_DOCUMENTS,
            ),
            Entry(
                pgettext_lazy("saved", "Segments"),
                "circle-half",
                "customers:segments",
                Can.SEE_SEGMENTS,
            ),
            Entry(_("Tiers"), "star", "customers:tiers", Can.SEE_TIERS, "r"),
        ),
        name="customers",
    ),
    Group(
        _("Contact"),
        (
            Entry(_("Visits"), "geo-alt", "visits:index", Can.SEE_VISITS, "v"),
            Entry(_("Visit plan"), "calendar3", "visits:plan", Can.LOG_VISITS, "w"),
            Entry(
                _("Messages from customers"),
                "envelope",
                "complaints:inbound",
                Can.REGISTER_COMPLAINTS,
            ),
        ),
        name="contact",
    ),
    COMPLAINTS,
    Group(
        _("Data"),
        (
            Entry(
                _("Imports"), "upload", "customers:imports", Can.IMPORT_CUSTOMERS, "i"
            ),
            Entry(_("Doubles"), "people", "customers:doubles", Can.EDIT_CUSTOMERS, "d"),
            Entry(
                _("Data quality"),
                "check-circle",
                "customers:quality",
                Can.SEE_QUALITY,
                "q",
            ),
            Entry(
                _("Use of the system"),
                "graph-up-arrow",
                "adoption",
                Can.SEE_ADOPTION,
                "y",
            ),
            Entry(
                _("Recycle bin"), "trash", "customers:bin", Can.REMOVE_CUSTOMERS, "z"
            ),
            Entry(
                _("Exports"),
                "download",
                "exports:index",
                Can.ASK_EXPORTS,
                "e",
                besides=(Can.DECIDE_EXPORTS, Can.SEE_AUDIT),
            ),
        ),
        name="data",
    ),
    Group(
        _("Settings"),
        (
            Entry(_("Tags"), "tags", "customers:tags", Can.MANAGE_FIELDS, "h"),
            Entry(
                _("Own fields"),
                "sliders",
                "customers:own_fields",
                Can.MANAGE_FIELDS,
                "f",
            ),
            Entry(
                _("Complaint policy"),
                "clock",
                "complaints:policies",
                Can.MANAGE_COMPLAINTS,
            ),
            Entry(
                _("Approved answers"),
                "chat-quote",
                "complaints:answers",
                Can.SEE_COMPLAINTS,
            ),
            Entry(_("Administration"), "gear", "admin:index", Can.OPEN_ADMIN, "x"),
            Entry(_("Audit trail"), "shield-lock", "audit", Can.SEE_AUDIT, "a"),
            Entry(
                _("Consent texts"),
                "check-circle",
                "customers:consent_texts",
                Can.MANAGE_FIELDS,
            ),
        ),
        name="settings",
        is_aside=True,
    ),
)
CREATES = (
    Entry(_("Log a visit"), "geo-alt", "visits:create", Can.LOG_VISITS, "v"),
    Entry(
        _("Plan a visit"),
        "calendar-plus",
        "visits:plan",
        Can.LOG_VISITS,
        "p",
        "#plan-head",
    ),
    Entry(
        _("Register a complaint"),
        "megaphone",
        "complaints:create",
        Can.REGISTER_COMPLAINTS,
        "c",
    ),
    Entry(_("New lead"), "person-check", "leads:create", Can.CREATE_LEADS, "l"),
    Entry(
        _("New customer"), "person-plus", "customers:create", Can.CREATE_CUSTOMERS, "u"
    ),
    Entry(
        _("Import a file"),
        "upload",
        "customers:import_create",
        Can.IMPORT_CUSTOMERS,
        "i",
    ),
)
