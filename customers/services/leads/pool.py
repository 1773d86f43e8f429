"""The common pool: leads nobody works on, and who takes one up again."""

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts import working_time
from accounts.models import User, WorkingCalendar
from accounts.refused import Refused
from customers import lead_rules
from customers.choices.leads import Deed, Ending, LeadState
from customers.models import Lead, LeadDeed
from customers.services.editing import one_at_a_time
from customers.services.leads import handing, people, story


@transaction.atomic
def release(
    lead: Lead, *, actor: User, reason: str, seen: str | None = None, at: datetime
) -> Lead:
    """Put an open lead into the pool of its branch."""
    if not reason.strip():
        raise Refused(_("Say why."), "reason")
    now = story.held(lead, seen=seen)
    story.check_open(now)
    put(now, actor=actor, note=reason.strip()[:1000], at=at)
    return now


def put(lead: Lead, *, actor: User | None, note: str = "", at: datetime) -> None:
    """Put a locked lead into the pool; who had it is told, and locked out a while."""
    had = people.worker_of(lead)
    handing.end(lead, Ending.TAKEN_BACK, at=at)
    columns = {"state": LeadState.POOL, "pooled_at": at, "next_contact_on": None}
    story.move(lead, at=at, owner=None, taker=None, previous_owner=had, **columns)
    told = {"note": note, "state": LeadState.POOL}
    story.write(lead, Deed.POOLED, actor=actor, at=at, **told)
    story.tell(had, "pooled", lead, actor=actor, at=at)


@transaction.atomic
def claim(lead: Lead, *, actor: User, at: datetime) -> Lead:
    """Take a lead from the pool; refused to who had it lately, or above the quota."""
    one_at_a_time(f"claims:{actor.pk}")
    now = story.held(lead)
    if not now.is_pooled:
        raise Refused(_("Somebody else was quicker: it is no longer in the pool."))
    people.check_worker(actor, now.branch)
    _check_lock(now, actor, at)
    _check_quota(actor, at)
    hours = WorkingCalendar.objects.hours_for(now.branch_id)
    columns = {"state": LeadState.CONTACTED}
    if not now.first_contacted_at:
        due = working_time.add(hours, at, lead_rules.FIRST_CONTACT)
        columns = {"state": LeadState.NEW, "first_due_at": due}
    story.move(now, at=at, owner=actor, pooled_at=None, **columns)
    told = {"person": actor, "state": now.state}
    story.write(now, Deed.CLAIMED, actor=actor, at=at, **told)
    return now


def left_to_claim(actor: User, at: datetime) -> int:
    """Return how many more leads `actor` may claim now."""
    since = at - lead_rules.CLAIM_WINDOW
    claimed = LeadDeed.objects.claimed_since(actor, since).count()
    return max(lead_rules.CLAIM_QUOTA - claimed, 0)


def _check_lock(lead: Lead, actor: User, at: datetime) -> None:
    until = lead.pooled_at + lead_rules.LOCKED_FOR
    if lead.previous_owner_id == actor.pk and at < until:
        day = date_format(localtime(until), "SHORT_DATE_FORMAT")
        raise Refused(
            _("You had this lead. You can take it again from %(day)s on.")
            % {"day": day}
        )


def _check_quota(actor: User, at: datetime) -> None:
    if not left_to_claim(actor, at):
        told = {"count": lead_rules.CLAIM_QUOTA, "days": lead_rules.CLAIM_WINDOW.days}
        raise Refused(
            _("You have taken %(count)s leads within %(days)s days. That is the limit.")
            % told
        )
