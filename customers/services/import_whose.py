"""Which customer each row of a file names: by his code, his old number or his phone."""

from typing import NamedTuple

from accounts.models import User
from accounts.permissions.actions import Can
from customers import cells, phones
from customers.cells import Reading, remark
from customers.choices.imports import ImportField as F
from customers.kinds import whose
from customers.models import Customer
from customers.services.judging import SOURCE
from customers.services.verdicts import editable

# How a row says whose it is, and what a customer is found by.
COLUMNS = dict(zip(whose.NAMES, ("code", "external_key", "phone"), strict=True))


class Named(NamedTuple):
    """The customers that rows name."""

    # (field, what a row says) → ids of the customers it may mean.
    ids: dict[tuple[str, str], list[int]]
    # Those of them whom the importer may change.
    customers: dict[int, Customer]

    def customer(self, told: cells.Told, how: Reading) -> tuple[int | None, dict]:
        """Return whose the row is; or None and why nobody can be said."""
        for field in COLUMNS:
            if field in told.values:
                ids = self.ids.get((field, _said(field, told)), [])
                mine = [pk for pk in ids if pk in self.customers]
                if len(mine) == 1:
                    return mine[0], {}
                value = cells.shown(field, str(told.values[field]))
                code = "two_customers" if mine else "no_customer"
                return None, remark(how.headings[field], code, value=value)
        return None, remark("", "missing")


def named(
    read: list[cells.Told],
    actor: User,
    *,
    hold: bool,
    can: Can = Can.EDIT_CUSTOMERS,
    besides: set[int] = frozenset(),
) -> Named:
    """Ask the archive whom the rows name, as far as `actor` may `can`.

    `besides` are customers asked for by their ids too. As many queries at any count.
    """
    ids: dict[tuple[str, str], list[int]] = {}
    for field, column in COLUMNS.items():
        asked = {_said(field, told) for told in read if field in told.values}
        found = Customer.objects.filter(**{f"{column}__in": asked - {""}})
        if field == F.OF_KEY:
            found = found.from_source(SOURCE)
        for word, pk in found.order_by("pk").values_list(column, "pk"):
            ids.setdefault((field, word), []).append(pk)
    everybody = {pk for found in ids.values() for pk in found} | besides
    return Named(ids, editable(everybody, actor, hold=hold, can=can))


def _said(field: str, told: cells.Told) -> str:
    said = str(told.values[field])
    if field == F.OF_PHONE:
        return phones.normalise(said)[0]
    return said.upper() if field == F.OF_CODE else said
