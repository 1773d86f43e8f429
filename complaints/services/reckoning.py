"""Everything that counts running clocks anew after somebody edited a calendar.

The calendar lies below and knows no complaint: each clock remembers which it was
counted by, and whoever runs by another than the one that stands is counted again.
"""

import logging
from collections.abc import Iterable
from itertools import groupby

from django.db import transaction

from accounts.models import WorkingCalendar
from accounts.working_time import Hours, NeverOpen
from complaints.clocks import Limit, stamp
from complaints.models import Clock, Complaint, Pause
from complaints.services import clocks

logger = logging.getLogger(__name__)
CHUNK = 500


def follow_calendars() -> int:
    """Count anew what runs by a calendar that has changed. Safe to run twice.

    Returns how many clocks that were. One query for all that is as it should be. What
    runs by a calendar that never opens stays as it was counted, and no other suffers.
    """
    pairs = Clock.objects.calendars()
    hours = WorkingCalendar.objects.hours_for_all({branch for branch, _ in pairs})
    stamps = {branch: stamp(each) for branch, each in hours.items()}
    changed = {branch for branch, word in pairs if word != stamps[branch]}
    counted = 0
    for branch in sorted(changed):
        try:
            counted += _follow(branch, hours[branch])
        except NeverOpen:
            logger.warning("The calendar of branch %s never opens.", branch)
    return counted


def _follow(branch_id: int, hours: Hours) -> int:
    """Count the clocks of a branch anew, a chunk of complaints at a time."""
    stale = Clock.objects.reckoned_otherwise(branch_id, stamp(hours))
    ids = stale.order_by("complaint_id").values_list("complaint_id", flat=True)
    limits: dict[int, list[Limit]] = {}
    counted = last = 0
    while found := list(ids.filter(complaint_id__gt=last).distinct()[:CHUNK]):
        last = found[-1]
        counted += _recount(found, branch_id, hours, limits)
    return counted


@transaction.atomic
def _recount(
    ids: Iterable[int], branch_id: int, hours: Hours, limits: dict[int, list[Limit]]
) -> int:
    """Count what runs of these complaints; who is worked on just now is left out.

    `limits` keeps those of a policy from chunk to chunk. Seven queries.
    """
    free = Complaint.objects.free(ids).for_reckoning()
    locked = list(free.filter(branch_id=branch_id))
    running = _by_complaint(Clock.objects.running().filter(complaint__in=locked))
    pauses = _by_complaint(Pause.objects.filter(complaint__in=locked))
    changed, moved, by = [], [], stamp(hours)
    for each in locked:
        if each.policy_id not in limits:
            limits[each.policy_id] = clocks.limits_in(each.policy_id)
        fitting = limits[each.policy_id] + list(clocks.of_tier(each))
        mine = running.get(each.pk, [])
        still = clocks.spans(pauses.get(each.pk, []))
        changed += [
            one for one in mine if clocks.reckon(one, each, fitting, still, hours, by)
        ]
        if each.due_at != clocks.earliest_of(mine):
            moved.append(each.pk)
    # Every row is there: this only updates, ten times as fast as `bulk_update`.
    Clock.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["id"],
        update_fields=clocks.WRITTEN,
    )  # fmt: skip
    rows = Complaint.objects.filter(pk__in=moved)
    rows.update(due_at=rows.earliest())
    return len(changed)


def _by_complaint(rows) -> dict[int, list]:
    ordered = rows.order_by("complaint_id", "started_at", "pk")
    grouped = groupby(ordered, key=lambda row: row.complaint_id)
    return {pk: list(mine) for pk, mine in grouped}
