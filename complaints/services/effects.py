"""What improvements changed: compared by the clock, judged by a person."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.choices import Reach
from accounts.days import day_of, end_of, midnight
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import notices
from complaints import effects
from complaints.effects import Cell
from complaints.models import Complaint, EffectCheck, Improvement
from complaints.outcomes import Effect, ImprovementDeed, ImprovementState
from complaints.returning import WINDOWS_DAYS
from complaints.services.improvement_lines import locked, write
from customers.models import Customer

CELLS = ("before", "after", "control_before", "control_after")


def plan(now: Improvement, *, at: datetime) -> None:
    """Write down when the effect of a locked improvement is compared."""
    EffectCheck.objects.bulk_create(
        EffectCheck(
            improvement=now, window_days=days, due_on=day_of(at) + timedelta(days=days)
        )
        for days in WINDOWS_DAYS
    )


def compute_due(*, today: date, at: datetime) -> int:
    """Compare the effects whose window is over; return how many. Safe twice."""
    return sum(_compute(check, at=at) for check in EffectCheck.objects.due(today))


@transaction.atomic
def judge(
    check: EffectCheck, *, actor: User, verdict: str, note: str, at: datetime
) -> None:
    """Record what a person makes of a comparison; "no effect" is a legal end.

    Raises Refused for whoever did the work himself, one not computed, one judged, and
    another verdict than the proposed one without a word why.
    """
    now = locked(check.improvement)
    check = EffectCheck.objects.select_for_update().get(pk=check.pk)
    if check.computed_at is None or check.is_judged:
        raise Refused(_("Nothing waits to be judged here."))
    if now.owner_id == actor.pk:
        raise Refused(_("Nobody judges the effect of his own work. Ask a colleague."))
    if not may_apply(actor, Can.JUDGE_IMPROVEMENTS, now):
        raise Refused(_("You may not judge this improvement."))
    if verdict not in Effect.values:
        raise Refused(_("Choose a verdict."), "verdict")
    if verdict != check.proposed and not note.strip():
        raise Refused(_("The figures say something else: say why."), "note")
    _judged(now, check, actor=actor, verdict=verdict, note=note.strip(), at=at)
    _tell(now, [now.owner], "complaints.effect_judged", check, verdict, actor, at)


def _judged(now: Improvement, check: EffectCheck, *, actor, verdict, note, at) -> None:
    """Write the verdict; that of the longest window judged stands for the whole."""
    longer = now.checks.judged().filter(window_days__gt=check.window_days).exists()
    check.verdict, check.note = verdict, note
    check.judged_by, check.judged_at = actor, at
    check.save(update_fields=["verdict", "note", "judged_by", "judged_at"])
    new = {} if longer else {"effect": verdict}
    if check.window_days == max(WINDOWS_DAYS):
        new["state"] = ImprovementState.CHECKED
    told = {"window_days": check.window_days, "verdict": verdict}
    write(now, ImprovementDeed.JUDGED, actor=actor, at=at, text=note, told=told, **new)


@transaction.atomic
def _compute(check: EffectCheck, *, at: datetime) -> int:
    now = locked(check.improvement)
    check = EffectCheck.objects.select_for_update().get(pk=check.pk)
    if check.computed_at is not None:
        return 0
    found, branches = _cells(now, check.window_days)
    change = effects.compare(found[:2], found[2:])
    for name, cell in zip(CELLS, found, strict=True):
        setattr(check, f"{name}_count", cell.count)
        setattr(check, f"{name}_base", cell.base)
    check.control_branches, check.computed_at = branches, at
    check.change, check.low, check.high = change.change, change.low, change.high
    check.proposed = change.verdict
    check.save()
    told = {"window_days": check.window_days, "proposed": change.verdict}
    write(now, ImprovementDeed.COMPARED, actor=None, at=at, told=told)
    judges = [person for person in _judges(now) if person.pk != now.owner_id]
    told = (check, change.verdict, None, at)
    _tell(now, judges, "complaints.effect_computed", *told)
    return 1


def _cells(now: Improvement, days: int) -> tuple[tuple[Cell, ...], int]:
    """Return before and after, here and in the untouched branches; how many those are.

    The day itself belongs to neither window. Five queries.
    """
    day = day_of(now.done_at)
    begin, middle = midnight(day - timedelta(days=days)), midnight(day)
    after, end = end_of(day), end_of(day + timedelta(days=days))
    like = Improvement.objects.done_like(now, begin, end).values_list("branch_id")
    touched = {branch for (branch,) in like} | {now.branch_id}
    windows = [(_counts(now, begin, middle), _bases(middle)),
               (_counts(now, after, end), _bases(end))]  # fmt: skip
    free = set(windows[0][1]) - touched
    here = [_cell(window, {now.branch_id}) for window in windows]
    return (*here, *(_cell(window, free) for window in windows)), len(free)


def _cell(window: tuple[dict, dict], branches: set[int]) -> Cell:
    counts, bases = window
    return Cell(
        sum(counts.get(branch, 0) for branch in branches),
        sum(bases.get(branch, 0) for branch in branches),
    )


def _counts(now: Improvement, since: datetime, until: datetime) -> dict[int, int]:
    """Count the complaints of each branch that the improvement is about.

    One whose cause is not known yet counts as of the cause: what is still investigated
    must not look like success.
    """
    rows = Complaint.objects.dissatisfied().filter(
        received_at__gte=since, received_at__lt=until
    )
    if now.category_id:
        rows = rows.filter(category=now.category_id)
    if now.cause_id:
        of_it = Q(cause=now.cause_id) | Q(cause__parent=now.cause_id)
        rows = rows.filter(of_it | Q(cause=None))
    counted = rows.order_by().values_list("branch").annotate(count=Count("pk"))
    return dict(counted)


def _bases(until: datetime) -> dict[int, int]:
    """Count the customers each branch had at a moment."""
    rows = Customer.objects.filter(created_at__lt=until).order_by()
    return dict(rows.values_list("branch").annotate(count=Count("pk")))


def _judges(now: Improvement) -> list[User]:
    able = User.objects.order_by("pk")
    there = able.able_to(Can.JUDGE_IMPROVEMENTS, [Reach.BRANCH])
    everywhere = able.able_to(Can.JUDGE_IMPROVEMENTS, [Reach.ALL])
    return list(dict.fromkeys([*there.filter(branch=now.branch_id), *everywhere]))


def _tell(now: Improvement, people, kind: str, check, verdict, actor, at) -> None:
    for person in people:
        notices.tell(
            person, kind, key=f"effect:{check.pk}", at=at,
            url=f"{now.get_absolute_url()}#effect", subject=now, about=now.code,
            params={"code": now.code, "days": check.window_days, "verdict": verdict,
                    "who": str(actor or "")},
        )  # fmt: skip
