"""How the rows of an import stand on its page: what each became, and why."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import lists, paging
from accounts.masking import veiled
from accounts.permissions.actions import Can
from customers import remarks, words
from customers.choices.imports import ImportField, ImportKind, ImportStep, RowState
from customers.models import Contact, Customer, ImportBatch, ImportRow

# What a tab says where the rows in it are known in several ways.
TABS = {RowState.DUPLICATE: gettext_lazy("left out")}
# What a row left out has in common with another row of its file, not with the archive.
IN_FILE = {"same_phone", "same_key"}
BIGGEST_NUMBER = 2**31 - 1
# State → how `components/state.html` draws it.
KINDS = {
    RowState.PENDING: "open",
    RowState.WARNING: "info",
    RowState.ERROR: "late",
    RowState.DUPLICATE: "waiting",
    RowState.UPDATE: "info",
    RowState.CREATED: "done",
    RowState.UPDATED: "done",
    RowState.UNDONE: "cancelled",
}
RECORDS = {ImportKind.CUSTOMERS: Customer, ImportKind.CONTACTS: Contact}


class Line(NamedTuple):
    """One row as the page prints it; `customer` only where the reader may see him."""

    number: int
    name: str
    label: str
    kind: str
    said: list[tuple[str, str, str]]
    customer: Customer | None
    owner: str
    may_leave_out: bool
    # Rows of (field, value before, value after) of a known record.
    changes: list[tuple[str, str, str]]

    @property
    def is_made(self) -> bool:
        """Say whether the customer was made of this row, and bears the name in it."""
        return self.customer is not None and self.kind == "done"


def row_number(text: str) -> int:
    """Read a row's number from a cursor."""
    number = int(text)
    if not 0 <= number <= BIGGEST_NUMBER:
        raise ValueError
    return number


BY_NUMBER = paging.Order(F("number"), row_number)


def context(request, batch: ImportBatch) -> dict:
    """Return what `imports/_rows.html` reads; three queries at any length."""
    asked = request.GET.get("state", "")
    state = asked if asked in RowState.values else ""
    rows = batch.rows.of_state(state) if state else batch.rows.all()
    page = paging.page(rows.for_page(), BY_NUMBER, lists.cursor(request.GET))
    known = [row.customer_id for row in page.rows if row.customer_id]
    visible = Customer.objects.for_user(request.user, Can.SEE_CUSTOMERS)
    seen = set(visible.filter(pk__in=known).values_list("pk", flat=True))
    counts = batch.rows.by_state()
    looking = request.user.seen_by is not None
    return {
        "lines": [line(row, batch, seen, looking) for row in page.rows],
        "tabs": tabs(counts, state),
        "waiting": counts.get("PENDING", 0) + counts.get("WARNING", 0),
        "to_change": counts.get("UPDATE", 0),
        "errors": counts.get("ERROR", 0),
        "created": counts.get("CREATED", 0),
        "updated": counts.get("UPDATED", 0),
        "undone": counts.get("UNDONE", 0),
        "older_url": page.older and address(state, page.older),
        "newer_url": page.newer and address(state, page.newer),
        "columns": columns(batch),
        "made": made(batch),
    }


def line(row: ImportRow, batch: ImportBatch, seen: set[int], looking: bool) -> Line:
    customer = row.customer if row.customer_id in seen else None
    return Line(
        row.number,
        name(row, batch),
        label(row),
        KINDS[row.state],
        [told(remark, looking) for remark in row.remarks],
        customer,
        "" if customer or not row.customer_id else owner_of(row.customer),
        may_leave_out(row, batch),
        changes(row, batch, looking) if customer else [],
    )


def label(row: ImportRow) -> str:
    """Return the state in words; who is known from the file only is told apart."""
    if row.state == RowState.DUPLICATE and {r["code"] for r in row.remarks} & IN_FILE:
        return _("repeated in the file, left out")
    return row.get_state_display()


def changes(row: ImportRow, batch: ImportBatch, looking: bool) -> list[tuple]:
    """Return (field, before, after) of what changes; veiled to who only looks on."""
    model = RECORDS[batch.kind]
    shown = veiled if looking else str
    return [
        (
            words.field_label(model, field),
            *(shown(words.value_label(model, field, value)) for value in values),
        )
        for field, values in row.changes.items()
        if field != "phone_raw"
    ]


def may_leave_out(row: ImportRow, batch: ImportBatch) -> bool:
    """Say whether the row may be a customer of the archive and is not in yet."""
    is_open = row.state in (RowState.WARNING, RowState.UPDATE)
    return batch.step == ImportStep.CHECKED and is_open and row.customer_id is not None


def name(row: ImportRow, batch: ImportBatch) -> str:
    """Return the cell that holds the name; of who left the archive none."""
    if row.customer and row.customer.removed_at:
        return words.NOTHING
    for place, heading in enumerate(batch.columns[: len(row.cells)]):
        if batch.mapping.get(heading) == ImportField.NAME:
            return row.cells[place]
    return ""


def told(remark: dict, looking: bool) -> tuple[str, str, str]:
    """Return (column, problem, cure); what a customer said is veiled to lookers."""
    value = veiled(remark["params"].get("value", "")) if looking else None
    return remark["column"], remarks.problem(remark, value), remarks.cure(remark)


def owner_of(customer: Customer) -> str:
    """Say who to ask about a customer out of the reader's reach."""
    who = {"owner": veiled(customer.owner.name), "branch": customer.branch.name}
    return _("The owner is %(owner)s (%(branch)s).") % who


def tabs(counts: dict[str, int], here: str) -> list[tuple]:
    """Return tabs of (label, url, is_here, count) for the states that occur."""
    told = [("", _("All"), sum(counts.values()))]
    for state in RowState:
        if counts.get(state) or state == here:
            words = capfirst(TABS.get(state, state.label))
            told.append((state, words, counts.get(state, 0)))
    return [
        (words, address(state, ""), state == here, count)
        for state, words, count in told
    ]


def address(state: str, cursor: str) -> str:
    """Return the query of one page of the rows in one state, of all without a state."""
    asked = {"state": str(state), lists.CURSOR: cursor}
    return f"?{urlencode({name: word for name, word in asked.items() if word})}"


def columns(batch: ImportBatch) -> list[tuple]:
    """Return (heading, field, counts) of each column taken over, as the check found.

    The counts are filled, empty, unclear; of known rows fills, changes, empties, same.
    """
    names = ("filled", "empty", "unclear", "fills", "changes", "empties", "same")
    return _counted(batch, "columns", names)


def made(batch: ImportBatch) -> list[tuple]:
    """Return (heading, field, counts) of what was written."""
    return _counted(batch, "made", ("new", "fills", "changes", "empties"))


def _counted(batch: ImportBatch, part: str, names: tuple) -> list[tuple]:
    counts = batch.report.get(part, {})
    return [
        (
            heading,
            ImportField(batch.mapping[heading]).label,
            [counts[heading][name] for name in names if name in counts[heading]],
        )
        for heading in batch.columns
        if batch.mapping.get(heading) and heading in counts
    ]
