"""The pages of one tier policy: its rules, the form of a draft, who would move."""

from django.contrib import messages
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers import tier_words
from customers.choices.tiers import TierJob
from customers.forms.tiers import PolicyForm
from customers.models import TierCuts, TierMove, TierPolicy, TierTrial
from customers.remarks import fault
from customers.services import tier_policies, tier_trials
from customers.views import tiers
from customers.views.clashes import tell_theirs

IN_ORDER = paging.Order(F("pk"), paging.whole)


@require_POST
@require(Can.MANAGE_TIERS)
def create(request):
    return redirect(tier_policies.draft(actor=request.user, at=timezone.now()))


@require(Can.SEE_TIERS)
def detail(request, number):
    policy = policy_of(number)
    return show(request, policy)


@require_POST
@require(Can.MANAGE_TIERS)
def update(request, number):
    form = _edited(request, number)
    if form.errors:
        return show(request, policy_of(number), form, status=422)
    messages.success(request, _("Saved."))
    return redirect("customers:tier_policy", number)


@require_POST
@require(Can.MANAGE_TIERS)
def try_out(request, number):
    """Save what stands on the page, then try it."""
    form = _edited(request, number)
    if form.errors:
        return show(request, policy_of(number), form, status=422)
    if not tiers.working(request, TierJob.TRY):
        on, at = timezone.localdate(), timezone.now()
        tier_trials.ask(policy_of(number), actor=request.user, on=on, at=at)
    return redirect("customers:tier_policy", number)


@require_POST
@require(Can.MANAGE_TIERS)
def activate(request, number):
    form = _sent(request, number)
    on, at = timezone.localdate(), timezone.now()
    if form.is_valid():
        try:
            tier_policies.activate(
                policy_of(number), actor=request.user, on=on, at=at, **form.shown()
            )
        except Refused as refusal:
            tell(form, refusal)
    if form.errors:
        return show(request, policy_of(number), form, status=422)
    messages.success(request, _("The policy is in force. Tiers are being computed."))
    return redirect("customers:tiers")


@require(Can.SEE_TIERS)
def moves(request, number):
    """List who would move, of the customers the reader sees, with the facts."""
    trial = TierTrial.objects.filter(policy=policy_of(number)).first()
    if trial is None:
        raise Http404
    rows = TierMove.objects.filter(trial=trial)
    rows = rows.for_user(request.user, Can.SEE_CUSTOMERS).for_list()
    asked = {name: request.GET.get(name, "") for name in ("from", "to")}
    chosen = {f"{name}_tier": tier for name, tier in asked.items() if tier in "SABCD"}
    rows = rows.filter(**{name: tier for name, tier in chosen.items() if tier})
    page = paging.page(rows, IN_ORDER, lists.cursor(request.GET))
    context = {
        "policy": trial.policy,
        "trial": trial,
        "page": page,
        "moves": [(one, tier_words.reason(one.kind, one.inputs)) for one in page.rows],
        "is_filtered": any(chosen.values()),
    }
    context |= lists.beside(page, lists.state(request.GET))
    return render(request, "tiers/moves.html", context)


def policy_of(number: int) -> TierPolicy:
    return get_object_or_404(TierPolicy.objects.for_list(), number=number)


def _sent(request, number: int) -> PolicyForm:
    policy = policy_of(number)
    points = TierCuts.objects.newest(policy).points
    return PolicyForm(request.POST, instance=policy, points=points)


def _edited(request, number: int) -> PolicyForm:
    """Save the form that was sent; what stands against it are the form's errors."""
    form = _sent(request, number)
    if form.is_valid():
        who, at = request.user, timezone.now()
        try:
            tier_policies.edit(policy_of(number), actor=who, at=at, **form.shown())
        except Conflict as conflict:
            tell_theirs(form, conflict, policy_of(number))
        except Refused as refusal:
            tell(form, refusal)
    return form


def show(request, policy: TierPolicy, form=None, *, status: int = 200):
    """Show a policy; a draft with its form for those who may change it."""
    may_edit = policy.is_draft and request.user.may(Can.MANAGE_TIERS)
    cuts = TierCuts.objects.newest(policy)
    if may_edit and form is None and not request.user.seen_by:
        form = PolicyForm(instance=policy, points=cuts.points)
    trial = TierTrial.objects.filter(policy=policy).first()
    today = timezone.localdate()
    context = {
        "policy": policy,
        "cut_row": cuts,
        "cuts": tiers.cuts_of(policy),
        "form": form if may_edit else None,
        "trial": trial,
        "is_fresh": bool(trial) and trial.policy_version == policy.version
        and trial.as_of == today,
        "working": tiers.working(request, TierJob.TRY) if may_edit else None,
        "fault": fault(tiers.ended(request, TierJob.TRY, policy)) if may_edit else "",
    }  # fmt: skip
    return render(request, "tiers/policy.html", context, status=status)
