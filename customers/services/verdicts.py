"""What an import makes of a row, whatever its kind: the words of judges and writers."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Model

from accounts.models import User
from accounts.permissions.actions import Can
from customers import cells, row_changes
from customers.cells import Reading, remark
from customers.choices.imports import RowState
from customers.kinds import KINDS
from customers.models import Customer, ImportBatch, ImportRow
from customers.querysets.imports import OPEN
from customers.row_changes import Change
from customers.services import import_names


class Verdict(NamedTuple):
    """One row with what it says and what becomes of it."""

    row: ImportRow
    values: dict[str, object]
    state: RowState
    remarks: list[dict]
    known_id: int | None = None
    key: str = ""
    # The known record as it stands, and what the row does to each field of it.
    record: Model | None = None
    changes: dict[str, Change] = {}
    # What was made or changed, and which version of it the import left.
    record_id: int | None = None
    version: int | None = None

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_new(self) -> bool:
        """Say whether the row stands there otherwise than judged."""
        row = self.row
        return (row.state, row.remarks, row.customer_id, row.changes) != (
            self.state, self.remarks, self.known_id, row_changes.stored(self.changes),
        )  # fmt: skip


class Seen(NamedTuple):
    """What earlier rows of the same file hold, and which row had it."""

    keys: dict[str, int]
    phones: dict[str, int]
    # What tells the records that rows make or change apart: ids, or who a contact is.
    records: dict[object, int]

    @classmethod
    def nothing(cls) -> "Seen":
        return cls({}, {}, {})


def reading(batch: ImportBatch, *, today) -> Reading:
    """Return how the batch's columns are read; a query for each sort of names."""
    people = list(import_names.colleagues(batch.kind, batch.owner))
    owners = import_names.told_apart(
        (word.lower(), one.pk) for one in people for word in (one.username, one.name)
    )
    branches = {one.pk: one.branch_id for one in people}
    return Reading(
        batch.columns, batch.mapping, owners, branches, today, batch.kind,
        _meanings(batch, branches), batch.known, batch.by_phone, batch.empties,
        import_names.names(batch.kind), batch.defaults,
    )  # fmt: skip


def _meanings(batch: ImportBatch, branches: dict[int, int]) -> dict:
    """Leave out the colleagues one may no longer import for."""
    said = {field: dict(words) for field, words in batch.meanings.items()}
    for field in import_names.COLLEAGUES:
        people = said.get(field, {})
        said[field] = {word: pk for word, pk in people.items() if pk in branches}
    return said


def editable(
    ids: Iterable[int], actor: User, *, hold: bool, can: Can = Can.EDIT_CUSTOMERS
) -> dict[int, Customer]:
    """Map those of `ids` to whom `actor` may apply `can` to customers as they stand.

    With `hold` nobody else changes them before this transaction ends. Two queries.
    """
    mine = Customer.objects.for_user(actor, can).filter(pk__in=list(ids))
    rows = Customer.objects.filter(pk__in=list(mine.values_list("pk", flat=True)))
    rows = rows.defer("search").order_by("pk")
    if hold:
        rows = rows.select_for_update(no_key=True)
    return {customer.pk: customer for customer in rows}


def stopped(row: ImportRow, told: cells.Told) -> Verdict:
    return Verdict(row, told.values, RowState.ERROR, told.remarks)


def left_out(row: ImportRow, told: cells.Told, said: dict, known_id=None) -> Verdict:
    return Verdict(row, told.values, RowState.DUPLICATE, [said], known_id)


def refused(row: ImportRow, told: cells.Told, said: dict, known_id=None) -> Verdict:
    remarks = [*told.remarks, said]
    return Verdict(row, told.values, RowState.ERROR, remarks, known_id)


def changed(
    verdict: Verdict, told: cells.Told, how: Reading, new: dict, blankable: frozenset
) -> Verdict:
    """Judge a row about a record that is there: what of `new` it writes over it.

    An empty cell may empty the fields that are `blankable`.
    """
    now, kind = verdict.record, KINDS[how.kind]
    empty = {kind.column(one) for one in _blank(verdict.row, how) & blankable}
    typed = new.pop("phone_raw", "")
    changes = row_changes.found(now, new, empty, how) | verdict.changes
    if "phone" in row_changes.real(changes):
        # Kept beside the number, as it was typed; no column of its own.
        changes["phone_raw"] = changes["phone"]._replace(old=now.phone_raw, new=typed)
    if not row_changes.real(changes):
        said = remark("", "nothing_new")
        out = left_out(verdict.row, told, said, verdict.known_id)
        return out._replace(changes=changes)
    return verdict._replace(state=RowState.UPDATE, changes=changes)


def _blank(row: ImportRow, how: Reading) -> set[str]:
    """Return the fields whose column is there and whose cell is empty."""
    cells_of = dict(enumerate(row.cells))
    return {
        how.mapping[heading]
        for place, heading in enumerate(how.columns)
        if how.mapping.get(heading) and not cells_of.get(place)
    }
