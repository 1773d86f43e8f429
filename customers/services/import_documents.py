"""What an import makes of rows of a register of paper, and does to documents.

A row is a document of which there is the paper alone: its scan is added by hand.
"""

from collections.abc import Iterable
from datetime import datetime, time
from typing import NamedTuple

from django.utils import timezone

from accounts.models import User
from accounts.permissions.actions import Can
from customers import cells
from customers.cells import Reading, remark
from customers.choices.documents import DocumentKind, Scan
from customers.choices.imports import ImportField as F
from customers.choices.imports import KnownRule, RowState
from customers.kinds.documents import KIND
from customers.models import Document, ImportBatch, ImportRow, RetentionClass
from customers.retention import keep_until
from customers.services import import_records as records
from customers.services import import_whose as whose
from customers.services.editing import columns
from customers.services.verdicts import (
    Seen,
    Verdict,
    changed,
    left_out,
    refused,
    stopped,
)

CAN = Can.KEEP_DOCUMENTS
COLUMNS = (
    "kind", "title", "number", "dated_on", "valid_until", "paper_at_id", "shelf",
    "box", "retention_id",
)  # fmt: skip
BLANKABLE = frozenset({F.DATED_ON, F.VALID_UNTIL, F.SHELF, F.BOX})
# What a new document cannot be without → the code that says so.
NEEDED = {F.RETENTION: "no_class", F.PAPER_AT: "no_place"}


class Known(NamedTuple):
    """Whom rows name, and which documents are kept of them."""

    named: whose.Named
    # What a document is told apart by → the first such.
    documents: dict[tuple, Document]


def judge(
    rows: Iterable[ImportRow], how: Reading, seen: Seen, *, actor: User, hold: bool
) -> list[Verdict]:
    """Judge rows in the order of the file; as many queries at any count."""
    read = [(row, cells.row(row.cells, how)) for row in rows]
    known = _known([told for _, told in read], actor, hold)
    verdicts = []
    for row, told in read:
        verdicts.append(_verdict(row, told, how, known, seen))
        one = verdicts[-1]
        if one.is_open:
            seen.records[_same(one.known_id, _said(one.values))] = row.number
    return verdicts


def write(
    verdicts: list[Verdict],
    batch: ImportBatch,
    how: Reading,
    *,
    actor: User,
    at: datetime,
) -> list[Verdict]:
    """Store what judged rows say; return the verdicts with what was made or changed."""
    fresh, known = records.apart(verdicts)
    classes = RetentionClass.objects.in_bulk()
    made = [_draft(one, how, actor, at) for one in fresh]
    for document in made:
        _follow(document, classes)
    deeds = records.add(made, "document.filed", COLUMNS)
    drafts = records.drafts(known)
    deeds += _change(drafts, classes)
    records.record(deeds, batch, actor, at)
    return records.told(fresh, made, known)


def undo(
    rows: list[ImportRow], batch: ImportBatch, *, actor: User, at: datetime
) -> dict[int, str]:
    """Take back what rows made or changed, where nobody has touched it since.

    Returns why the others stay: id of the row → code of a remark.
    """
    documents = records.held(Document, rows, actor, CAN)
    stays, gone, back = records.parted(rows, documents)
    in_use, deeds = records.remove(gone, "document.import_undone", "title")
    deeds += _change(back, RetentionClass.objects.in_bulk())
    records.record(deeds, batch, actor, at)
    return stays | in_use


def _known(read: list[cells.Told], actor: User, hold: bool) -> Known:
    named = whose.named(read, actor, hold=hold, can=CAN)
    kept = Document.objects.kept().filter(customer__in=named.customers)
    kept = kept.select_for_update(no_key=True) if hold else kept
    documents: dict[tuple, Document] = {}
    for document in kept.order_by("pk"):
        told = {name: getattr(document, name) for name in COLUMNS}
        for same in _alike(document.customer_id, told):
            documents.setdefault(same, document)
    return Known(named, documents)


def _verdict(row, told: cells.Told, how: Reading, known: Known, seen: Seen) -> Verdict:
    if told.is_stopped:
        return stopped(row, told)
    customer_id, nobody = known.named.customer(told, how)
    if customer_id is None:
        return refused(row, told, nobody)
    same = _same(customer_id, _said(told.values))
    if where := seen.records.get(same):
        said = remark("", "same_document", row=where)
        return left_out(row, told, said, customer_id)
    if document := known.documents.get(same):
        return _known_document(row, told, how, document)
    for field, code in NEEDED.items():
        if field not in told.values and not how.defaults.get(field):
            heading = how.headings.get(field, "")
            return refused(row, told, remark(heading, code), customer_id)
    state = RowState.WARNING if told.remarks else RowState.PENDING
    return Verdict(row, told.values, state, told.remarks, customer_id)


def _known_document(row, told: cells.Told, how, document: Document) -> Verdict:
    """Judge a row about a document that is in the register."""
    whom = document.customer_id
    if how.known == KnownRule.SKIP:
        return left_out(row, told, remark("", "known_document"), whom)
    verdict = Verdict(
        row, told.values, RowState.UPDATE, told.remarks, whom, "", document
    )
    return changed(verdict, told, how, _said(told.values), BLANKABLE)


def _said(values: dict) -> dict:
    """Return what a row says as the columns of a document are called."""
    return columns(KIND.said(values, COLUMNS), COLUMNS)


def _same(customer_id: int, said: dict) -> tuple:
    """Return what a document is told apart by: its number, or else title and day."""
    if number := said.get("number"):
        return customer_id, "number", number
    return customer_id, said["title"], said.get("dated_on")


def _alike(customer_id: int, said: dict) -> list[tuple]:
    """Return all a kept document is found by: a row may leave its number out."""
    return [_same(customer_id, said), _same(customer_id, said | {"number": ""})]


def _draft(verdict: Verdict, how: Reading, actor: User, at: datetime) -> Document:
    """Return the unsaved document a row says; filed on the day the file says."""
    values = verdict.values
    unsaid = {
        KIND.named[field]: how.defaults[field]
        for field in NEEDED
        if how.defaults.get(field)
    }
    told = {"kind": DocumentKind.OTHER} | unsaid | _said(values)
    day = values.get(F.FILED_ON)
    filed_at = timezone.make_aware(datetime.combine(day, time())) if day else at
    return Document(
        customer_id=verdict.known_id, filed_by=actor, filed_at=filed_at, **told
    )


def _change(drafts: list, classes: dict[int, RetentionClass]) -> list[records.Deed]:
    """Write new values over documents; there is paper now, and how long follows."""
    return records.change(
        drafts,
        "document.updated",
        follow=lambda document: _follow(document, classes),
        beside=("scan", "keep_until"),
    )


def _follow(document: Document, classes: dict[int, RetentionClass]) -> None:
    """Set what follows from the other columns: what there is, and until when."""
    if document.paper_at_id:
        has_file = document.pk and document.scan != Scan.PAPER
        document.scan = Scan.SCANNED if has_file else Scan.PAPER
    else:
        document.scan = Scan.DIGITAL
    retention = classes[document.retention_id]
    document.keep_until = keep_until(
        retention.starts,
        retention.years,
        dated=document.dated_on,
        expiry=document.valid_until,
        filed=document.filed_at.astimezone(timezone.get_default_timezone()).date(),
    )
