"""The pages of tiers: how customers are ranked, by which rules, what each tier gets."""

from datetime import timedelta
from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import JobState, Scope
from accounts.forms.refusals import tell
from accounts.models import Job
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import scope_of
from accounts.refused import Conflict, Refused
from customers import tier_words
from customers.choices.archive import Tier
from customers.choices.tiers import Segment, TierJob
from customers.forms.tiers import StrategyForm
from customers.models import (
    Customer,
    TierCuts,
    TierOverride,
    TierPolicy,
    TierRun,
    TierStanding,
    TierStrategy,
)
from customers.services import strategies, tier_policies
from customers.tier_words import yuan
from customers.views.clashes import tell_theirs

MOST_PROPOSALS, MOST_POLICIES = 20, 12
CLASSES = (5, 4, 3, 2, 1)
# How long ago a run may have been asked for to be the one the page waits for.
LATELY = timedelta(hours=1)


@require(Can.SEE_TIERS)
def index(request):
    policy = TierPolicy.objects.in_force()
    run = TierRun.objects.latest_first().first()
    waiting = TierOverride.objects.none()
    if request.user.may(Can.DECIDE_TIERS):
        waiting = TierOverride.objects.waiting()
        waiting = waiting.for_user(request.user, Can.DECIDE_TIERS)
    context = {
        "policy": policy,
        "cuts": cuts_of(policy),
        "run": run,
        # The figures are the company's: a list of fewer customers would belie them.
        "sees_all": scope_of(request.user, Can.SEE_CUSTOMERS) is Scope.ALL,
        "tiers": _shares(run, Tier),
        "segments": _shares(run, Segment),
        "proposals": waiting.for_list()[:MOST_PROPOSALS],
        "policies": TierPolicy.objects.for_list()[:MOST_POLICIES],
        "working": working(request, TierJob.RUN),
    }
    return render(request, "tiers/index.html", context)


@require_POST
@require(Can.RUN_TIERS)
def run(request):
    at = timezone.now()
    if not working(request, TierJob.RUN):
        recut = "recut" in request.POST
        on = timezone.localdate()
        tier_policies.ask_run(actor=request.user, on=on, at=at, recut=recut)
    return redirect("customers:tiers")


@require(Can.SEE_TIERS)
def rfm(request):
    customers = Customer.objects.for_user(request.user, Can.SEE_CUSTOMERS)
    mine = TierStanding.objects.of_customers(customers)
    cells = {(row["r_class"], row["f_class"]): row for row in mine.by_cell()}
    most = max((row["customers"] for row in cells.values()), default=0)
    policy = TierPolicy.objects.in_force()
    found = {row["segment"]: row for row in mine.by_segment()}
    high = [r for r in CLASSES if any(cell[0] == r for cell in cells)]
    wide = [f for f in CLASSES if any(cell[1] == f for cell in cells)]
    context = {
        "rows": [(r, [_cell(r, f, cells, most) for f in wide]) for r in high],
        "columns": wide,
        "folded": [f"R{r}" for r in CLASSES if r not in high]
        + [f"F{f}" for f in CLASSES if f not in wide],
        "is_empty": not found,
        "run": TierRun.objects.latest_first().first(),
        "segments": [_segment(Segment(s), found[s]) for s in Segment if s in found],
        "cuts": [each for each in cuts_of(policy) if each[0] in {"R", "F"}],
    }
    return render(request, "tiers/rfm.html", context)


@require(Can.SEE_TIERS)
def strategy_list(request):
    context = {"strategies": TierStrategy.objects.in_order()}
    return render(request, "tiers/strategies.html", context)


@require(Can.MANAGE_TIERS)
def strategy(request, tier):
    one = get_object_or_404(TierStrategy, tier=tier)
    form = StrategyForm(request.POST or None, instance=one)
    if form.is_valid():
        told = {"version": form.cleaned_data["version"], "at": timezone.now()}
        try:
            row = TierStrategy.objects.get(pk=one.pk)
            strategies.edit(row, actor=request.user, fields=form.said(), **told)
        except Conflict as conflict:
            tell_theirs(form, conflict, one)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("customers:tier_strategies")
    return render(request, "tiers/strategy.html", {"strategy": one, "form": form})


def working(request, kind: TierJob) -> Job | None:
    """Return the reader's own job of this kind that has not ended, if there is one."""
    since = timezone.now() - LATELY
    jobs = Job.objects.for_user(request.user).unended()
    return jobs.filter(kind=kind, created_at__gte=since).order_by("-pk").first()


def ended(request, kind: TierJob, policy: TierPolicy) -> Job | None:
    """Return the reader's last job about this policy if it failed."""
    jobs = Job.objects.for_user(request.user).filter(
        kind=kind, params__policy=policy.pk
    )
    last = jobs.order_by("-pk").first()
    return last if last and last.state == JobState.FAILED else None


def cuts_of(policy: TierPolicy | None) -> list[tuple]:
    """Return (letter, label, weight, ranges) of each measure under a policy."""
    cuts = TierCuts.objects.newest(policy) if policy else None
    if cuts is None:
        return []
    return [
        (name.upper(), tier_words.label(name), getattr(policy, f"weight_{name}"),
         tier_words.ranges(name, getattr(cuts, name)))
        for name in "mfrlg"
    ]  # fmt: skip


def _shares(run: TierRun | None, words) -> list[tuple]:
    """Return (value, label, customers, share, list of them) of each word."""
    if run is None:
        return []
    name = "tier" if words is Tier else "rfm_segment"
    counts = {word: run.counts.get(word, 0) for word in words}
    whole = sum(counts.values()) or 1
    return [
        (word.value, word.label, count, count / whole, _list(**{name: word.value}))
        for word, count in counts.items()
    ]


def _cell(r: int, f: int, cells: dict, most: int) -> dict:
    row = cells.get((r, f), {"customers": 0, "fen": 0})
    heat = -(-4 * row["customers"] // most) if most else 0
    return {
        "f": f, "customers": row["customers"], "spend": yuan(row["fen"]),
        "heat": heat, "url": _list(rfm=f"{r}{f}"),
    }  # fmt: skip


def _segment(segment: Segment, row: dict) -> tuple:
    url = _list(rfm_segment=segment.value)
    return segment.label, row["customers"], yuan(row["fen"]), url


def _list(**asked) -> str:
    return f"{reverse('customers:index')}?{urlencode(asked)}"
