"""The audit trail: one row for each thing done, in the transaction that did it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models

from accounts.masking import for_trail
from accounts.models import AuditEntry, User


def record(
    actor: User | None, action: str, subject: models.Model | None, **told
) -> AuditEntry:
    """Write that `actor` did `action` ("customer.updated"), as `entry` puts it."""
    made = entry(actor, action, subject, **told)
    made.save(force_insert=True)
    return made


def record_all(entries: Iterable[AuditEntry]) -> None:
    """Write what was done to many at once: a statement for each thousand of them."""
    AuditEntry.objects.bulk_create(entries, batch_size=1000)


def entry(
    actor: User | None,
    action: str,
    subject: models.Model | None,
    *,
    at: datetime,
    changes: dict[str, list] | None = None,
    reason: str = "",
    customer_id: int | None = None,
    ip: str | None = None,
) -> AuditEntry:
    """Return the row, yet to be written, that `actor` did `action` to `subject`.

    `changes` maps field names to [old, new], as `difference` returns it. While someone
    looks through another's eyes the looker is the actor. `ip` is for strangers.
    """
    looker = actor.seen_by if actor else None
    return AuditEntry(
        at=at,
        actor=looker or actor,
        seen_as=actor if looker else None,
        action=action,
        kind=subject._meta.label_lower if subject is not None else "",
        object_id=subject.pk if subject is not None else None,
        customer_id=customer_id,
        label=str(subject)[:200] if subject is not None else "",
        changes=changes or {},
        reason=reason,
        request_id=actor.request_id if actor else "",
        ip=actor.ip if actor else ip,
    )


def difference(subject: models.Model, new: dict) -> dict[str, list]:
    """Map each field of `new` that differs from `subject` to [old, new], fit for JSON.

    Foreign keys appear as the text of the row they point to; personal numbers masked.
    """
    changes = {}
    for name, value in new.items():
        old = getattr(subject, name)
        if old != value:
            changes[name] = [for_trail(name, old), for_trail(name, value)]
    return changes
