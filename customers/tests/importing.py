"""An import taken through its steps by the real services and the real worker's code."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Job
from accounts.services import jobs
from crm.jobs import WORKS
from crm.testing.cast import NOON
from customers import headings
from customers.choices.imports import ImportKind
from customers.models import ImportBatch, ImportRow
from customers.services import imports
from customers.tests import files

HEAD = "姓名,手机,生日"
GOOD = "王小明,13800138000,1985-06-01"


def work(batch: ImportBatch) -> Job:
    """Let a worker do what waits for the batch."""
    batch.refresh_from_db()
    jobs.run(batch.job_id, works=WORKS, clock=lambda: NOON)
    batch.refresh_from_db()
    return Job.objects.get(pk=batch.job_id)


def uploaded(
    actor, content: bytes, name: str = "名单.csv", kind: str = ImportKind.CUSTOMERS
) -> ImportBatch:
    """Upload a file; nobody has read it yet."""
    file = SimpleUploadedFile(name, content)
    told = {"actor": actor, "submission_key": uuid.uuid4(), "kind": kind}
    return imports.upload(file, at=NOON, **told)


def read(actor, *lines: str, **options) -> ImportBatch:
    """Upload the lines of a .csv file and let a worker read it."""
    batch = uploaded(actor, files.csv(*lines), **options)
    work(batch)
    return batch


def match(batch: ImportBatch, rules=None, **mapping) -> ImportBatch:
    """Match the columns as their headings mean, `mapping` otherwise."""
    told = headings.guess(batch.columns, batch.kind) | mapping
    imports.match(batch, actor=batch.owner, mapping=told, at=NOON, **rules or {})
    return batch


def checked(actor, *lines: str, rules=None, **options) -> ImportBatch:
    batch = match(read(actor, *lines, **options), rules)
    work(batch)
    return batch


def started(actor, owner, *lines: str, **options) -> ImportBatch:
    """Take a file to where its rows are to be imported by a worker."""
    batch = checked(actor, *lines, **options)
    imports.start(batch, actor=actor, owner=owner, at=NOON)
    return batch


def done(actor, owner, *lines: str, **options) -> ImportBatch:
    batch = started(actor, owner, *lines, **options)
    work(batch)
    return batch


def tried(actor, owner, *lines: str, **options) -> ImportBatch:
    """Take a file as far as its rows allow."""
    batch = checked(actor, *lines, **options)
    if batch.rows.open().exists():
        imports.start(batch, actor=actor, owner=owner, at=NOON)
        work(batch)
    return batch


def by_nina(kind: str) -> Callable[..., ImportBatch]:
    """Return what takes lines of a kind of file, for her, as far as they allow."""
    return lambda cast, *lines, **options: tried(
        cast.nina, None, *lines, kind=kind, **options
    )


def broken_off(batch: ImportBatch, step: Callable, chunks: int) -> None:
    """Let a worker do a step who is killed at the start of a chunk."""
    batch.refresh_from_db()
    claimed = jobs.claim(batch.job_id, at=NOON)

    def beat(done, total):
        nonlocal chunks
        jobs.progress(claimed, done=done, total=total, at=NOON)
        chunks -= 1
        if chunks < 0:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        step(claimed, beat)


def gone_on(batch: ImportBatch) -> bool:
    """Let a worker find what broke off an hour ago; say whether there was any."""
    later = NOON + timedelta(hours=1)
    return jobs.run(batch.job_id, works=WORKS, clock=lambda: later)


def undone(batch: ImportBatch, at=NOON) -> ImportBatch:
    """Take an import back, worker included."""
    imports.undo(batch, actor=batch.owner, at=at)
    work(batch)
    return batch


def states(batch) -> list[str]:
    """Return what became of each row."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    return list(rows.values_list("state", flat=True))


def codes(batch) -> list[str]:
    """Return what is remarked on the rows."""
    rows = ImportRow.objects.filter(batch=batch).order_by("number")
    return [one["code"] for row in rows for one in row.remarks]
