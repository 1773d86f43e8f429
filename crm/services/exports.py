"""An export from the wish to the file: composed of lists, consent and the machinery."""

import uuid
from collections.abc import Iterator
from datetime import datetime
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
    Refused where nobody may stand in it.
    """
    # What one takes at the same moment in two tabs counts together.
    one_at_a_time(f"export:{actor.pk}")
    _check(wish, actor, format, reason, is_full)
    chosen = [column.name for column in wish.sheet.chosen(columns)]
    if not chosen:
        raise Refused(_("Choose at least one column."), "columns")
    rows = door.consenting(wish, user=actor, at=at)
    counted = rows.count()
    left_out = door.left_out(wish, user=actor, at=at)
    if not counted:
        raise Refused(_nobody(left_out))
    export, is_new = exports.ask(
        actor=actor,
        key=key,
        must_ask=_must_ask(wish.sheet, rows, counted, actor, at),
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
        counted=counted,
        left_out=left_out,
    )
    if is_new and not export.is_asked:
        exports.start(export, at=at)
    return export, is_new


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
        lines = _lines(export, wish.sheet, rows, beat)
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


def _lines(export: Export, sheet: Sheet, rows: QuerySet, beat: Beat) -> Iterator[list]:
    """Yield the cells of each row; the rows come from the server as they are needed."""
    columns, persons, done = sheet.chosen(export.columns), set(), 0
    for row in rows.iterator(chunk_size=CHUNK):
        yield [column.value(row, is_full=export.is_full) for column in columns]
        if sheet.person:
            persons.add(getattr(row, sheet.person))
        done += 1
        if done % CHUNK == 0:
            exports.remember(export, persons)
            persons.clear()
            beat(done, max(export.counted, done))
    exports.remember(export, persons)
    beat(done, done)


def _must_ask(sheet: Sheet, rows: QuerySet, counted: int, user: User, at) -> bool:
    """Say whether somebody else decides: too many rows in a day, or not free to."""
    if not sheet.person:
        return False
    taken = Export.objects.rows_undecided(user, at)
    is_much = taken + counted > exports.FREE_ROWS
    return is_much or door.beyond_free(rows, sheet, user)


def _check(wish: Wish, actor: User, format: str, reason: str, is_full: bool) -> None:
    if not wish.sheet.is_open_to(actor):
        raise Refused(_("You may not export this list."))
    if format not in FileFormat.values:
        raise Refused(_("Choose a format."), "format")
    if len(reason.strip()) < 2:
        raise Refused(_("Say what the file is for."), "reason")
    if is_full and not actor.may(Can.REVEAL_NUMBERS):
        raise Refused(_("You may not see full numbers."), "is_full")
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
