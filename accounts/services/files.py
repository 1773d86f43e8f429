"""Stored files no row speaks of any more: what a crash or a rollback left behind."""

from datetime import datetime, timedelta

from django.core.files.storage import default_storage
from django.db.models import QuerySet

# Older than any transaction: what then has no row will never have one.
ORPHANED_AFTER = timedelta(days=1)


def sweep(folder: str, kept: QuerySet, *, at: datetime) -> int:
    """Delete the files in `folder`, and one level below, that no row of `kept` names.

    `kept` has a column `stored_as`; one query a folder. Returns how many. Safe twice.
    """
    below, _files = _listed(folder)
    places = [folder, *(f"{folder}/{name}" for name in below)]
    return sum(_sweep(place, kept, at) for place in places)


def _sweep(place: str, kept: QuerySet, at: datetime) -> int:
    names = {f"{place}/{file}" for file in _listed(place)[1]}
    named = kept.filter(stored_as__in=names).values_list("stored_as", flat=True)
    orphans = names - set(named) if names else names
    old = [name for name in orphans if _made_at(name) < at - ORPHANED_AFTER]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _listed(folder: str) -> tuple[list, list]:
    there = default_storage.exists(folder)
    return default_storage.listdir(folder) if there else ([], [])


def _made_at(name: str) -> datetime:
    return default_storage.get_modified_time(name)
