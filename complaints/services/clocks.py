"""Everything that starts, stops and recomputes the clocks of a complaint."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db.models import Max

from accounts.models import WorkingCalendar
from accounts.working_time import Hours
from complaints import clocks, taken
from complaints.choices import Kind, Metric, State, Unit
from complaints.clocks import Facts, Limit, Span
from complaints.models import Clock, ClockRule, Complaint, Pause

# What is reckoned of a clock, and stored.
RECKONED = ("due_at", "basis", "promised_at", "statutory_at", "warn_at")
WRITTEN = (*RECKONED, "reckoned_by", "next_step_at")


def registered(complaint: Complaint) -> None:
    """Start what runs from the moment the customer said it."""
    begin(complaint, *at_first(complaint), at=complaint.received_at)
    recompute(complaint)


def at_first(complaint: Complaint) -> list[Metric]:
    """Return what runs from the moment the customer said it."""
    return [Metric.ACKNOWLEDGE, *_owed(complaint)]


def acknowledged(complaint: Complaint, *, at: datetime) -> None:
    """Receipt is confirmed; from now on he waits for the next word."""
    meet(complaint, Metric.ACKNOWLEDGE, at=at)
    if complaint.kind != Kind.PRAISE:
        begin(complaint, Metric.PROGRESS, at=at)
    recompute(complaint)


def progress_told(complaint: Complaint, *, at: datetime) -> None:
    """He was told how it goes: a reply, and the time until the next one begins."""
    meet(complaint, Metric.REPLY, Metric.PROGRESS, at=at)
    if complaint.is_in_work and complaint.kind != Kind.PRAISE:
        begin(complaint, Metric.PROGRESS, at=at)
    recompute(complaint)


def regraded(complaint: Complaint, *, at: datetime) -> None:
    """Its kind or severity is another now: other limits, perhaps other clocks.

    What only now has to run began with the receipt: a mistake gives nobody more time.
    """
    if complaint.kind == Kind.PRAISE:
        for clock in complaint.clocks.running().exclude(metric=Metric.ACKNOWLEDGE):
            _end(clock, at=at, is_met=None)
    elif complaint.is_in_work:
        begin(complaint, *_owed(complaint), at=complaint.received_at)
        if complaint.state != State.REGISTERED:
            begin(complaint, Metric.PROGRESS, at=at)
    recompute(complaint)


def reopened(complaint: Complaint, *, at: datetime) -> None:
    """It is worked on anew: what he waits for again begins another round."""
    if complaint.kind != Kind.PRAISE:
        begin(complaint, *_owed(complaint), Metric.PROGRESS, at=at)
    recompute(complaint)


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
    """End the running clocks of these metrics: done, in time or not.

    Judged by the calendar as it stands at this moment, whatever was stored before.
    """
    recompute(complaint)
    took = _took(complaint, at)
    for clock in complaint.clocks.running().filter(metric__in=metrics):
        is_met = clock.due_at is None or at <= clock.due_at
        _end(clock, at=at, is_met=is_met, worked_seconds=took(clock))


def end_all(complaint: Complaint, *, at: datetime) -> None:
    """End what still runs when a complaint ends: late is late, met it was not."""
    recompute(complaint)
    for clock in complaint.clocks.running():
        is_late = clock.due_at is not None and clock.due_at < at
        _end(clock, at=at, is_met=False if is_late else None)


def pause(complaint: Complaint, *, reason: str, at: datetime) -> None:
    Pause.objects.create(complaint=complaint, started_at=at, reason=reason)


def resume(complaint: Complaint, *, at: datetime) -> None:
    complaint.pauses.filter(ended_at=None).update(ended_at=at)


def recompute(complaint: Complaint, hours: Hours | None = None) -> None:
    """Store what the running clocks come to now, and the earliest on the complaint.

    `hours` spares asking for the branch's calendar. Seven queries at most.
    """
    hours = hours or WorkingCalendar.objects.hours_for(complaint.branch_id)
    running = list(complaint.clocks.running())
    pauses = spans(complaint.pauses.in_order())
    limits = limits_of(complaint) if running else []
    by = clocks.stamp(hours)
    changed = [
        clock
        for clock in running
        if reckon(clock, complaint, limits, pauses, hours, by)
    ]
    Clock.objects.bulk_update(changed, WRITTEN)
    earliest = earliest_of(running)
    if complaint.due_at != earliest:
        complaint.due_at = earliest
        complaint.save(update_fields=["due_at"])


def spans(pauses: Iterable[Pause]) -> list[Span]:
    return [Span(each.started_at, each.ended_at) for each in pauses]


def earliest_of(running: Iterable[Clock]) -> datetime | None:
    return min((each.due_at for each in running if each.due_at), default=None)


def reckon(
    clock: Clock,
    complaint: Complaint,
    limits: Iterable[Limit],
    pauses: list[Span],
    hours: Hours,
    by: str,
) -> bool:
    """Set what a clock comes to now; say whether that is anything else than it was.

    `by` is the stamp of `hours`. Its steps begin anew: the sweep sees which were taken.
    """
    found = of(clock, complaint, limits, pauses, hours)
    now = (found.at, found.basis, found.promised_at, found.statutory_at, found.warn_at)
    before = tuple(getattr(clock, name) for name in RECKONED)
    if (before, clock.reckoned_by) == (now, by):
        return False
    if before != now:
        clock.next_step_at = found.warn_at
    for name, value in zip(RECKONED, now, strict=True):
        setattr(clock, name, value)
    clock.reckoned_by = by
    return True


def of(
    clock: Clock,
    complaint: Complaint,
    limits: Iterable[Limit],
    pauses: list[Span],
    hours: Hours,
) -> clocks.Due:
    """Return what one clock comes to, by what is stored of its complaint."""
    return clocks.due(
        clocks.Clock(clock.metric, clock.started_at, clock.round),
        limits=limits,
        facts=Facts(
            complaint.kind, complaint.severity, complaint.tier, complaint.channel,
            complaint.received_at, complaint.agency_received_on,
        ),
        pauses=pauses,
        hours=hours,
        warn_percent=complaint.policy.warn_percent,
    )  # fmt: skip


def limits_of(complaint: Complaint) -> list[Limit]:
    """Return the limits of its policy, and what its tier was promised; one query."""
    return limits_in(complaint.policy_id) + list(of_tier(complaint))


def limits_in(policy_id: int) -> list[Limit]:
    """Return the limits in use of one version of the policy; one query."""
    return [
        Limit(
            metric=each.metric, amount=each.amount, unit=each.unit, basis=each.basis,
            kind=each.kind, severity=each.severity, tier=each.tier,
            channel=each.channel,
        )
        for each in ClockRule.objects.filter(policy=policy_id).in_use()
    ]  # fmt: skip


def of_tier(complaint: Complaint) -> Iterable[Limit]:
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


def _owed(complaint: Complaint) -> list[Metric]:
    """Return what he waits for beside the next word; of praise nothing is resolved."""
    if complaint.kind == Kind.PRAISE:
        return []
    replied = complaint.first_replied_at is not None
    return [Metric.RESOLVE] if replied else [Metric.REPLY, Metric.RESOLVE]


def _took(complaint: Complaint, at: datetime) -> Callable[[Clock], int]:
    """Return what says how many seconds of working time a clock ran until `at`."""
    hours = WorkingCalendar.objects.hours_for(complaint.branch_id)
    pauses = spans(complaint.pauses.in_order())

    def seconds(clock: Clock) -> int:
        start = clock.started_at
        spent = taken.working(clock.metric, start, at, pauses=pauses, hours=hours)
        return int(spent.total_seconds())

    return seconds


def _end(
    clock: Clock, *, at: datetime, is_met: bool | None,
    worked_seconds: int | None = None,
) -> None:  # fmt: skip
    ended = {"ended_at": at, "is_met": is_met, "next_step_at": None}
    ended["worked_seconds"] = worked_seconds
    Clock.objects.filter(pk=clock.pk, ended_at=None).update(**ended)
