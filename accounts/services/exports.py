"""Everything that changes an export: asked, decided, made, fetched, expired.

What its rows are and who may stand in them is composed above, in `crm`.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.choices import ExportState
from accounts.models import Export, ExportedPerson, Job, User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import files, jobs, notices

FOLDER = "exports"
KEPT = timedelta(days=7)
# Up to so many rows of persons whoever may takes without asking, in a day.
FREE_ROWS = 1_000
# Up to so many rows are written while the asker waits, more by a worker.
AT_ONCE = 5_000
JOB = "crm.export"
REMEMBER = """
    INSERT INTO accounts_exportedperson (export_id, customer_id)
    SELECT %s, unnest(%s::bigint[]) ON CONFLICT DO NOTHING
"""


@transaction.atomic
def ask(
    *, actor: User, key: uuid.UUID, must_ask: bool, at: datetime, **wish
) -> tuple[Export, bool]:
    """Write down what is wanted; return it, and whether it is new.

    A form sent twice returns what the first send made. `must_ask` leaves it waiting
    for somebody else's decision, and tells those who decide.
    """
    state = ExportState.ASKED if must_ask else ExportState.MAKING
    export, is_new = Export.objects.get_or_create(
        submission_key=key,
        defaults=wish | {"owner": actor, "state": state, "created_at": at},
    )
    if export.owner_id != actor.pk:
        raise Refused(_("This form was sent already. Open a new one."))
    if is_new:
        _record(actor, "export.asked", export, at, reason=export.reason)
        if must_ask:
            _tell_deciders(export, at)
    return export, is_new


@transaction.atomic
def decide(
    export: Export, *, actor: User, is_allowed: bool, remark: str = "", at: datetime
) -> None:
    """Allow an export another asked for, or not; a worker makes what is allowed."""
    if export.owner_id == actor.pk:
        raise Refused(_("Somebody else decides on your own export."))
    asked = Export.objects.for_user(actor, Can.DECIDE_EXPORTS).asked()
    if not actor.may(Can.DECIDE_EXPORTS):
        raise Refused(_("You may not decide on exports."))
    if not is_allowed and not remark.strip():
        raise Refused(_("Say why not."), "remark")
    state = ExportState.MAKING if is_allowed else ExportState.DENIED
    decision = {"state": state, "decided_by": actor, "decided_at": at}
    decision["remark"] = remark.strip()[:200]
    if not asked.filter(pk=export.pk).update(**decision):
        raise Refused(_("This export waits for no decision any more. Reload the page."))
    export.refresh_from_db()
    action = "export.allowed" if is_allowed else "export.denied"
    _record(actor, action, export, at, reason=export.remark)
    told = {"actor": str(actor), "number": export.pk, "remark": export.remark}
    if is_allowed:
        start(export, at=at)
        _tell(export.owner, "accounts.export_allowed", export, told, at)
    else:
        _tell(export.owner, "accounts.export_denied", export, told, at)


@transaction.atomic
def take_back(export: Export, *, actor: User, at: datetime) -> None:
    """Let go of what one asked for and nobody has decided on."""
    mine = Export.objects.mine(actor).asked().filter(pk=export.pk)
    if not mine.update(state=ExportState.TAKEN_BACK):
        raise Refused(_("This export waits for no decision any more. Reload the page."))
    _record(actor, "export.taken_back", export, at)


def start(export: Export, *, at: datetime) -> Job:
    """Ask a worker to make the file; the job is the asker's."""
    params = {"export": export.pk, "url": export.get_absolute_url()}
    job = jobs.ask(JOB, actor=export.owner, params=params, at=at)
    Export.objects.filter(pk=export.pk).update(job=job)
    export.job = job
    return job


def remember(export: Export, customer_ids: Iterable[int]) -> None:
    """Keep whom the file holds; the same person twice is kept once."""
    with connection.cursor() as cursor:
        cursor.execute(REMEMBER, [export.pk, list(customer_ids)])


def forget_persons(export: Export) -> None:
    """Begin anew: a file that broke off, or is made again, holds nobody yet."""
    ExportedPerson.objects.filter(export=export).delete()


