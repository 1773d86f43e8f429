"""Everything that changes documents. One function is one transaction.

The file first, so that no row lacks its file; a crash between the two leaves a file
without a row, never the reverse, and `sweep` finds it.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.services import files as stored_files
from customers.choices.documents import DocumentState, Scan
from customers.models import Customer, Document, DocumentFile
from customers.retention import keep_until
from customers.services.editing import columns, locked, merged, one_at_a_time, write
from customers.uploads import MOST_FILES, Upload

EDITABLE = (
    "kind", "title", "number", "dated_on", "valid_until", "asset", "purchase",
    "paper_at", "shelf", "box", "retention",
)  # fmt: skip
FOLDER = "documents"


def file(customer: Customer, *, uploads: Sequence[Upload] = (), **told) -> Document:
    """File a document: paper somewhere, or files, or both; once a form.

    `told` are the fields, `actor`, `submission_key` and `at`.
    """
    stored: list[str] = []
    try:
        return _file(customer, uploads, stored, **told)
    except BaseException:
        discard(stored)
        raise


def edit(document: Document, *, uploads: Sequence[Upload] = (), **told) -> Document:
    """Change a document, add files to it; raises Conflict as `archive.update` does.

    `told` are `fields`, `actor`, `version` and `at`.
    """
    stored: list[str] = []
    try:
        return _edit(document, uploads, stored, **told)
    except BaseException:
        discard(stored)
        raise


@transaction.atomic
def remove(document: Document, *, actor: User, reason: str, at: datetime) -> None:
    """Take a document out of sight. Row and files stay; safe twice."""
    now = locked(document)
    if not now.is_kept:
        return
    gone = {"state": DocumentState.REMOVED, "removed_at": at, "removal_reason": reason}
    write(now, gone)
    _record(actor, "document.removed", now, at, {}, reason)


@transaction.atomic
def restore(document: Document, *, actor: User, at: datetime) -> None:
    """Put a removed document back as it was. Safe twice."""
    now = locked(document)
    if now.is_kept:
        return
    back = {"state": DocumentState.KEPT, "removed_at": None, "removal_reason": ""}
    write(now, back)
    _record(actor, "document.restored", now, at, {})


def opened(kept: DocumentFile, *, actor: User, at: datetime) -> None:
    """Record that somebody took a file of a document along."""
    changes = {"files": [None, kept.name]}
    _record(actor, "document.opened", kept.document, at, changes)


def discard(names: Iterable[str]) -> None:
    """Delete files whose rows never came to be. Safe twice."""
    for name in names:
        default_storage.delete(name)


def sweep(*, at: datetime) -> int:
    """Delete the files a crash left without a row; returns how many. Safe twice."""
    return stored_files.sweep(FOLDER, DocumentFile.objects.all(), at=at)


@transaction.atomic
def _file(
    customer, uploads, stored, *, actor: User, submission_key, at, **fields
) -> Document:
    new = columns(fields, EDITABLE)
    one_at_a_time(submission_key)
    if made := Document.objects.filter(submission_key=submission_key).first():
        if made.customer_id != customer.pk:
            raise Refused(_("This form was sent already. Open a new one."))
        return made
    customer = locked(customer)
    document = Document(
        customer=customer, submission_key=submission_key, filed_by=actor, filed_at=at,
        **new,
    )  # fmt: skip
    _check(document)
    vars(document).update(_follows(document, len(uploads)))
    document.save(force_insert=True)
    _store(document, uploads, stored, at)
    plain = {name: value for name, value in new.items() if name != "retention"}
    changes = audit.difference(Document(), plain)
    changes |= {"retention": [None, str(document.retention)]}
    changes |= _files_told(0, len(uploads))
    _record(actor, "document.filed", document, at, changes)
    return document


@transaction.atomic
def _edit(
    document, uploads, stored, *, actor: User, fields: dict, version: int, at
) -> Document:
    new = columns(fields, EDITABLE)
    now = locked(document)
    if not now.is_kept:
        raise Refused(_("This document was removed. Put it back first."))
    mine = merged(now, new, version)
    uploads = _unsent(now, uploads, version)
    had = now.files.count()
    if not (mine or uploads):
        return now
    changes = audit.difference(now, mine) | _files_told(had, had + len(uploads))
    for name, value in mine.items():
        setattr(now, name, value)
    _check(now)
    follows = _follows(now, had + len(uploads))
    write(now, mine | follows)
    _store(now, uploads, stored, at)
    _record(actor, "document.updated", now, at, changes)
    return now


def _check(document: Document) -> None:
    """Raise Refused for what cannot be filed so."""
    if not document.title:
        raise Refused(_("Enter the title."), "title")
    for name in ("asset", "purchase"):
        linked = getattr(document, name)
        if linked and linked.customer_id != document.customer_id:
            raise Refused(_("This belongs to another customer."), name)


def _follows(document: Document, file_count: int) -> dict:
    """Return the columns that follow from the others: what there is, how long."""
    if file_count > MOST_FILES:
        raise Refused(_("A document holds at most five files."), "uploads")
    if not (file_count or document.paper_at):
        said = _("Say where the paper lies, or add a file.")
        raise Refused(said, "paper_at")
    if document.paper_at is None:
        scan = Scan.DIGITAL
    else:
        scan = Scan.SCANNED if file_count else Scan.PAPER
    until = keep_until(
        document.retention.starts,
        document.retention.years,
        dated=document.dated_on,
        expiry=document.valid_until,
        filed=document.filed_at.astimezone(timezone.get_default_timezone()).date(),
    )
    return {"scan": scan, "keep_until": until}


def _store(document: Document, uploads, stored: list[str], at: datetime) -> None:
    rows = []
    for upload in uploads:
        name = uuid.uuid4().hex
        name = default_storage.save(
            f"{FOLDER}/{name[:2]}/{name}.{upload.suffix}", ContentFile(upload.content)
        )
        stored.append(name)
        rows.append(
            DocumentFile(
                document=document, name=upload.name, stored_as=name,
                content_type=upload.content_type, byte_count=len(upload.content),
                digest=upload.digest, created_at=at,
            )
        )  # fmt: skip
    DocumentFile.objects.bulk_create(rows)


def _unsent(now: Document, uploads, version: int) -> list[Upload]:
    """Leave out, of a form sent once more, the files its first send has stored."""
    known = now.files.values_list("digest", flat=True) if now.version != version else ()
    return [upload for upload in uploads if upload.digest not in set(known)]


def _files_told(before: int, now: int) -> dict:
    return {"files": [before, now]} if now != before else {}


def _record(actor, action, document: Document, at, changes, reason: str = "") -> None:
    audit.record(
        actor, action, document, at=at, changes=changes, reason=reason,
        customer_id=document.customer_id,
    )  # fmt: skip
