"""Everything that starts, stops and recomputes the clocks of a complaint."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import F, Max

from accounts.models import WorkingCalendar
from accounts.working_time import Hours
from complaints import clocks
from complaints.choices import Metric, Unit
from complaints.clocks import Facts, Limit, Span
from complaints.models import Clock, ClockRule, Complaint, Pause


def begin(complaint: Complaint, *metrics: Metric, at: datetime) -> None:
    """Start clocks that do not run; one that ran before begins another round."""
    for metric in metrics:
        mine = complaint.clocks.filter(metric=metric)
        if mine.running().exists():
            continue
        last = mine.aggregate(last=Max("round"))["last"]
        number = 0 if last is None else last + 1
        Clock.objects.create(
            complaint=complaint, metric=metric, round=number, started_at=at
        )


def meet(complaint: Complaint, *metrics: Metric, at: datetime) -> None:
    """End the running clocks of these metrics: done, in time or not."""
    for clock in complaint.clocks.running().filter(metric__in=metrics):
        _end(clock, at=at, is_met=clock.due_at is None or at <= clock.due_at)


def end_all(complaint: Complaint, *, at: datetime) -> None:
    """End what still runs when a complaint ends: late is late, met it was not."""
    for clock in complaint.clocks.running():
        is_late = clock.due_at is not None and clock.due_at < at
        _end(clock, at=at, is_met=False if is_late else None)


def pause(complaint: Complaint, *, reason: str, at: datetime) -> None:
    Pause.objects.create(complaint=complaint, started_at=at, reason=reason)


def resume(complaint: Complaint, *, at: datetime) -> None:
    complaint.pauses.filter(ended_at=None).update(ended_at=at)


def recompute(complaint: Complaint, hours: Hours | None = None) -> None:
    """Store what the running clocks come to now, and the earliest on the complaint.

    `hours` spares asking for the branch's calendar. Costs five queries and one a clock.
    """
    hours = hours or WorkingCalendar.objects.hours_for(complaint.branch_id)
    pauses = [Span(each.started_at, each.ended_at)
              for each in complaint.pauses.in_order()]  # fmt: skip
    limits = limits_of(complaint)
    earliest = None
    for clock in complaint.clocks.running():
        found = of(clock, complaint, limits, pauses, hours)
        if (clock.due_at, clock.promised_at, clock.statutory_at, clock.warn_at) != (
            found.at, found.promised_at, found.statutory_at, found.warn_at,
        ):  # fmt: skip
            clock.due_at, clock.basis = found.at, found.basis
            clock.promised_at = found.promised_at
            clock.statutory_at = found.statutory_at
            clock.warn_at, clock.next_step_at = found.warn_at, found.warn_at
            # A limit that lies later now is warned of anew.
            clock.warned_at, clock.step = None, 0
            clock.save()
        earliest = min(filter(None, (earliest, found.at)), default=None)
    if complaint.due_at != earliest:
        complaint.due_at = earliest
        complaint.save(update_fields=["due_at"])


def of(
    clock: Clock,
    complaint: Complaint,
    limits: Iterable[Limit],
    pauses: list[Span],
    hours: Hours,
) -> clocks.Due:
    """Return what one clock comes to, by what is stored of its complaint."""
    return clocks.due(
        clock.metric,
        clock.started_at,
        limits=limits,
        facts=Facts(
            complaint.kind, complaint.severity, complaint.tier, complaint.channel
        ),
        pauses=pauses,
        hours=hours,
        by_law_from=complaint.agency_received_on,
        warn_percent=complaint.policy.warn_percent,
    )


def limits_of(complaint: Complaint) -> list[Limit]:
    """Return the limits of its policy, and what its tier was promised; one query."""
    rules = ClockRule.objects.filter(policy=complaint.policy_id).in_use()
    limits = [
        Limit(
            metric=each.metric, amount=each.amount, unit=each.unit, basis=each.basis,
            kind=each.kind, severity=each.severity, tier=each.tier,
            channel=each.channel,
        )
        for each in rules
    ]  # fmt: skip
    return limits + list(_of_tier(complaint))


def _of_tier(complaint: Complaint) -> Iterable[Limit]:
    """Yield what the strategy of its tier promised when it was registered."""
    if complaint.tier_reply_hours and complaint.is_verified_kind:
        yield Limit(
            Metric.REPLY, complaint.tier_reply_hours, Unit.HOURS, tier=complaint.tier
        )
    if complaint.tier_resolve_days and complaint.is_verified_kind:
        yield Limit(
            Metric.RESOLVE, complaint.tier_resolve_days, Unit.WORKDAYS,
            tier=complaint.tier,
        )  # fmt: skip


def _end(clock: Clock, *, at: datetime, is_met: bool | None) -> None:
    Clock.objects.filter(pk=clock.pk, ended_at=None).update(
        ended_at=at, is_met=is_met, next_step_at=None, due_at=F("due_at")
    )
