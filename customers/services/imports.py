"""Everything a person does with an import: a file, its columns, the order to import."""

import hashlib
import uuid
from datetime import datetime
from pathlib import Path

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import Job, User
from accounts.refused import Refused
from accounts.services import files, jobs
from customers.choices.imports import (
    ImportField,
    ImportJob,
    ImportKind,
    ImportStep,
    RowState,
)
from customers.models import ImportBatch
from customers.services import import_names, mappings
from customers.services.editing import one_at_a_time

FOLDER = "imports"
LONGEST_FILE_NAME = 200
MAPPABLE = (ImportStep.MAPPING, ImportStep.CHECKING, ImportStep.CHECKED)
STARTABLE = (ImportStep.CHECKED, ImportStep.RUNNING)
UNDOABLE = (ImportStep.DONE, ImportStep.UNDOING)
MATCHED = ("mapping", "meanings", "step")
RULES = ("known", "by_phone", "empties", "defaults")


@transaction.atomic
def upload(
    file: UploadedFile,
    *,
    actor: User,
    kind: str = ImportKind.CUSTOMERS,
    submission_key: uuid.UUID,
    at: datetime,
) -> ImportBatch:
    """Store a file where nobody can fetch it, and ask a worker to read it.

    A form sent twice returns what the first send made.
    """
    one_at_a_time(submission_key)
    made = ImportBatch.objects.filter(submission_key=submission_key, owner=actor)
    if batch := made.first():
        return batch
    batch = ImportBatch.objects.create(
        owner=actor,
        kind=kind,
        file_name=Path(file.name).name[-LONGEST_FILE_NAME:],
        digest=_digest(file),
        stored_as=default_storage.save(f"{FOLDER}/{uuid.uuid4().hex}", file),
        submission_key=submission_key,
        created_at=at,
    )
    audit.record(actor, "import.uploaded", batch, at=at)
    _ask(ImportJob.READ, batch, actor=actor, at=at)
    return batch


@transaction.atomic
def match(
    batch: ImportBatch,
    *,
    actor: User,
    mapping: dict[str, str],
    name: str = "",
    is_shared: bool = False,
    meanings: dict | None = None,
    at: datetime,
    **rules,
) -> None:
    """Say which column is which and what becomes of the known; ask for the dry run.

    `rules` are those of `RULES`, `meanings` as `explain` takes them. All of it is
    remembered for the next file with these headings, and under `name` if it has one.
    Raises Refused once rows are being imported.
    """
    now = _locked(batch, MAPPABLE, _("This import has begun; its columns stand."))
    plain = {rule: value for rule, value in rules.items() if rule != "defaults"}
    changes = audit.difference(now, plain)
    now.mapping = mapping
    now.meanings = now.meanings | (meanings or {})
    now.step = ImportStep.CHECKING
    for rule in set(rules) & set(RULES):
        setattr(now, rule, rules[rule])
    now.save(update_fields=[*MATCHED, *RULES])
    mappings.remember(now, actor=actor, name=name, is_shared=is_shared, at=at)
    audit.record(actor, "import.matched", now, at=at, changes=changes)
    _ask(ImportJob.CHECK, now, actor=actor, at=at)


@transaction.atomic
def explain(
    batch: ImportBatch, *, actor: User, meanings: dict[str, dict], at: datetime
) -> None:
    """Say what words of the file mean, and have it checked anew.

    `meanings` maps fields to {word as `cells.plain` leaves it: value}. Remembered with
    the matching.
    """
    now = _locked(batch, (ImportStep.CHECKED,), _("Check the file first."))
    said = {field: dict(words) for field, words in now.meanings.items()}
    for field, words in meanings.items():
        said[field] = said.get(field, {}) | words
    now.meanings, now.step = said, ImportStep.CHECKING
    now.save(update_fields=["meanings", "step"])
    mappings.remember(now, actor=actor, at=at)
    count = sum(map(len, meanings.values()))
    audit.record(
        actor, "import.explained", now, at=at, changes={"words": [None, count]}
    )
    _ask(ImportJob.CHECK, now, actor=actor, at=at)


@transaction.atomic
def start(
    batch: ImportBatch, *, actor: User, owner: User | None = None, at: datetime
) -> None:
    """Order the import of a checked file; ordered again, it goes on where it stopped.

    New customers become `owner`'s, in his branch, where their row names nobody. Raises
    Refused while it runs, when nothing is left, and when nobody is said for the new.
    """
    now = _locked(batch, STARTABLE, _("Check the file first."))
    if now.kind == ImportKind.LEADS and not actor.branch_id:
        raise Refused(_("You belong to no branch, so no lead can be yours."))
    waiting = now.rows.open().count()
    if not waiting:
        raise Refused(_("No row of this file is left to import."))
    if asks_owner(now) and not owner:
        raise Refused(_("Choose whose the new customers become."), "for_owner")
    if owner:
        _check_owner(owner, now, actor)
        now.for_owner, now.for_branch = owner, owner.branch
    now.step = ImportStep.RUNNING
    now.save(update_fields=["for_owner", "for_branch", "step"])
    changes = {"rows": [None, waiting]}
    if owner:
        changes["for_owner"] = [None, str(owner)]
    audit.record(actor, "import.started", now, at=at, changes=changes)
    _ask(ImportJob.RUN, now, actor=actor, at=at)


