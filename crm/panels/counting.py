"""Numbers on Today: counted as far as they help, linked to exactly their rows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

# Beyond this a number says no more than "many", and counting on would cost.
ENOUGH = 100


@dataclass(frozen=True)
class Tile:
    """One number, its words, and the list that holds exactly its rows."""

    label: str
    count: int
    url: str
    is_late: bool = False

    @property
    def shown(self) -> str:
        return shown(self.count)

    @property
    def exact(self) -> str:
        return _("more than 99") if self.count >= ENOUGH else ""

    @property
    def kind(self) -> str:
        return "late" if self.is_late else ""


def shown(count: int) -> str:
    """Write a number that `capped` counted."""
    return f"{ENOUGH - 1}+" if count >= ENOUGH else str(count)


def capped(rows: QuerySet) -> int:
    """Count `rows` up to ENOUGH, in one query that stops there."""
    return rows.order_by()[:ENOUGH].count()


def address(name: str, **query) -> str:
    """Return the address of a list, narrowed."""
    return f"{reverse(name)}?{urlencode(query)}"
