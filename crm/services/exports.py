"""An export from the wish to the file: composed of lists, consent and the machinery."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from accounts import days, sheets
from accounts.choices import FileFormat, JobFault
from accounts.models import Export, Job, User
from accounts.permissions.actions import Can
from accounts.refused import Refused
from accounts.services import exports
from accounts.services.jobs import Beat, Failed
from crm.exports import door
from crm.exports.door import Wish
from crm.exports.sheet import Sheet
from customers.choices.consent import Purpose
from customers.services.editing import one_at_a_time

CHUNK = 2_000
LONGEST_QUERY = 1_000
SHORTEST_REASON = 2


@dataclass(frozen=True)
class Outlook:
    """What a file would hold, whom it leaves out, whether somebody else decides."""

    counted: int
    left_out: dict[str, int]
    must_ask: bool


@transaction.atomic
def ask(
    wish: Wish,
    *,
    actor: User,
    columns: list[str],
    format: str,
    reason: str,
    is_full: bool = False,
    key: uuid.UUID,
    at: datetime,
) -> tuple[Export, bool]:
    """Order a list as a file; return it, and whether it is new.

    A worker is asked at once, or whoever decides first: see `_must_ask`. Raises
    Refused where nobody may stand in it, and where `look_ahead` does.
    """
    # What one takes at the same moment in two tabs counts together.
    one_at_a_time(f"export:{actor.pk}")
    _check_said(actor, format, reason, is_full)
    chosen = [column.name for column in wish.sheet.chosen(columns)]
    if not chosen:
        raise Refused(_("Choose at least one column."), "columns")
    found = look_ahead(wish, actor=actor, at=at)
    if not found.counted:
        raise Refused(_nobody(found.left_out))
    export, is_new = exports.ask(
        actor=actor,
        key=key,
        must_ask=found.must_ask,
        at=at,
        sheet=wish.sheet.slug,
        query=wish.query.urlencode(),
        told=wish.sheet.told(actor, wish.query, at),
        columns=chosen,
        format=format,
        purpose=wish.purpose,
        channel=wish.channel,
        reason=reason.strip(),
        is_full=is_full,
        language=get_language(),
        counted=found.counted,
        left_out=found.left_out,
    )
    if is_new and not export.is_asked:
        exports.start(export, at=at)
    return export, is_new


def look_ahead(wish: Wish, *, actor: User, at: datetime) -> Outlook:
    """Return what a file would hold now, and whether it would wait for a decision.

    Raises Refused where the list, the purpose and the way make no file.
    """
    _check_wish(wish, actor)
    rows = door.consenting(wish, user=actor, at=at)
    counted = rows.count()
    left_out = door.left_out(wish, user=actor, at=at)
    must_ask = counted > 0 and _must_ask(wish.sheet, rows, counted, actor, at)
    return Outlook(counted, left_out, must_ask)


def make(job: Job, beat: Beat) -> dict:
    """Write the file of an export, with the rights and the consent of this moment."""
    export = Export.objects.select_related("owner").get(pk=job.params["export"])
    if export.stored_as or export.job_id != job.pk:
        return {}
    wish, user, at = Wish.of(export), export.owner, job.beat_at
    if not user.is_active or not wish.sheet.is_open_to(user):
        raise Failed(JobFault.NO_RIGHT)
    exports.forget_persons(export)
    with override(export.language), TemporaryDirectory(prefix="export-") as folder:
        path = Path(folder) / "file"
        rows = door.consenting(wish, user=user, at=at)
        rows = door.with_reveal(rows, wish.sheet, user)
        columns = wish.sheet.chosen(export.columns)
        head = [str(column.label) for column in columns]
        lines = _lines(export, wish.sheet, rows, beat, at)
        count = sheets.write(path, export.format, watermark(export, at), head, lines)
        exports.keep(export, path, rows=count, at=at)
    return {"rows": count}


def fetch(export: Export, *, actor: User, at: datetime) -> Export:
    """Hand out a file, unless somebody in it may not stand there any more.

    Where somebody withdrew, was removed or merged since, it is made anew. Raises
    Refused with the reason in words.
    """
    if not Wish.of(export).sheet.is_open_to(actor):
        raise Refused(_("You may not export this list any more."))
    if export.is_fetchable(at) and (gone := door.no_longer_agree(export)):
        _make_anew(export, at=at)
        words = _(
            "Persons who withdrew their consent or left the archive since: %(count)s. "
            "The file is being made again without them."
        )
        raise Refused(words % {"count": gone})
    return exports.fetch(export, actor=actor, at=at)


def watermark(export: Export, at: datetime) -> str:
    """Return the line every file begins with: whose it is, when, why, which number."""
    here = days.local(at).strftime("%Y-%m-%d %H:%M")
    told = {"number": export.pk, "name": export.owner.name, "when": here}
    told["reason"] = export.reason
    line = _("Export %(number)s · %(name)s · %(when)s · %(reason)s · Confidential")
    return line % told


@transaction.atomic
def _make_anew(export: Export, *, at: datetime) -> None:
    """Let a worker write the file again; of two downloads at once the first asks."""
    if exports.renew(export, at=at):
        exports.start(export, at=at)


def _lines(
    export: Export, sheet: Sheet, rows: QuerySet, beat: Beat, at: datetime
) -> Iterator[list]:
    """Yield the cells of each row; the rows come from the server as they are needed."""
    columns, done = sheet.chosen(export.columns), 0
    for chunk in _chunks(rows):
        read = chunk
        if sheet.read is not None:
            read = sheet.read(chunk, export.owner, at)
        for row in read:
            yield [column.value(row, is_full=export.is_full) for column in columns]
        persons = {getattr(row, way) for row in chunk for way in sheet.persons}
        exports.remember(export, persons - {None})
        done += len(chunk)
        beat(done, max(export.counted, done))
    beat(done, done)


def _chunks(rows: QuerySet) -> Iterator[list]:
    found = rows.iterator(chunk_size=CHUNK)
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _must_ask(sheet: Sheet, rows: QuerySet, counted: int, user: User, at) -> bool:
    """Say whether somebody else decides: too many rows in a day, or not free to."""
    if not sheet.persons:
        return False
    taken = Export.objects.rows_undecided(user, at)
    is_much = taken + counted > exports.FREE_ROWS
    return is_much or door.beyond_free(rows, sheet, user)


def _check_said(actor: User, format: str, reason: str, is_full: bool) -> None:
    if format not in FileFormat.values:
        raise Refused(_("Choose a format."), "format")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Refused(_("Give a reason of at least two characters."), "reason")
    if is_full and not actor.may(Can.REVEAL_NUMBERS):
        raise Refused(_("You may not see full numbers."), "is_full")


def _check_wish(wish: Wish, actor: User) -> None:
    if not wish.sheet.is_open_to(actor):
        raise Refused(_("You may not export this list."))
    ways = door.ways_of(wish.purpose) if wish.purpose in Purpose.values else None
    if ways is None:
        raise Refused(_("Choose a purpose."), "purpose")
    if ways and wish.channel not in ways or not ways and wish.channel:
        raise Refused(_("Choose by which way the customers are reached."), "channel")
    if wish.is_by_number:
        raise Refused(_("Search for a name instead of a number, then export."))
    if len(wish.query.urlencode()) > LONGEST_QUERY:
        raise Refused(_("There are too many filters. Take some away."))


def _nobody(left_out: dict) -> str:
    if left_out:
        return _("Nobody on this list has agreed to this. Nothing was exported.")
    return _("This list is empty. There is nothing to export.")
