"""Where one can go: the menu as one reader sees it on one page."""

from dataclasses import dataclass

from django.utils.functional import cached_property

from accounts.permissions.actions import Can
from accounts.querysets import reaches
from accounts.reach import covers
from crm.places import CREATES, PLACES, Entry


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
