"""What a worker does with an import: read, check, import, chunk by chunk.

Each chunk is a transaction that first says how far the work is, and so holds the job;
broken off anywhere, the same work done again ends the same.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import Job, User
from accounts.permissions.actions import Can
from accounts.services.jobs import Beat, Failed
from customers import tables
from customers.cells import Reading
from customers.choices.archive import Source
from customers.choices.imports import ImportFault, ImportStep, RowState
from customers.choices.imports import ImportField as F
from customers.models import Contact, Customer, ImportBatch, ImportRow
from customers.phones import normalise
from customers.querysets.imports import OPEN
from customers.services import intake, telling
from customers.services.copying import copy
from customers.services.editing import columns, one_at_a_time
from customers.services.imports import forget_file
from customers.services.judging import SOURCE, Seen, Verdict, judge
from customers.services.judging import reading as how_to_read

READ_CHUNK, CHECK_CHUNK, RUN_CHUNK = 2000, 1000, 500
SEPARATOR = "\x1f"
OF_CONTACT = {F.CONTACT_NAME, F.CONTACT_PHONE}
OF_IMPORT = {F.OWNER, F.KEY}
AS_READ = (RowState.PENDING.value, "[]")
STORED = ("batch_id", "number", "cells", "key", "state", "remarks")
WRITE = """
    UPDATE customers_importrow AS row
    SET state = told.state, remarks = told.remarks, customer_id = told.customer
    FROM jsonb_to_recordset(%s::jsonb)
        AS told (id bigint, state text, remarks jsonb, customer bigint)
    WHERE row.id = told.id