def asks_owner(batch: ImportBatch) -> bool:
    """Say whether there are new customers of whom nobody said whose they become."""
    if batch.kind != ImportKind.CUSTOMERS or batch.for_owner_id:
        return False
    named = next((h for h, f in batch.mapping.items() if f == ImportField.OWNER), None)
    fresh = batch.rows.fresh()
    if named is not None:
        fresh = fresh.without_cell(batch.columns.index(named))
    return fresh.exists()


@transaction.atomic
def undo(batch: ImportBatch, *, actor: User, at: datetime) -> None:
    """Have what an import made or changed taken back, where nobody touched it since.

    Raises Refused when it is too late; asked again, it goes on where it stopped.
    """
    now = _locked(batch, UNDOABLE, _("This import is not one to be taken back."))
    if not now.may_be_undone(at):
        raise Refused(_("An import can be taken back for seven days. They are over."))
    ImportBatch.objects.filter(pk=now.pk).update(step=ImportStep.UNDOING)
    rows = {"rows": [None, now.rows.made().count()]}
    audit.record(actor, "import.undo_asked", now, at=at, changes=rows)
    _ask(ImportJob.UNDO, now, actor=actor, at=at)


@transaction.atomic
def leave_out(batch: ImportBatch, *, number: int, actor: User, at: datetime) -> None:
    """Keep a row out that may be a customer of the archive, before any is imported."""
    now = _locked(batch, (ImportStep.CHECKED,), _("Check the file first."))
    likely = batch.rows.filter(
        state__in=[RowState.WARNING, RowState.UPDATE], customer__isnull=False
    )
    kept_out = likely.filter(number=number).update(state=RowState.DUPLICATE, changes={})
    if not kept_out:
        raise Refused(_("This row is not one that may be known. Reload the page."))
    row = {"row": [None, number]}
    audit.record(actor, "import.row_left_out", now, at=at, changes=row)


@transaction.atomic
def discard(batch: ImportBatch, *, actor: User, at: datetime) -> None:
    """Forget a file of which nothing was imported, with all its rows."""
    now = _locked(
        batch,
        (ImportStep.READING, *MAPPABLE),
        _("Rows of this file were imported already; it stays as their source."),
    )
    audit.record(actor, "import.discarded", now, at=at)
    forget_file(now)
    now.delete()


@transaction.atomic
def take_errors(batch: ImportBatch, *, actor: User, at: datetime) -> int:
    """Record that the rows with errors left the building; return how many there are."""
    count = batch.rows.of_state(RowState.ERROR).count()
    changes = {"rows": [None, count]}
    audit.record(actor, "import.errors_taken", batch, at=at, changes=changes)
    return count


def sweep(*, at: datetime) -> int:
    """Delete files nobody will read: rolled back, read already, or found unreadable.

    Returns how many. Safe twice.
    """
    return files.sweep(FOLDER, ImportBatch.objects.to_read(), at=at)


def forget_file(batch: ImportBatch) -> None:
    """Delete the stored file once this transaction holds; its rows are read by then."""
    transaction.on_commit(lambda: default_storage.delete(batch.stored_as))


def _locked(batch: ImportBatch, steps: tuple, otherwise: str) -> ImportBatch:
    """Return the import as it stands, at one of `steps` and with nothing at work."""
    now = (
        ImportBatch.objects.select_related("job")
        .select_for_update(of=["self"])
        .filter(pk=batch.pk)
        .first()
    )
    if now is None or now.step not in steps:
        raise Refused(otherwise)
    if now.job and Job.objects.filter(pk=now.job_id).unended().exists():
        raise Refused(_("A job is at work on this file. Wait for it, or cancel it."))
    return now


def _check_owner(owner: User, batch: ImportBatch, actor: User) -> None:
    if not import_names.colleagues(batch.kind, actor).filter(pk=owner.pk).exists():
        name = {"name": owner.name}
        raise Refused(
            _("%(name)s cannot own these customers. Choose someone else.") % name,
            "for_owner",
        )


def _ask(kind: ImportJob, batch: ImportBatch, *, actor: User, at: datetime) -> None:
    params = {"batch": batch.pk, "url": batch.get_absolute_url()}
    job = jobs.ask(kind, actor=actor, params=params, at=at)
    ImportBatch.objects.filter(pk=batch.pk).update(job=job)


def _digest(file: UploadedFile) -> str:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()
