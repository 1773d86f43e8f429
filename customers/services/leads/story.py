"""The story of a lead and the trail of what was done, written by every other verb."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import F
from django.urls import reverse
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


def write_all(
    leads: Iterable[Lead],
    kind: Deed,
    *,
    actor: User,
    new: dict,
    at: datetime,
    **told,
) -> None:
    """Write the same deed of many, who stand as before `new`; two statements."""
    leads = list(leads)
    audit.record_all(
        audit.entry(
            actor, f"lead.{kind.lower()}", lead,
            at=at, changes=audit.difference(lead, new),
        )
        for lead in leads
    )  # fmt: skip
    LeadDeed.objects.bulk_create(
        LeadDeed(lead=lead, kind=kind, actor=actor, at=at, **told) for lead in leads
    )


def move(lead: Lead, *, at: datetime, is_touched: bool = True, **columns) -> None:
    """Write `columns` of a lead that is locked, and count the edit.

    Whatever somebody does for it starts the ladder anew.
    """
    if is_touched:
        columns |= {"touched_at": at, "ladder_step": 0}
    rows = Lead.objects.filter(pk=lead.pk)
    rows.update(**columns, updated_at=at, version=F("version") + 1)
    lead.refresh_from_db()


def move_all(leads: Iterable[Lead], *, at: datetime, **columns) -> None:
    """Write `columns` of leads that are locked, as `move` does; one statement."""
    columns |= {"touched_at": at, "ladder_step": 0, "updated_at": at}
    rows = Lead.objects.filter(pk__in=[lead.pk for lead in leads])
    rows.update(**columns, version=F("version") + 1)


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


def tell_of_all(
    user: User,
    what: str,
    leads: Sequence[Lead],
    *,
    actor: User,
    at: datetime,
    note: str = "",
) -> None:
    """Put one notice about many leads before `user`: how many; of one lead, as `tell`.

    "assigned" leads to the list of what is his.
    """
    if len(leads) == 1:
        tell(user, what, leads[0], actor=actor, at=at, note=note)
    if len(leads) < 2 or not user.is_active or user.pk == actor.pk:
        return
    notices.tell(
        user,
        "customers.lead",
        key=f"leads:{what}:{leads[0].pk}:{at.timestamp()}",
        at=at,
        params={
            "what": f"{what}_many",
            "who": str(actor),
            "how_many": len(leads),
            "note": note,
        },
        url=f"{reverse('leads:index')}?tab=mine" if what == "assigned" else "",
    )
