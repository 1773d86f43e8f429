"""What the clock does about leads nobody does anything about."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User, WorkingCalendar
from accounts.services import notices
from accounts.working_time import Hours, days_between
from customers import lead_rules
from customers.choices.leads import Deed
from customers.models import Lead
from customers.services.leads import people, pool, story

CHUNK = 500
TOLD = {Deed.REMINDED: "remind", Deed.ESCALATED: "superior", Deed.PROPOSED: "reassign"}


def climb(*, at: datetime) -> int:
    """Let every untouched lead climb the steps it has not climbed yet.

    Each step once, in order, however long the clock was down: what was missed is
    caught up. Returns how many steps were climbed; each lead is one transaction.
    """
    before = at - timedelta(days=lead_rules.FIRST_STEP - 1)
    rows = Lead.objects.climbing(before, lead_rules.TOP)
    return sum(
        _climb(lead, lead_rules.steps(lead.ladder_step, days), at)
        for lead, days in _waiting(rows, at)
    )


def pool_left(*, at: datetime) -> int:
    """Put what stood on the top step long enough into the common pool."""
    before = at - timedelta(days=lead_rules.POOLED_AFTER - 1)
    rows = Lead.objects.on_top(before, lead_rules.TOP)
    due = (lead for lead, days in _waiting(rows, at) if days >= lead_rules.POOLED_AFTER)
    return sum(_pool(lead, at) for lead in due)


def _waiting(rows, at: datetime) -> Iterator[tuple[Lead, int]]:
    """Yield (lead, untouched working days of its branch), a chunk at a time."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk")[:CHUNK]):
        last = found[-1].pk
        hours = WorkingCalendar.objects.hours_for_all(
            {lead.branch_id for lead in found}
        )
        for lead in found:
            yield lead, _days(hours[lead.branch_id], lead.touched_at, at)


def _days(hours: Hours, since: datetime, at: datetime) -> int:
    first, last = (moment.astimezone(hours.zone).date() for moment in (since, at))
    return days_between(hours, first, last)


@transaction.atomic
def _climb(lead: Lead, steps: list[int], at: datetime) -> int:
    """Climb these steps, unless somebody was quicker to do something about it."""
    now = _untouched(lead)
    if now is None or not steps:
        return 0
    for step in steps:
        kind = lead_rules.LADDER[step]
        story.write(now, kind, actor=None, at=at, since=now.touched_at)
        for user in _told(now, kind):
            story.tell(user, TOLD[kind], now, actor=None, at=at, note=_whose(now))
    story.move(now, at=at, is_touched=False, ladder_step=steps[-1])
    return len(steps)


@transaction.atomic
def _pool(lead: Lead, at: datetime) -> int:
    now = _untouched(lead)
    if now is None:
        return 0
    pool.put(now, actor=None, at=at)
    return 1


def _untouched(lead: Lead) -> Lead | None:
    """Return the lead, locked, as it was found; None if anybody touched it since."""
    same = Lead.objects.open().filter(
        pk=lead.pk, touched_at=lead.touched_at, ladder_step=lead.ladder_step
    )
    rows = same.for_ladder().select_for_update(of=["self"], no_key=True)
    return rows.first()


def _told(lead: Lead, kind: Deed) -> list[User]:
    """Return who is told of a step; who answers for the branch where nobody has it."""
    worker = people.worker_of(lead)
    if worker is None:
        return notices.heads_of(lead.branch_id)
    if kind == Deed.REMINDED:
        return [worker]
    if kind == Deed.ESCALATED:
        return people.superiors_of(worker)
    heads = notices.heads_of(lead.branch_id)
    return list({user.pk: user for user in (*heads, worker)}.values())


def _whose(lead: Lead) -> str:
    worker = people.worker_of(lead)
    return worker.name if worker else lead.branch.name
