"""Where one can go: every entry of the menu, in order, and what opens it."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.permissions.actions import Can
from accounts.querysets import reaches
from accounts.reach import covers


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


@dataclass(frozen=True)
class Section:
    """One group as one reader sees it on one page; without a label it cannot fold."""

    label: str
    name: str
    entries: list[Entry]
    is_open: bool


# More places than find room on a common screen.
LONG = 14
# Beside them stand what can be created and the whole menu.
IN_BAR = 3
# The page itself is headed in full.
TODAY = pgettext_lazy("menu", "Today")
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
    Group(
        _("Complaints"),
        (
            Entry(
                _("Complaints"),
                "megaphone",
                "complaints:index",
                Can.SEE_COMPLAINTS,
                "m",
            ),
            Entry(
                _("Questions to my department"),
                "chat-quote",
                "complaints:parts",
                Can.ANSWER_PARTS,
            ),
            Entry(
                _("Improvements"),
                "card-checklist",
                "improvements:index",
                Can.SEE_IMPROVEMENTS,
            ),
            Entry(
                _("Complaint analysis"),
                "graph-up-arrow",
                "complaints:analysis",
                Can.SEE_COMPLAINT_FIGURES,
            ),
        ),
        name="complaints",
    ),
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


class Navigation:
    """The menu as one reader sees it on one page.

    `folds` is what his browser remembers: "data-.settings+" for shut and open.
    """

    def __init__(self, user, path: str, folds: str = ""):
        self.user, self.path = user, path
        self.folds = {each[:-1]: each[-1:] == "+" for each in folds.split(".")}

    @cached_property
    def groups(self) -> list[tuple[str, list[Entry]]]:
        """Rows of (label, entries); a lone entry needs no label above it."""
        shown = [(group.label, self._open(group.entries)) for group in PLACES]
        return [(label if len(each) > 1 else "", each) for label, each in shown if each]

    @cached_property
    def is_long(self) -> bool:
        return sum(len(entries) for _label, entries in self.groups) > LONG

    @cached_property
    def sections(self) -> list[Section]:
        """The groups, folded as he left them; the one that holds this page is open."""
        shown = [(group, self._open(group.entries)) for group in PLACES]
        return [
            Section(
                group.label if len(each) > 1 else "", group.name, each,
                any(entry.name == self.here for entry in each)
                or self.folds.get(group.name, not (self.is_long and group.is_aside)),
            )
            for group, each in shown if each
        ]  # fmt: skip

    @cached_property
    def creates(self) -> list[Entry]:
        return self._open(CREATES)

    @cached_property
    def bar(self) -> list[Entry]:
        """The places in the phone's bar: Today, and the two the reader needs most.

        Leads stand in the place of visits where he reaches further among them.
        """
        leads, visits = (
            reaches(self.user, can) for can in (Can.SEE_LEADS, Can.SEE_VISITS)
        )
        work = ["visits:index", "leads:index"]
        if covers(leads, visits) and not covers(visits, leads):
            work.reverse()
        work.append("complaints:index")
        wanted = ["today", "customers:index", *work, "admin:index", "audit"]
        shown = {entry.name: entry for _label, each in self.groups for entry in each}
        return [shown[name] for name in wanted if name in shown][:IN_BAR]

    @cached_property
    def here(self) -> str:
        """The entry this page belongs to, by name: the longest address that fits."""
        entries = [entry for _label, group in self.groups for entry in group]
        matches = [e for e in entries if self.path.startswith(e.url)]
        return max(matches, key=lambda e: len(e.url)).name if matches else ""

    def _open(self, entries) -> list[Entry]:
        return [entry for entry in entries if entry.is_open_to(self.user)]
