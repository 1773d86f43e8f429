"""Keeping the files of a complaint: the file first, so that no row lacks its file.

A crash between the two leaves a file without a row, never the reverse, and `sweep`
finds it.
"""

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import files
from complaints.choices import Deed
from complaints.models import Complaint, ComplaintFile, Inbound, Line
from complaints.services import lines
from customers.services.editing import one_at_a_time
from customers.uploads import Upload

FOLDER = "complaints"
# So many a complaint holds, whoever added them.
MOST_FILES = 30


def attach(
    line: Line, uploads: Sequence[Upload], *, actor: User | None, at: datetime
) -> None:
    """Keep files that came with a line of a history; a complaint holds so many.

    Called last in a transaction; when anything fails here the files go again.
    """
    if not uploads:
        return
    with stored(uploads, at=at) as files:
        keep(line, files, actor=actor)


@contextmanager
def stored(uploads: Sequence[Upload], *, at: datetime) -> Iterator[list[ComplaintFile]]:
    """Store files whose rows are kept by `keep`, before anything is locked for long.

    Where what follows fails they go again.
    """
    names: list[str] = []
    try:
        yield [_stored(upload, names, at) for upload in uploads]
    except BaseException:
        for name in names:
            default_storage.delete(name)
        raise


def keep(line: Line, files: Sequence[ComplaintFile], *, actor: User | None) -> None:
    """Let files that are `stored` belong to a line of a history."""
    if files and line.complaint.files.count() + len(files) > MOST_FILES:
        raise Refused(_("A complaint holds no more files than these."), "uploads")
    for each in files:
        each.complaint, each.place, each.added_by = line.complaint, line.place, actor
    ComplaintFile.objects.bulk_create(files)


def receive(inbound: Inbound, uploads: Sequence[Upload], *, at: datetime) -> None:
    """Keep the files that came with a message."""
    with stored(uploads, at=at) as files:
        for each in files:
            each.inbound = inbound
        ComplaintFile.objects.bulk_create(files)


def hand_over(inbound: Inbound, line: Line) -> None:
    """Let the files of a message be the complaint's: nothing is copied."""
    inbound.files.update(complaint=line.complaint, place=line.place)


@transaction.atomic
def add(
    complaint: Complaint, *, actor: User, key: uuid.UUID, uploads: Sequence[Upload],
    at: datetime, text: str = "",
) -> Line:  # fmt: skip
    """Add evidence to a complaint, open or closed, with a line that says so.

    The same `key` again returns the line that stands.
    """
    if not uploads:
        raise Refused(_("Choose a file."), "uploads")
    one_at_a_time(key)
    if line := lines.sent_before(key):
        return line
    now = lines.locked(complaint, actor=actor, can=Can.HANDLE_COMPLAINTS)
    told = {"files": [upload.name for upload in uploads]}
    line = lines.write(
        now, Deed.NOTED, actor=actor, at=at, text=text, told=told, key=key
    )
    attach(line, uploads, actor=actor, at=at)
    return line


def opened(kept: ComplaintFile, *, actor: User, at: datetime) -> None:
    """Record that somebody took a file of a complaint, or of a message, along."""
    complaint = kept.complaint
    audit.record(
        actor, "complaint.file_opened", complaint or kept.inbound, at=at,
        changes={"files": [None, kept.name]},
        customer_id=complaint.customer_id if complaint else None,
    )  # fmt: skip


def sweep(*, at: datetime) -> int:
    """Delete the files a crash left without a row; returns how many. Safe twice."""
    return files.sweep(FOLDER, ComplaintFile.objects.all(), at=at)


def _stored(upload: Upload, names: list[str], at: datetime) -> ComplaintFile:
    name = uuid.uuid4().hex
    name = default_storage.save(
        f"{FOLDER}/{name[:2]}/{name}.{upload.suffix}", ContentFile(upload.content)
    )
    names.append(name)
    return ComplaintFile(
        name=upload.name, stored_as=name, content_type=upload.content_type,
        byte_count=len(upload.content), digest=upload.digest, added_at=at,
    )  # fmt: skip
