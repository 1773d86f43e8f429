"""Keeping the pictures of a visit: the file first, so that no row lacks its file."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.refused import Refused
from visits.models import Photo, Visit
from visits.pictures import MOST_PER_VISIT, Picture

FOLDER = "visits"
# Older than any transaction: what then has no row will never have one.
ORPHANED_AFTER = timedelta(days=1)


def attach(visit: Visit, pictures: Iterable[Picture], *, at: datetime) -> None:
    """Keep `pictures` under random names; when anything fails the files go again.

    A crash between file and commit leaves a file without a row, never the reverse;
    `sweep` finds it.
    """
    pictures = list(pictures)
    if pictures:
        _attach(visit, pictures, at)


@transaction.atomic
def _attach(visit: Visit, pictures: list[Picture], at: datetime) -> None:
    if visit.photos.count() + len(pictures) > MOST_PER_VISIT:
        raise Refused(_("A visit holds at most five photos."), "photos")
    stored: list[str] = []
    try:
        rows = [_stored(visit, picture, stored, at) for picture in pictures]
        Photo.objects.bulk_create(rows)
    except BaseException:
        discard(stored)
        raise


def discard(names: Iterable[str]) -> None:
    """Delete files whose rows never came to be. Safe twice."""
    for name in names:
        default_storage.delete(name)


def sweep(*, at: datetime) -> int:
    """Delete the files a crash left without a row; returns how many. Safe twice."""
    found = 0
    for folder in _listed(FOLDER)[0]:
        files = _listed(f"{FOLDER}/{folder}")[1]
        names = {f"{FOLDER}/{folder}/{file}" for file in files}
        kept = Photo.objects.filter(stored_as__in=names)
        orphans = names - set(kept.values_list("stored_as", flat=True))
        old = [name for name in orphans if _made_at(name) < at - ORPHANED_AFTER]
        discard(old)
        found += len(old)
    return found


def _listed(folder: str) -> tuple[list, list]:
    there = default_storage.exists(folder)
    return default_storage.listdir(folder) if there else ([], [])


def _made_at(name: str) -> datetime:
    return default_storage.get_modified_time(name)


def _stored(visit: Visit, picture: Picture, stored: list, at: datetime) -> Photo:
    name = uuid.uuid4().hex
    name = default_storage.save(
        f"{FOLDER}/{name[:2]}/{name}.jpg", ContentFile(picture.content)
    )
    stored.append(name)
    return Photo(
        visit=visit,
        stored_as=name,
        width=picture.width,
        height=picture.height,
        byte_count=len(picture.content),
        created_at=at,
    )
