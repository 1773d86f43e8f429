"""Why a customer is in his tier: his own numbers, the history, another tier asked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from customers import tier_words
from customers.forms.tiers import DecisionForm, OverrideForm
from customers.models import (
    Customer,
    TierAssignment,
    TierOverride,
    TierRun,
    TierStanding,
    TierStrategy,
)
from customers.services import overrides
from customers.tiering import cared_as, tier_of
from customers.views.door import customer_of

MOST_SHOWN = 30


@require(Can.SEE_CUSTOMERS)
def detail(request, pk):
    return show(request, customer_of(request, pk))


@require_POST
@require(Can.PROPOSE_TIERS)
def propose(request, pk):
    customer = customer_of(request, pk)
    today, at = timezone.localdate(), timezone.now()
    form = OverrideForm(request.POST, tier=customer.tier, today=today)
    if form.is_valid():
        said = form.cleaned_data | {"actor": request.user, "on": today, "at": at}
        try:
            overrides.propose(customer, **said)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Proposed. A second person decides."))
            return redirect("customers:tier", pk)
    return show(request, customer, form, status=422)


@require_POST
@require(Can.DECIDE_TIERS)
def decide(request, pk):
    visible = TierOverride.objects.for_user(request.user, request.can)
    override = get_object_or_404(visible.select_related("customer"), pk=pk)
    form = DecisionForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        try:
            overrides.decide(override, **said)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Decided."))
    return redirect("customers:tier", override.customer_id)


def show(request, customer: Customer, form=None, *, status: int = 200):
    user, today = request.user, timezone.localdate()
    mine = TierOverride.objects.filter(customer=customer).for_list()
    waiting, held = mine.waiting().first(), mine.accepted().first()
    may_propose = may_apply(user, Can.PROPOSE_TIERS, customer) and not user.seen_by
    if form is None and may_propose and waiting is None:
        form = OverrideForm(tier=customer.tier, today=today)
    may_decide = waiting and waiting.proposed_by_id != user.pk and not user.seen_by
    context = {
        "customer": customer, "tab": "tier", "form": form,
        "waiting": waiting, "held": held,
        "may_decide": may_decide and may_apply(user, Can.DECIDE_TIERS, customer),
        "history": _history(customer),
    }  # fmt: skip
    context |= _numbers(customer) | _service(customer, today)
    return render(request, "tiers/customer.html", context, status=status)


def _service(customer: Customer, today) -> dict:
    """Return what he gets: what his tier does, or that of a new customer if higher."""
    welcome = TierStanding.objects.welcoming(today).filter(customer=customer).first()
    tier = cared_as(customer.tier, welcome and welcome.welcome_tier)
    strategy = TierStrategy.objects.filter(tier=tier).first()
    return {"strategy": strategy, "welcome": welcome}


def _numbers(customer: Customer) -> dict:
    """Return what the customer measures; nothing before the first run."""
    run = TierRun.objects.latest_first().first()
    rows = TierStanding.objects.select_related("policy")
    standing = rows.filter(customer=customer).first()
    if run is None or standing is None:
        return {"standing": None}
    found = tier_words.lines(standing, run.policy, run.cuts.points, run.as_of)
    return {
        "standing": standing, "run": run, "policy": run.policy, "lines": found,
        "reached": tier_of(standing.score, run.policy.rules.floors),
        "spend": tier_words.yuan(standing.spend_fen),
    }  # fmt: skip


def _history(customer: Customer) -> list[tuple]:
    rows = TierAssignment.objects.for_customer(customer.pk)[:MOST_SHOWN]
    return [(one, tier_words.reason(one.kind, one.inputs)) for one in rows]
