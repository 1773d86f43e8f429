"""How the rows of an import stand on its page: what each became, and why."""

from typing import NamedTuple
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import lists, paging
from accounts.masking import veiled
from accounts.permissions.actions import Can
from customers import remarks, words
from customers.cells import shown
from customers.choices.imports import ImportField, ImportKind, ImportStep, RowState
from customers.kinds import KINDS as FILES
from customers.models import (
    Asset,
    Contact,
    Customer,
    Document,
    ImportBatch,
    ImportRow,
    Lead,
)
from customers.services import telling

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
RECORDS = {
    ImportKind.CUSTOMERS: Customer,
    ImportKind.CONTACTS: Contact,
    ImportKind.LEADS: Lead,
    ImportKind.ASSETS: Asset,
    ImportKind.DOCUMENTS: Document,
}
# Where what was made of a row stands, where that is on a page of its customer.
PAGES = {
    ImportKind.ASSETS: "customers:assets",
    ImportKind.DOCUMENTS: "customers:documents",
}


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
    # Where what was made of the row stands, or the same lead; "" out of reach.
    url: str
    # Whether the customer is another record than what the row made.
    is_beside: bool


class Seen(NamedTuple):
    """What of a page of rows its reader may see: ids of customers and of leads."""

    customers: set[int]
    leads: set[int]
    # Column → {id: what that row of ours is called}, of what changes.
    called: dict[str, dict[int, str]]
    # The reader looks through another's eyes.
    looking: bool

    def of(self, field: str, value: object) -> object:
        """Return a value; of a column that names rows, what the row is called."""
        names = self.called.get(field)
        return names.get(value, "") if names is not None else value


def row_number(text: str) -> int:
    """Read a row's number from a cursor."""
    number = int(text)
    if not 0 <= number <= BIGGEST_NUMBER:
        raise ValueError
    return number


BY_NUMBER = paging.Order(F("number"), row_number)


def context(request, batch: ImportBatch) -> dict:
    """Return what `imports/_rows.html` reads; as many queries at any length."""
    asked = request.GET.get("state", "")
    state = asked if asked in RowState.values else ""
    rows = batch.rows.of_state(state) if state else batch.rows.all()
    page = paging.page(rows.for_page(), BY_NUMBER, lists.cursor(request.GET))
    seen = visible(request.user, batch, page.rows)
    counts = batch.rows.by_state()
    return {
        "lines": [line(row, batch, seen) for row in page.rows],
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


def visible(user, batch: ImportBatch, rows: list[ImportRow]) -> Seen:
    """Say what of the rows' records `user` may see."""
    known = [row.customer_id for row in rows if row.customer_id]
    customers = Customer.objects.for_user(user, Can.SEE_CUSTOMERS)
    leads = Lead.objects.none()
    if batch.kind == ImportKind.LEADS and user.may(Can.SEE_LEADS):
        records = [row.record_id for row in rows if row.record_id]
        leads = Lead.objects.for_user(user, Can.SEE_LEADS).filter(pk__in=records)
    return Seen(
        set(customers.filter(pk__in=known).values_list("pk", flat=True)),
        set(leads.values_list("pk", flat=True)),
        called(batch, rows),
        user.seen_by is not None,
    )


def called(batch: ImportBatch, rows: list[ImportRow]) -> dict[str, dict[int, str]]:
    """Map columns that name rows of ours to what those are called; a query for each."""
    asked: dict[str, set[int]] = {}
    for row in rows:
        for field, values in row.changes.items():
            if field.endswith("_id"):
                asked[field] = asked.get(field, set()) | set(filter(None, values))
    model, found = RECORDS[batch.kind], {}
    for field, ids in asked.items():
        named = model._meta.get_field(field).related_model.objects.in_bulk(ids)
        found[field] = {pk: str(one) for pk, one in named.items()}
    return found


def line(row: ImportRow, batch: ImportBatch, seen: Seen) -> Line:
    customer = row.customer if row.customer_id in seen.customers else None
    is_seen = bool(customer) or row.record_id in seen.leads
    kind = KINDS[row.state]
    return Line(
        row.number,
        name(row, batch),
        label(row),
        kind,
        [told(remark, seen.looking) for remark in row.remarks],
        customer,
        "" if customer or not row.customer_id else owner_of(row.customer),
        may_leave_out(row, batch),
        changes(row, batch, seen) if is_seen else [],
        record_url(row, batch, seen),
        kind != "done" or batch.kind == ImportKind.LEADS,
    )


def record_url(row: ImportRow, batch: ImportBatch, seen: Seen) -> str:
    """Return where that stands which was made of the row; of a lead, the same lead."""
    if batch.kind == ImportKind.LEADS:
        is_seen = row.record_id in seen.leads
        return reverse("leads:detail", args=[row.record_id]) if is_seen else ""
    if KINDS[row.state] != "done" or row.customer_id not in seen.customers:
        return ""
    if page := PAGES.get(batch.kind):
        return reverse(page, args=[row.customer_id])
    return row.customer.get_absolute_url()


def list_url(batch: ImportBatch) -> str:
    """Return the list in which what was imported stands."""
    if batch.kind == ImportKind.LEADS:
        return f"{reverse('leads:index')}?tab=unassigned"
    return telling.listed(imported=batch.pk)


def label(row: ImportRow) -> str:
    """Return the state in words; who is known from the file only is told apart."""
    if row.state == RowState.DUPLICATE and {r["code"] for r in row.remarks} & IN_FILE:
        return _("repeated in the file, left out")
    return row.get_state_display()


def changes(row: ImportRow, batch: ImportBatch, seen: Seen) -> list[tuple]:
    """Return (field, before, after) of what changes; veiled to who only looks on."""
    model = RECORDS[batch.kind]
    say = veiled if seen.looking else str
    return [
        (
            words.field_label(model, field.removesuffix("_id")),
            *(
                say(words.value_label(model, field, seen.of(field, value)))
                for value in values
            ),
        )
        for field, values in row.changes.items()
        if field != "phone_raw"
    ]


def may_leave_out(row: ImportRow, batch: ImportBatch) -> bool:
    """Say whether the row may be a customer of the archive and is not in yet."""
    is_open = row.state in (RowState.WARNING, RowState.UPDATE)
    return batch.step == ImportStep.CHECKED and is_open and row.customer_id is not None


def name(row: ImportRow, batch: ImportBatch) -> str:
    """Return the cell that names the row; of who left the archive none."""
    if row.customer and row.customer.removed_at:
        return words.NOTHING
    cells = {
        batch.mapping.get(heading): cell
        for heading, cell in zip(batch.columns, row.cells, strict=False)
    }
    for field in FILES[batch.kind].called:
        if cells.get(field):
            return shown(field, cells[field])
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
