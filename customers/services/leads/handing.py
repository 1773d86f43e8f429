"""Whose a lead is: given, handed over with a receipt, given back, late ones told."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import audit, working_time
from accounts.models import User, WorkingCalendar
from accounts.refused import Refused
from accounts.services import notices
from customers import lead_rules
from customers.choices.leads import Deed, Ending, LeadState
from customers.models import Lead, LeadHandover
from customers.services.leads import people, story


@transaction.atomic
def assign(
    lead: Lead, *, actor: User, owner: User, seen: str | None = None, at: datetime
) -> Lead:
    """Give an open lead to `owner`; he is told, and so is who had it."""
    now = story.held(lead, seen=seen)
    story.check_open(now)
    if now.is_handed_over:
        raise Refused(_("It is handed over. Take it back before you give it away."))
    if now.owner_id == owner.pk:
        raise Refused(
            _("%(name)s has this lead already.") % {"name": owner.name}, "owner"
        )
    people.check_worker(owner, now.branch)
    changes, giver = audit.difference(now, {"owner": owner}), now.owner
    first = {}
    if not now.first_contacted_at:
        hours = WorkingCalendar.objects.hours_for(now.branch_id)
        due = working_time.add(hours, at, lead_rules.FIRST_CONTACT)
        # Who gets it late has time too, but the promise of the first day stands.
        first = {} if giver else {"first_due_at": max(now.first_due_at, due)}
    story.move(now, at=at, owner=owner, **first)
    who = {"actor": actor, "at": at}
    story.write(now, Deed.ASSIGNED, changes=changes, person=owner, **who)
    story.tell(owner, "assigned", now, **who)
    story.tell(giver, "taken", now, note=owner.name, **who)
    return now


@transaction.atomic
def pass_on(leads: QuerySet[Lead], *, actor: User, taker: User, at: datetime) -> int:
    """Give these open leads to who takes their owner's customers; returns how many.

    Those handed to a department stay there, and are reported to `taker` from now on.
    Of a branch in which `taker` works on no leads they stay: the ladder tells of them.
    Costs the same few statements for two as for two hundred; whoever gets or loses
    leads by it is told once.
    """
    if not people.workers(taker.branch_id).filter(pk=taker.pk).exists():
        return 0
    mine = leads.open().filter(branch_id=taker.branch_id).exclude(owner=taker)
    rows = mine.select_related("owner").defer("search").order_by("pk")
    passed = list(rows.select_for_update(of=["self"], no_key=True))
    given = [one for one in passed if not one.is_handed_over]
    who = {"actor": actor, "at": at}
    story.write_all(passed, Deed.ASSIGNED, new={"owner": taker}, person=taker, **who)
    story.move_all(passed, at=at, owner=taker)
    story.tell_of_all(taker, "assigned", given, **who)
    for giver in {one.owner for one in given if one.owner}:
        lost = [one for one in given if one.owner == giver]
        story.tell_of_all(giver, "taken", lost, note=taker.name, **who)
    return len(passed)


@transaction.atomic
def hand_over(
    lead: Lead,
    *,
    actor: User,
    taker: User,
    note: str = "",
    seen: str | None = None,
    at: datetime,
) -> LeadHandover:
    """Hand an open lead to `taker`, who accepts it within working hours.

    It stays its owner's, whom the outcome is reported to; nobody's becomes the giver's.
    """
    now = story.held(lead, seen=seen)
    story.check_open(now)
    if now.is_handed_over:
        raise Refused(_("It is handed over already. Take it back first."))
    owner = now.owner or actor
    if taker.pk == owner.pk or not people.takers(now.branch_id).filter(pk=taker.pk):
        raise Refused(_("It cannot be handed to %(name)s. Choose someone else.")
                      % {"name": taker.name}, "taker")  # fmt: skip
    hours = WorkingCalendar.objects.hours_for(now.branch_id)
    made = LeadHandover.objects.create(
        lead=now, giver=actor, taker=taker, stood=now.state, handed_at=at,
        due_at=working_time.add(hours, at, lead_rules.ACCEPTANCE),
    )  # fmt: skip
    state = LeadState.HANDED_OVER
    story.move(now, at=at, state=state, taker=taker, owner=owner)
    told = {"person": taker, "note": note.strip()[:1000], "state": state}
    story.write(now, Deed.HANDED_OVER, actor=actor, at=at, **told)
    story.tell(taker, "handed_over", now, actor=actor, at=at, note=note)
    return made


@transaction.atomic
def accept(lead: Lead, *, actor: User, at: datetime) -> None:
    """Say that one has taken the lead over; the giver is told. Safe twice."""
    now = story.held(lead)
    if not now.is_handed_over or now.taker_id != actor.pk:
        raise Refused(_("This lead is no longer handed over to you."))
    accept_silently(now, actor=actor, at=at)


def accept_silently(lead: Lead, *, actor: User, at: datetime) -> None:
    """Note the receipt when `actor` was handed the lead and had not accepted it."""
    if not lead.is_handed_over or lead.taker_id != actor.pk:
        return
    waiting = LeadHandover.objects.open().filter(lead=lead, accepted_at=None)
    if waiting.update(accepted_at=at):
        story.move(lead, at=at)
        story.write(lead, Deed.ACCEPTED, actor=actor, at=at)
        for user in _givers(lead):
            story.tell(user, "accepted", lead, actor=actor, at=at)


@transaction.atomic
def give_back(
    lead: Lead, *, actor: User, reason: str, seen: str | None = None, at: datetime
) -> None:
    """End a hand-over without an outcome: the taker gives it back, or it is recalled.

    Whoever did not do it is told.
    """
    if not reason.strip():
        raise Refused(_("Say why."), "reason")
    now = story.held(lead, seen=seen)
    if not now.is_handed_over:
        raise Refused(_("This lead is not handed over."))
    is_taker = now.taker_id == actor.pk
    taker, givers = now.taker, _givers(now)
    stood = LeadHandover.objects.open().get(lead=now).stood
    if stood == LeadState.NEW and now.first_contacted_at:
        stood = LeadState.CONTACTED
    end(now, Ending.RETURNED if is_taker else Ending.TAKEN_BACK, at=at)
    story.move(now, at=at, state=stood, taker=None)
    kind = Deed.RETURNED if is_taker else Deed.TAKEN_BACK
    told = {"note": reason.strip()[:1000], "state": stood}
    story.write(now, kind, actor=actor, at=at, **told)
    for user in [*givers, now.owner] if is_taker else [taker]:
        story.tell(user, kind.lower(), now, actor=actor, at=at, note=reason)


def end(lead: Lead, ending: Ending, *, at: datetime) -> list[User]:
    """End the open hand-over, if there is one; return whom its outcome is told."""
    givers = _givers(lead)
    LeadHandover.objects.open().filter(lead=lead).update(ended_at=at, ending=ending)
    return givers


@transaction.atomic
def tell_late(*, at: datetime) -> int:
    """Tell of what nobody accepted in time: taker, giver, who answers for the branch.

    Once each, whenever the clock comes by. Returns how many hand-overs were late.
    """
    late = LeadHandover.objects.late(at).select_for_update(
        of=["self"], skip_locked=True
    )
    found = list(late.select_related("lead", "giver", "taker").order_by("due_at"))
    LeadHandover.objects.filter(pk__in=[one.pk for one in found]).update(
        late_told_at=at
    )
    for one in found:
        story.write(one.lead, Deed.LATE, actor=None, at=at, person=one.taker)
        heads = notices.heads_of(one.lead.branch_id)
        told = {user.pk: user for user in (one.taker, one.giver, *heads)}
        for user in told.values():
            what = "late_own" if user.pk == one.taker_id else "late"
            name = one.taker.name
            story.tell(user, what, one.lead, actor=None, at=at, note=name)
    return len(found)


def _givers(lead: Lead) -> list[User]:
    open_one = LeadHandover.objects.open().filter(lead=lead).select_related("giver")
    return [one.giver for one in open_one]
