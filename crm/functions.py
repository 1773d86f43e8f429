"""What one does with the product: by which grant it is expected, how it is told."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.choices import Reach
from accounts.permissions.actions import Can

# Who may do it everywhere answers for it, and need not do it himself.
EXPECTED = frozenset({Reach.OWN, Reach.TEAM, Reach.BRANCH, Reach.MEMBERS})


@dataclass(frozen=True)
class Function:
    """One work; the trail tells it by actions that begin with one of `deeds`."""

    label: str
    can: Can
    deeds: tuple[str, ...]

    def __str__(self) -> str:
        return str(self.label)

    def is_in(self, actions: Iterable[str]) -> bool:
        return any(action.startswith(self.deeds) for action in actions)


FUNCTIONS = (
    Function(_("customers"), Can.EDIT_CUSTOMERS,
             ("customer.updated", "customer.created", "customer.next_contact_set",
              "customer.verified", "contact.", "asset.", "opportunity.")),
    Function(_("visits"), Can.LOG_VISITS, ("visit.logged", "visit.planned")),
    Function(_("reviews"), Can.REVIEW_VISITS, ("visit.reviewed",)),
    Function(_("complaints"), Can.HANDLE_COMPLAINTS, ("complaint.",)),
    Function(_("leads"), Can.EDIT_LEADS, ("lead.",)),
    Function(_("documents"), Can.KEEP_DOCUMENTS, ("document.",)),
    Function(_("consents"), Can.RECORD_CONSENT, ("consent.",)),
    Function(_("doubles"), Can.MERGE_CUSTOMERS,
             ("customer.merged", "customer.told_apart")),
    Function(_("imports"), Can.IMPORT_CUSTOMERS, ("import.",)),
)  # fmt: skip


def expected_of(reaches: dict[Can, set[str]]) -> list[Function]:
    """Return what is expected of whom these cells are granted."""
    return [each for each in FUNCTIONS if reaches.get(each.can, set()) & EXPECTED]