"""


def read(job: Job, beat: Beat) -> dict:
    """Turn the stored file into rows; the file is deleted when all of it is read."""
    batch = _batch(job)
    if batch.step != ImportStep.READING:
        return {}
    path = Path(default_storage.path(batch.stored_as))
    if not path.exists():
        raise Failed(ImportFault.FILE_GONE)
    try:
        table = tables.read(path)
        count = _store_rows(batch, table.rows, beat)
    except tables.Unreadable as fault:
        raise Failed(fault.code, **fault.params) from fault
    with transaction.atomic():
        beat(count, count)
        ImportBatch.objects.filter(pk=batch.pk).update(
            step=ImportStep.MAPPING,
            encoding=table.encoding,
            columns=table.columns,
            report={"rows": count},
        )
        forget_file(batch)
    return {"rows": count}


def check(job: Job, beat: Beat) -> dict:
    """Judge every row without importing any, and count what each column holds."""
    batch = _batch(job)
    if batch.step != ImportStep.CHECKING:
        return {}
    how = how_to_read(batch, today=_today(job))
    seen, filled, unclear, done = Seen({}, {}), Counter(), Counter(), 0
    total = batch.report["rows"]
    for chunk in _chunks(batch.rows.in_order(), CHECK_CHUNK):
        with transaction.atomic():
            beat(done, total)
            verdicts = judge(chunk, how, seen)
            _write(verdict for verdict in verdicts if verdict.is_new)
        for verdict in verdicts:
            filled.update(_filled(verdict.row, how))
            unclear.update(_unclear(verdict, how))
        done += len(chunk)
    with transaction.atomic():
        beat(done, total)
        report = {"columns": _per_column(how, filled, unclear, total)}
        _close(batch, ImportStep.CHECKED, report)
    return {}


def run(job: Job, beat: Beat) -> dict:
    """Import the rows that wait, in order; a row and its customer commit at once."""
    batch = _batch(job)
    if batch.step != ImportStep.RUNNING:
        return {}
    _still_allowed(batch)
    how = how_to_read(batch, today=_today(job))
    total = batch.rows.open().count() + _created(batch)
    while _import_chunk(batch, job, how, beat, total):
        pass
    with transaction.atomic():
        created = _created(batch)
        beat(created, total)
        _close(batch, ImportStep.DONE, {})
        changes = {"customers": [None, created]}
        audit.record(job.owner, "import.finished", batch, at=_now(job), changes=changes)
        telling.imported(batch, actor=job.owner, at=_now(job))
    return {"created": created}


@transaction.atomic
def _import_chunk(batch, job: Job, how: Reading, beat: Beat, total: int) -> bool:
    """Import the next rows that wait; say whether there were any."""
    beat(_created(batch), total)
    one_at_a_time(SOURCE)
    waiting = list(batch.rows.open().in_order()[:RUN_CHUNK])
    verdicts = judge(waiting, how, Seen({}, {}))
    fresh = [verdict for verdict in verdicts if verdict.state in OPEN]
    drafts = [_draft(verdict, batch, how) for verdict in fresh]
    made = intake.add(drafts, actor=job.owner, file=batch.file_name, at=_now(job))
    imported = [
        verdict._replace(state=RowState.CREATED, known_id=customer.pk)
        for verdict, customer in zip(fresh, made, strict=True)
    ]
    _write([*imported, *(one for one in verdicts if one.state not in OPEN)])
    return bool(waiting)


def _draft(
    verdict: Verdict, batch: ImportBatch, how: Reading
) -> tuple[Customer, list[Contact]]:
    """Return the unsaved customer a row says, with the contact it names."""
    values = verdict.values
    own = {k: v for k, v in values.items() if k not in OF_CONTACT | OF_IMPORT}
    owner_id = values.get(F.OWNER, batch.for_owner_id)
    customer = Customer(
        **{"source": Source.IMPORT} | columns(own, own),
        owner_id=owner_id,
        branch_id=how.branches.get(owner_id, batch.for_branch_id),
        external_source=SOURCE,
        external_key=verdict.key,
    )
    return customer, list(_contacts(values))


def _contacts(values: dict) -> Iterator[Contact]:
    if F.CONTACT_NAME in values:
        typed = str(values.get(F.CONTACT_PHONE, ""))
        yield Contact(
            name=values[F.CONTACT_NAME], phone=normalise(typed)[0], phone_raw=typed
        )


def _store_rows(batch: ImportBatch, rows: Iterable, beat: Beat) -> int:
    """Store the rows that are not stored yet, and return how many the file has."""
    alike: Counter[str] = Counter()
    count = 0
    last = batch.rows.order_by("-number").values_list("number", flat=True).first() or 0
    rows = iter(rows)
    while chunk := list(islice(rows, READ_CHUNK)):
        made = [
            (batch.pk, number, json.dumps(cells), _key(cells, alike), *AS_READ)
            for number, cells in chunk
        ]
        with transaction.atomic():
            beat(count, None)
            copy("customers_importrow", STORED, [row for row in made if row[1] > last])
        count += len(chunk)
    return count


def _key(cells: list[str], alike: Counter) -> str:
    """Return what tells a row from every other of every file."""
    digest = hashlib.sha256(SEPARATOR.join(cells).encode()).hexdigest()[:40]
    alike[digest] += 1
    return f"row:{digest}:{alike[digest]}"


def _chunks(rows, size: int) -> Iterator[list[ImportRow]]:
    """Walk the rows by their numbers, so that no chunk costs more than the first."""
    last = 0
    while chunk := list(rows.beyond(last)[:size]):
        yield chunk
        last = chunk[-1].number


def _write(verdicts: Iterable[Verdict]) -> None:
    """Write what became of rows, in one statement."""
    changed = [
        {
            "id": verdict.row.pk,
            "state": verdict.state,
            "remarks": verdict.remarks,
            "customer": verdict.known_id,
        }
        for verdict in verdicts
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [json.dumps(changed)])


def _filled(row: ImportRow, how: Reading) -> list[str]:
    return [h for h, cell in zip(how.columns, row.cells, strict=False) if cell]


def _unclear(verdict: Verdict, how: Reading) -> set[str]:
    """Return the columns whose cell could not be read; an empty one is only empty."""
    if verdict.state == RowState.DUPLICATE:
        return set()
    return {one["column"] for one in verdict.remarks} & set(_filled(verdict.row, how))


def _per_column(how: Reading, filled: Counter, unclear: Counter, total: int) -> dict:
    return {
        heading: {
            "filled": filled[heading],
            "empty": total - filled[heading],
            "unclear": unclear[heading],
        }
        for heading in how.columns
    }


def _close(batch: ImportBatch, step: ImportStep, report: dict) -> None:
    """End a step, and keep how many rows are in each state."""
    report = batch.report | report | {"states": batch.rows.by_state()}
    ImportBatch.objects.filter(pk=batch.pk).update(step=step, report=report)


def _created(batch: ImportBatch) -> int:
    return batch.rows.of_state(RowState.CREATED).count()


def _still_allowed(batch: ImportBatch) -> None:
    """Rights may have changed since it was ordered: rules bite at once."""
    owners = User.objects.owners_for(batch.owner, Can.IMPORT_CUSTOMERS)
    if not owners.filter(pk=batch.for_owner_id).exists():
        raise Failed(ImportFault.NOT_ALLOWED)


def _batch(job: Job) -> ImportBatch:
    return ImportBatch.objects.select_related("owner").get(pk=job.params["batch"])


def _now(job: Job) -> datetime:
    """Return when this attempt began: what it writes carries one time."""
    return job.beat_at


def _today(job: Job):
    return _now(job).astimezone(timezone.get_default_timezone()).date()
