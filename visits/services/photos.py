"""Keeping the pictures of a visit: the file first, so that no row lacks its file."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.refused import Refused
from accounts.services import files
from customers.pictures import Picture
from visits.choices import MOST_PER_VISIT
from visits.models import Photo, Visit

FOLDER = "visits"


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


def drop(visit: Visit, pks: Iterable[int]) -> dict[str, list]:
    """Take pictures off a visit; their files go once that is sure.

    Returns the change for the trail, as {"photos": [count before, count after]}.
    """
    kept = dict(visit.photos.values_list("pk", "stored_as")) if pks else {}
    gone = [pk for pk in kept if pk in set(pks)]
    if not gone:
        return {}
    visit.photos.filter(pk__in=gone).delete()
    transaction.on_commit(partial(discard, [kept[pk] for pk in gone]))
    return {"photos": [len(kept), len(kept) - len(gone)]}


def discard(names: Iterable[str]) -> None:
    """Delete files whose rows never came to be. Safe twice."""
    for name in names:
        default_storage.delete(name)


def sweep(*, at: datetime) -> int:
    """Delete the files a crash left without a row; returns how many. Safe twice."""
    return files.sweep(FOLDER, Photo.objects.all(), at=at)


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