def keep(export: Export, written: Path, *, rows: int, at: datetime) -> None:
    """Store a written file where nobody but its owner fetches it, for seven days."""
    name = f"{FOLDER}/{uuid.uuid4().hex}"
    with written.open("rb") as file:
        name = default_storage.save(name, File(file))
    try:
        with transaction.atomic():
            _keep(export, name, rows, written.stat().st_size, at)
    except BaseException:
        default_storage.delete(name)
        raise


def _keep(export: Export, name: str, rows: int, size: int, at: datetime) -> None:
    making = Export.objects.filter(pk=export.pk, state=ExportState.MAKING)
    ready = {"state": ExportState.READY, "stored_as": name, "byte_count": size}
    if not making.update(**ready, row_count=rows, made_at=at, expires_at=at + KEPT):
        raise Refused(_("This export is made already."))
    export.refresh_from_db()
    _record(export.owner, "export.made", export, at, rows=rows)
    if export.decided_by_id or export.counted > AT_ONCE:
        told = {"number": export.pk, "how_many": rows}
        _tell(export.owner, "accounts.export_ready", export, told, at)


@transaction.atomic
def fetch(export: Export, *, actor: User, at: datetime) -> Export:
    """Count and record a download by the one who asked; returns what is fetched."""
    now = Export.objects.mine(actor).select_for_update().filter(pk=export.pk).first()
    if now is None or not now.is_fetchable(at):
        raise Refused(_("The file is not there any more. Ask for a new export."))
    if not default_storage.exists(now.stored_as):
        raise Refused(_("The file is not there any more. Ask for a new export."))
    Export.objects.filter(pk=now.pk).update(download_count=F("download_count") + 1)
    _record(actor, "export.downloaded", now, at, rows=now.row_count)
    return now


@transaction.atomic
def renew(export: Export, *, at: datetime) -> bool:
    """Throw a file away that holds somebody it must not, to be made again.

    Says whether there was this file to throw away.
    """
    ready = Export.objects.stored().filter(pk=export.pk, stored_as=export.stored_as)
    making = {"state": ExportState.MAKING, "stored_as": "", "expires_at": None}
    if not ready.update(**making, job=None):
        return False
    transaction.on_commit(partial(default_storage.delete, export.stored_as))
    _record(export.owner, "export.renewed", export, at)
    export.refresh_from_db()
    return True


def expire(*, at: datetime) -> int:
    """Delete the files kept long enough; returns how many. Safe twice."""
    return sum(_expire(export, at) for export in Export.objects.expired(at)[:500])


@transaction.atomic
def _expire(export: Export, at: datetime) -> int:
    gone = {"state": ExportState.EXPIRED, "stored_as": ""}
    if not Export.objects.expired(at).filter(pk=export.pk).update(**gone):
        return 0
    _record(None, "export.expired", export, at)
    transaction.on_commit(partial(default_storage.delete, export.stored_as))
    return 1


def sweep(*, at: datetime) -> int:
    """Delete the files a crash left without a row; returns how many. Safe twice."""
    return files.sweep(FOLDER, Export.objects.stored(), at=at)


def _tell_deciders(export: Export, at: datetime) -> None:
    told = {"actor": str(export.owner), "number": export.pk, "how_many": export.counted}
    told["reason"] = export.reason
    for user in User.objects.able_to(Can.DECIDE_EXPORTS).exclude(pk=export.owner_id):
        if may_apply(user, Can.DECIDE_EXPORTS, export):
            _tell(user, "accounts.export_asked", export, told, at)


def _tell(user: User, kind: str, export: Export, told: dict, at: datetime) -> None:
    key = f"{kind}:{export.pk}:{at.timestamp()}"
    about = {"subject": export, "about": export.pk, "url": export.get_absolute_url()}
    notices.tell(user, kind, key=key, at=at, params=told, **about)


def _record(
    actor: User | None,
    action: str,
    export: Export,
    at: datetime,
    *,
    reason: str = "",
    rows: int | None = None,
) -> None:
    changes = {} if rows is None else {"rows": [None, rows]}
    audit.record(actor, action, export, at=at, changes=changes, reason=reason)
