"""The story of a lead and the trail of what was done, written by every other verb."""

from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices
from customers.choices.leads import Deed
from customers.models import Lead, LeadDeed
from customers.services.editing import locked


def write(
    lead: Lead,
    kind: Deed,
    *,
    actor: User | None,
    at: datetime,
    changes: dict | None = None,
    customer_id: int | None = None,
    **told,
) -> LeadDeed:
    """Write one deed into the story and the trail; `told` are columns of LeadDeed."""
    audit.record(
        actor,
        f"lead.{kind.lower()}",
        lead,
        at=at,
        changes=changes,
        reason=told.get("note", "")[:200],
        customer_id=customer_id,
    )
    return LeadDeed.objects.create(lead=lead, kind=kind, actor=actor, at=at, **told)


def move(lead: Lead, *, at: datetime, is_touched: bool = True, **columns) -> None:
    """Write `columns` of a lead that is locked, and count the edit.

    Whatever somebody does for it starts the ladder anew.
    """
    if is_touched:
        columns |= {"touched_at": at, "ladder_step": 0}
    rows = Lead.objects.filter(pk=lead.pk)
    rows.update(**columns, updated_at=at, version=F("version") + 1)
    lead.refresh_from_db()


def held(lead: Lead, *, seen: str | None = None) -> Lead:
    """Return the lead as it stands, locked; refuse what a stale page asks for.

    `seen` is the `standing` the page showed.
    """
    now = locked(lead)
    if seen is not None and now.standing != seen:
        raise Refused(_("Somebody else changed this lead meanwhile. Look at it again."))
    return now


def check_open(lead: Lead) -> None:
    if not lead.is_open:
        raise Refused(
            _("This lead is %(state)s; nothing more is done with it.")
            % {"state": lead.get_state_display()}
        )


def tell(
    user: User | None,
    what: str,
    lead: Lead,
    *,
    actor: User | None,
    at: datetime,
    note: str = "",
) -> None:
    """Put one notice about a lead before `user`, unless he did it, or left."""
    if user is None or not user.is_active or actor and user.pk == actor.pk:
        return
    notices.tell(
        user,
        "customers.lead",
        key=f"lead:{what}:{lead.pk}:{at.timestamp()}",
        at=at,
        params={
            "what": what,
            "who": str(actor) if actor else "",
            "lead": str(lead),
            "note": note,
        },
        url=lead.get_absolute_url(),
        subject=lead,
        about=lead,
    )
