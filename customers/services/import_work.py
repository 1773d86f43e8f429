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
from accounts.models import Job
from accounts.permissions.actions import Can
from accounts.services.jobs import Beat, Failed
from customers import row_changes, tables
from customers.cells import Reading, remark
from customers.choices.imports import ImportFault, ImportStep, RowState
from customers.kinds import KINDS
from customers.models import ImportBatch, ImportRow
from customers.services import import_names, telling
from customers.services.copying import copy
from customers.services.editing import one_at_a_time
from customers.services.import_kinds import DEEDS
from customers.services.imports import forget_file
from customers.services.judging import SOURCE
from customers.services.verdicts import Seen, Verdict
from customers.services.verdicts import reading as how_to_read
from customers.tallies import Tally

READ_CHUNK, CHECK_CHUNK, RUN_CHUNK, UNDO_CHUNK = 2000, 1000, 500, 200
SEPARATOR = "\x1f"
AS_READ = (RowState.PENDING.value, "[]", "{}")
STORED = ("batch_id", "number", "cells", "key", "state", "remarks", "changes")
WRITE = """
    UPDATE customers_importrow AS row
    SET state = told.state, remarks = told.remarks, customer_id = told.customer,
        changes = told.changes, record_id = told.record, version = told.version
    FROM jsonb_to_recordset(%s::jsonb)
        AS told (id bigint, state text, remarks jsonb, customer bigint, changes jsonb,
                 record bigint, version integer)
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
        # Rows of a file that is refused further down are no rows.
        batch.rows.all().delete()
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
    judge, seen, tally, done = DEEDS[batch.kind].judge, Seen.nothing(), Tally(how), 0
    total = batch.report["rows"]
    for chunk in _chunks(batch.rows.in_order(), CHECK_CHUNK):
        with transaction.atomic():
            beat(done, total)
            verdicts = judge(chunk, how, seen, actor=job.owner, hold=False)
            _write(verdict for verdict in verdicts if verdict.is_new)
        for one in verdicts:
            tally.add(one.row.cells, one.remarks, one.state, one.changes)
        done += len(chunk)
    with transaction.atomic():
        beat(done, total)
        report = {"columns": tally.columns(total), "unknown": tally.words()}
        _close(batch, ImportStep.CHECKED, report)
    return {}


def run(job: Job, beat: Beat) -> dict:
    """Import the rows that wait, in order; a row and what it makes commit at once."""
    batch = _batch(job)
    if batch.step != ImportStep.RUNNING:
        return {}
    _still_allowed(batch)
    how = how_to_read(batch, today=_today(job))
    total = batch.rows.open().count() + _made(batch)
    while _import_chunk(batch, job, how, beat, total):
        pass
    with transaction.atomic():
        beat(_made(batch), total)
        _close(batch, ImportStep.DONE, {"made": _per_column(batch, how)})
        ImportBatch.objects.filter(pk=batch.pk).update(finished_at=_now(job))
        return _finish(batch, job)


def undo(job: Job, beat: Beat) -> dict:
    """Take back what was imported and nobody touched since, row by row."""
    batch = _batch(job)
    if batch.step != ImportStep.UNDOING:
        return {}
    _still_allowed(batch)
    total, done = batch.rows.made().count(), 0
    for chunk in _chunks(batch.rows.made().in_order(), UNDO_CHUNK):
        with transaction.atomic():
            beat(done, total)
            one_at_a_time(SOURCE)
            _take_back(batch, chunk, job)
        done += len(chunk)
    with transaction.atomic():
        beat(done, total)
        _close(batch, ImportStep.UNDONE, {})
        stays = _made(batch)
        gone = batch.rows.of_state(RowState.UNDONE).count()
        changes = {"rows": [None, gone], "stays": [None, stays]}
        audit.record(job.owner, "import.undone", batch, at=_now(job), changes=changes)
        telling.taken_back(batch, actor=job.owner, at=_now(job))
    return {"undone": gone, "stays": stays}


def _finish(batch: ImportBatch, job: Job) -> dict:
    """Record the end of an import, and tell those who got customers by it."""
    created = batch.rows.of_state(RowState.CREATED).count()
    updated = batch.rows.of_state(RowState.UPDATED).count()
    changes = {batch.kind.lower(): [None, created]}
    if updated:
        changes["updated"] = [None, updated]
    audit.record(job.owner, "import.finished", batch, at=_now(job), changes=changes)
    telling.imported(batch, actor=job.owner, at=_now(job))
    return {"created": created, "updated": updated}


@transaction.atomic
def _import_chunk(batch, job: Job, how: Reading, beat: Beat, total: int) -> bool:
    """Import the next rows that wait, judged anew; say whether there were any."""
    beat(_made(batch), total)
    one_at_a_time(SOURCE)
    deeds, who = DEEDS[batch.kind], {"actor": job.owner}
    waiting = list(batch.rows.open().in_order()[:RUN_CHUNK])
    verdicts = deeds.judge(waiting, how, Seen.nothing(), hold=True, **who)
    fresh = [verdict for verdict in verdicts if verdict.is_open]
    written = deeds.write(fresh, batch, how, at=_now(job), **who)
    _write([*written, *(one for one in verdicts if not one.is_open)])
    return bool(waiting)


def _take_back(batch: ImportBatch, rows: list[ImportRow], job: Job) -> None:
    """Take back what these rows made; say on the others why it stays."""
    stays = DEEDS[batch.kind].undo(rows, batch, actor=job.owner, at=_now(job))
    gone = [row.pk for row in rows if row.pk not in stays]
    batch.rows.filter(pk__in=gone).update(state=RowState.UNDONE, remarks=[])
    for code in set(stays.values()):
        kept = [pk for pk, why in stays.items() if why == code]
        batch.rows.filter(pk__in=kept).update(remarks=[remark("", code)])


def _per_column(batch: ImportBatch, how: Reading) -> dict:
    """Count what was written, from the rows: the same however often it broke off."""
    tally = Tally(how)
    rows = batch.rows.made().values_list("cells", "state", "changes")
    for cells, state, changes in rows.iterator(chunk_size=2000):
        tally.add_made(cells, state, changes)
    return tally.made()


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
            "changes": row_changes.stored(verdict.changes),
            "record": verdict.record_id,
            "version": verdict.version,
        }
        for verdict in verdicts
    ]
    with connection.cursor() as cursor:
        cursor.execute(WRITE, [json.dumps(changed)])


def _close(batch: ImportBatch, step: ImportStep, report: dict) -> None:
    """End a step, and keep how many rows are in each state."""
    report = batch.report | report | {"states": batch.rows.by_state()}
    ImportBatch.objects.filter(pk=batch.pk).update(step=step, report=report)


def _made(batch: ImportBatch) -> int:
    return batch.rows.made().count()


def _still_allowed(batch: ImportBatch) -> None:
    """Rights may have changed since it was ordered: rules bite at once."""
    if not all(map(batch.owner.may, (Can.IMPORT_CUSTOMERS, KINDS[batch.kind].can))):
        raise Failed(ImportFault.NOT_ALLOWED)
    owners = import_names.colleagues(batch.kind, batch.owner)
    if batch.for_owner_id and not owners.filter(pk=batch.for_owner_id).exists():
        raise Failed(ImportFault.NOT_ALLOWED)


def _batch(job: Job) -> ImportBatch:
    return ImportBatch.objects.select_related("owner").get(pk=job.params["batch"])


def _now(job: Job) -> datetime:
    """Return when this attempt began: what it writes carries one time."""
    return job.beat_at


def _today(job: Job):
    return _now(job).astimezone(timezone.get_default_timezone()).date()
