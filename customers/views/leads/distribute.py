"""Leads that nobody has: who gets them, by which rules, who carries how much."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.models import User
from accounts.refused import Conflict, Refused
from accounts.seen import digest, stands
from customers.forms.campaigns import PauseForm, RuleForm
from customers.models import DealingRule, Lead
from customers.services.leads import distribution, people
from customers.views.clashes import say_theirs
from customers.views.leads.door import branches_of, steering

MOST_PEOPLE = 60


@steering
def distribute(request):
    """Preview who would get what; sent, give it to those the preview named."""
    leads = Lead.objects.for_user(request.user, request.can)
    if request.method == "POST":
        count = distribution.assign(
            leads, _pairs(request), actor=request.user, at=timezone.now()
        )
        words = ngettext("%(count)s lead assigned.", "%(count)s leads assigned.", count)
        messages.success(request, words % {"count": count})
        return redirect("leads:distribute")
    dealt = distribution.preview(leads, today=timezone.localdate())
    branches = branches_of(request.user).values_list("pk", flat=True)
    context = {
        "dealt": dealt,
        "ready": sum(1 for one in dealt if one.person),
        "waiting": leads.unassigned().count(),
        "rules": DealingRule.objects.for_branches(branches),
        "loads": distribution.loads(_people(request)[:MOST_PEOPLE]),
        "today": timezone.localdate(),
    }
    return render(request, "leads/distribute.html", context)


@steering
def rule_create(request):
    return _rule(request, None)


@steering
def rule_edit(request, pk):
    return _rule(request, _own_rule(request, pk))


@require_POST
@steering
def rule_remove(request, pk):
    rule = _own_rule(request, pk)
    distribution.remove_rule(rule, actor=request.user, at=timezone.now())
    messages.success(request, _("Rule removed."))
    return redirect("leads:distribute")


@require_POST
@steering
def pause(request):
    form = PauseForm(request.POST, people=_people(request))
    if form.is_valid():
        said = form.cleaned_data
        distribution.pause(
            said["user"], actor=request.user, until=said["until"], at=timezone.now()
        )
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Enter the day as 2026-11-22."))
    return redirect("leads:distribute")


def _rule(request: HttpRequest, rule: DealingRule | None):
    data = request.POST if request.method == "POST" else None
    branches = branches_of(request.user)
    asked = {"branches": branches, "workers": _people(request), "rule": rule}
    form = RuleForm(data, **asked)
    if form.is_valid():
        try:
            distribution.save_rule(
                rule, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Conflict as conflict:
            say_theirs(form, conflict, DealingRule)
            stood = stands(DealingRule.objects.get(pk=rule.pk), distribution.RULE)
            form.data["seen"] = digest(stood)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Rule saved."))
            return redirect("leads:distribute")
    status = 422 if form.is_bound else 200
    context = {"form": form, "rule": rule}
    return render(request, "leads/rule.html", context, status=status)


def _own_rule(request: HttpRequest, pk: int) -> DealingRule:
    rows = DealingRule.objects.filter(branch__in=branches_of(request.user))
    return get_object_or_404(rows, pk=pk)


def _people(request: HttpRequest):
    """Return those whom the reader may give leads, of every branch he distributes."""
    theirs = User.objects.for_user(request.user, request.can).values("pk")
    branches = branches_of(request.user)
    able = people.able().filter(branch__in=branches, pk__in=theirs)
    return able.select_related("branch")


def _pairs(request: HttpRequest) -> dict[int, int]:
    """Return lead → person as the preview named them; what cannot be read is left."""
    found = {}
    for pair in request.POST.getlist("pair")[: distribution.MOST]:
        lead, _dash, person = pair.partition("-")
        if (pk := pk_of(lead)) and (user := pk_of(person)):
            found[pk] = user
    return found
