"""Two people at one form: what both changed is told, what one changed is merged."""

import uuid
from collections.abc import Iterable

from django.db import connection, models
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.refused import Conflict, Refused
from customers import phones


def columns(fields: dict, allowed: Iterable[str]) -> dict:
    """Return `fields` as they are kept: the number read, and as it was typed.

    Raises TypeError for a field that is not `allowed`, so that nothing is written that
    no form asked for.
    """
    if unknown := set(fields) - set(allowed):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    kept = {k: v.strip() if isinstance(v, str) else v for k, v in fields.items()}
    if "phone" in kept:
        kept["phone_raw"] = kept["phone"][:40]
        kept["phone"] = phones.normalise(kept["phone"])[0]
    return kept


def locked(row: models.Model) -> models.Model:
    """Return the row as it stands, and let nobody else change it before we commit.

    Raises Refused when it was removed meanwhile.
    """
    rows = type(row).objects.select_for_update(no_key=True)
    now = rows.filter(pk=row.pk).first()
    if now is None:
        raise Refused(_("This was removed meanwhile. Reload the page."))
    return now


def merged(now: models.Model, new: dict, version: int) -> dict:
    """Return what of `new` is to be written over a row whose form showed `version`.

    Only what the form changed counts. Raises Conflict where someone else changed the
    same field to something else meanwhile.
    """
    seen = now if version == now.version else as_of(now, version)
    mine = {k: v for k, v in new.items() if seen is None or getattr(seen, k) != v}
    mine = {k: v for k, v in mine.items() if getattr(now, k) != v}
    theirs = {
        k: getattr(now, k)
        for k in mine
        if k != "phone_raw" and (seen is None or getattr(seen, k) != getattr(now, k))
    }
    if theirs:
        raise Conflict(
            _("Someone else changed this meanwhile. Choose what shall stand."), theirs
        )
    return mine


def as_of(now: models.Model, version: int) -> models.Model | None:
    """Return the row as it was at `version`, from its history; None if it never was."""
    past = type(now).pgh_event_model.objects
    return past.filter(pgh_obj_id=now.pk, version=version).order_by("-pk").first()


def write(now: models.Model, mine: dict) -> None:
    """Write `mine` and count the edit; the row is one we hold `locked`."""
    rows = type(now).objects.filter(pk=now.pk, version=now.version)
    if not rows.update(**mine, version=F("version") + 1):
        raise Conflict(_("Someone else changed this meanwhile. Try again."), {})
    now.refresh_from_db()


def one_at_a_time(*keys: uuid.UUID | str | None) -> None:
    """Make those who send the same key wait for each other until this commits."""
    asked = sorted({str(key) for key in keys if key})
    if not asked:
        return
    with connection.cursor() as cursor:
        # In the order given, which everybody sorts alike: nobody waits in a circle.
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(key, 0))"
            " FROM unnest(%s::text[]) AS asked (key)",
            [asked],
        )
