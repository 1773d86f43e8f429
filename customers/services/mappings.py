"""Matchings of columns kept for the next file like this one."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from customers import headings
from customers.models import ImportBatch, SavedMapping


def remember(
    batch: ImportBatch,
    *,
    actor: User,
    name: str = "",
    is_shared: bool = False,
    at: datetime,
) -> None:
    """Keep how the batch is matched as the last time, and under `name` if it has one.

    Runs in the caller's transaction. A name of one's own that is there already is
    written over.
    """
    said = {
        "mapping": batch.mapping,
        "meanings": batch.meanings,
        "rules": {
            "known": batch.known,
            "by_phone": batch.by_phone,
            "empties": batch.empties,
            "defaults": batch.defaults,
        },
        "file_name": batch.file_name,
        "saved_at": at,
    }
    key = headings.key(batch.columns)
    mine = {"owner": actor, "kind": batch.kind}
    SavedMapping.objects.update_or_create(
        **mine, headings_key=key, name="", defaults=said
    )
    if name:
        said |= {"headings_key": key, "is_shared": is_shared}
        kept, _made = SavedMapping.objects.update_or_create(
            **mine, name=name, defaults=said
        )
        audit.record(actor, "import.matching_saved", kept, at=at)


def recall(batch: ImportBatch, *, user: User) -> SavedMapping | None:
    """Return how headings like these were matched last: by me, or else by a colleague
    who shares it. One query.
    """
    open_to = SavedMapping.objects.open_to(user, batch.kind)
    return open_to.fitting(headings.key(batch.columns), user).first()


@transaction.atomic
def forget(mapping: SavedMapping, *, actor: User, at: datetime) -> None:
    """Delete a matching of one's own that has a name."""
    if mapping.owner_id != actor.pk:
        raise Refused(_("Only who saved a matching can delete it."))
    audit.record(actor, "import.matching_deleted", mapping, at=at)
    mapping.delete()
