"""How long documents are kept: changing a class moves the day of each of its own."""

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from accounts import audit
from accounts.models import User
from customers.choices.documents import Starts
from customers.models import RetentionClass
from customers.services.editing import columns, locked, merged, write

EDITABLE = ("name_zh", "name_en", "years", "starts")
# A year after 29 February is 28 February, as `customers.retention` counts.
MOVE = """
    UPDATE customers_document AS document
    SET keep_until = ({start} + make_interval(years => %(years)s))::date
    WHERE document.retention_id = %(retention)s
"""
START = {
    Starts.DATED: "document.dated_on",
    Starts.EXPIRY: "document.valid_until",
    Starts.FILED: "(document.filed_at AT TIME ZONE %(zone)s)::date",
}


@transaction.atomic
def edit(
    retention: RetentionClass,
    *,
    actor: User,
    fields: dict,
    version: int,
    at: datetime,
) -> RetentionClass:
    """Change a class, and until when its documents are kept; Conflict as elsewhere."""
    new = columns(fields, EDITABLE)
    now = locked(retention)
    mine = merged(now, new, version)
    if not mine:
        return now
    changes = audit.difference(now, mine)
    write(now, mine)
    if mine.keys() & {"years", "starts"}:
        _move(now)
    audit.record(actor, "retention.updated", now, at=at, changes=changes)
    return now


@transaction.atomic
def add(*, actor: User, at: datetime, **fields) -> RetentionClass:
    """Add a class of the house's own."""
    new = columns(fields, EDITABLE)
    retention = RetentionClass(**new)
    retention.save(force_insert=True)
    changes = audit.difference(RetentionClass(), new)
    audit.record(actor, "retention.added", retention, at=at, changes=changes)
    return retention


def _move(retention: RetentionClass) -> None:
    said = {
        "years": retention.years,
        "retention": retention.pk,
        "zone": timezone.get_default_timezone_name(),
    }
    with connection.cursor() as cursor:
        cursor.execute(MOVE.format(start=START[Starts(retention.starts)]), said)
