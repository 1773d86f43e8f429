"""The day's work with a lead: being in touch, the stage, the outcome."""

import uuid
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from customers.choices.leads import (
    WORKED,
    Deed,
    Ending,
    LeadState,
    LostReason,
    TouchChannel,
)
from customers.models import Lead, LeadDeed
from customers.services.editing import one_at_a_time
from customers.services.leads import handing, story


@transaction.atomic
def touch(
    lead: Lead,
    *,
    actor: User,
    channel: str,
    is_reached: bool,
    note: str = "",
    next_contact_on: date | None = None,
    submission_key: uuid.UUID | None = None,
    at: datetime,
) -> Lead:
    """Log a call, a message or a meeting; a form sent twice logs one.

    Whoever was handed the lead accepts it by this. Trying counts for the ladder, but
    only being answered is a first contact.
    """
    if channel not in TouchChannel.values:
        raise Refused(_("Choose how you were in touch."), "channel")
    one_at_a_time(submission_key)
    now = story.held(lead)
    if submission_key and _is_logged(submission_key):
        return now
    story.check_open(now)
    handing.accept_silently(now, actor=actor, at=at)
    columns = {"next_contact_on": next_contact_on}
    if is_reached:
        columns |= {"last_contact_at": at}
        columns |= {"first_contacted_at": now.first_contacted_at or at}
        if now.state == LeadState.NEW:
            columns |= {"state": LeadState.CONTACTED}
    story.move(now, at=at, **columns)
    told = {"channel": channel, "is_reached": is_reached, "note": note.strip()[:1000]}
    told |= {"submission_key": submission_key, "state": now.state}
    story.write(now, Deed.TOUCHED, actor=actor, at=at, **told)
    return now


@transaction.atomic
def stage(
    lead: Lead, *, actor: User, state: str, seen: str | None = None, at: datetime
) -> Lead:
    """Move a lead between new, contacted and qualified."""
    now = story.held(lead, seen=seen)
    if now.state not in WORKED or state not in WORKED:
        raise Refused(_("A lead that is %(state)s has no other stage to go to.")
                      % {"state": now.get_state_display()})  # fmt: skip
    if state == LeadState.NEW and now.first_contacted_at:
        raise Refused(_("Somebody has spoken to this lead, so it is no longer new."))
    if now.state == state:
        return now
    reached = {} if now.first_contacted_at else {"first_contacted_at": at}
    story.move(now, at=at, state=state, **reached)
    story.write(now, Deed.STAGED, actor=actor, at=at, state=state)
    return now


@transaction.atomic
def win(
    lead: Lead, *, actor: User, note: str = "", seen: str | None = None, at: datetime
) -> Lead:
    """Report the deal; whoever handed the lead over and its owner are told."""
    return _close(lead, LeadState.WON, actor=actor, note=note, seen=seen, at=at)


@transaction.atomic
def lose(
    lead: Lead,
    *,
    actor: User,
    reason: str,
    note: str = "",
    seen: str | None = None,
    at: datetime,
) -> Lead:
    """Report that nothing came of it, and why."""
    if reason not in LostReason.values:
        raise Refused(_("Say why the lead is lost."), "reason")
    told = {"note": note, "seen": seen, "at": at}
    return _close(lead, LeadState.LOST, actor=actor, reason=reason, **told)


@transaction.atomic
def reopen(lead: Lead, *, actor: User, seen: str | None = None, at: datetime) -> Lead:
    """Take up a lost lead, or a deal that fell through, again."""
    now = story.held(lead, seen=seen)
    if not now.is_closed or now.customer_id:
        raise Refused(_("Only a lead that was closed can be opened again, and none "
                        "that became a customer."))  # fmt: skip
    state = LeadState.CONTACTED if now.first_contacted_at else LeadState.NEW
    reset = {"lost_reason": "", "closed_at": None, "taker": None}
    story.move(now, at=at, state=state, owner=now.owner or actor, **reset)
    story.write(now, Deed.REOPENED, actor=actor, at=at, state=state)
    return now


def _close(
    lead: Lead,
    state: LeadState,
    *,
    actor: User,
    reason: str = "",
    note: str,
    seen: str | None,
    at: datetime,
) -> Lead:
    now = story.held(lead, seen=seen)
    story.check_open(now)
    handing.accept_silently(now, actor=actor, at=at)
    givers = handing.end(now, Ending(state), at=at)
    columns = {"state": state, "lost_reason": reason, "closed_at": at}
    story.move(now, at=at, next_contact_on=None, **columns)
    told = {"note": note.strip()[:1000], "state": state}
    changes = {"lost_reason": ["", reason]} if reason else None
    story.write(now, Deed(state), actor=actor, at=at, changes=changes, **told)
    for user in {one.pk: one for one in (*givers, now.owner) if one}.values():
        story.tell(user, str(state).lower(), now, actor=actor, at=at, note=reason)
    return now


def _is_logged(key: uuid.UUID) -> bool:
    return LeadDeed.objects.filter(submission_key=key).exists()
