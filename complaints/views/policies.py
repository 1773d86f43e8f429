"""The versions of the complaint policy: seen, drafted, edited, put in force."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from complaints import policy_words
from complaints.forms.settings import PolicyForm, RuleForm
from complaints.models import ClockRule, Policy
from complaints.services import policies


@require(Can.MANAGE_COMPLAINTS)
def index(request):
    at = timezone.now()
    context = {
        "policies": list(Policy.objects.for_list()),
        "in_force": Policy.objects.in_force(at),
    }
    return render(request, "complaints/settings/policies.html", context)


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def create(request):
    return redirect(policies.draft(actor=request.user, at=timezone.now()))


@require(Can.MANAGE_COMPLAINTS)
def detail(request, version):
    """Show a version; of a draft also its form."""
    policy = found(version)
    form = PolicyForm(request.POST if request.method == "POST" else None, row=policy)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            policies.edit(policy, **by, **form.cleaned_data)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(policy)
    return show(request, policy, form)


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def activate(request, version):
    said = _("The policy is in force for what comes from now on.")
    return _end_draft(request, version, policies.activate, said)


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def discard(request, version):
    said = _("The draft is thrown away.")
    return _end_draft(request, version, policies.discard, said)


def _end_draft(request: HttpRequest, version: int, do: Callable, said: str):
    """Do with a draft what ends it, if it stands as the page showed it."""
    policy, standing = found(version), request.POST.get("standing", "")
    try:
        do(policy, actor=request.user, standing=standing, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(policy)
    messages.success(request, said)
    return redirect("complaints:policies")


@require(Can.MANAGE_COMPLAINTS)
def rule_create(request, version):
    policy = found(version)
    form = RuleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            policies.add_rule(policy, **by, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(policy)
    context = {"form": form, "policy": policy}
    return render(request, "complaints/settings/rule.html", context)


@require(Can.MANAGE_COMPLAINTS)
def rule_edit(request, version, pk):
    rule = rule_of(version, pk)
    form = RuleForm(request.POST if request.method == "POST" else None, row=rule)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            policies.change_rule(rule, **by, **form.cleaned_data)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(rule.policy)
    context = {"form": form, "policy": rule.policy, "rule": rule}
    return render(request, "complaints/settings/rule.html", context)


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def rule_remove(request, version, pk):
    rule = rule_of(version, pk)
    try:
        policies.remove_rule(rule, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The limit is removed from the draft."))
    return redirect(rule.policy)


def found(version: int) -> Policy:
    return get_object_or_404(Policy.objects.for_list(), version=version)


def rule_of(version: int, pk: int) -> ClockRule:
    rules = ClockRule.objects.select_related("policy")
    return get_object_or_404(rules, policy__version=version, pk=pk)


def show(request, policy: Policy, form: PolicyForm):
    before = Policy.objects.before(policy)
    rules = [
        (rule, policy_words.limit(rule), policy_words.fits(rule))
        for rule in policy.rules.in_order()
    ]
    may_edit = policy.is_draft and not request.user.seen_by
    context = {
        "policy": policy,
        "values": policy_words.values(policy),
        "rules": rules,
        "before": before,
        "changes": policy_words.changes(policy, before),
        "standing": policies.standing_of(policy),
        "form": form if may_edit else None,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "complaints/settings/policy.html", context, status=status)
