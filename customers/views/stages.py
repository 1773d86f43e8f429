"""The stages of a customer's life with us, and the rule that tells them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers.choices.stages import STRATEGIES, Stage
from customers.forms.facts import rule_form
from customers.models import StageRule
from customers.services import stages
from customers.views.clashes import tell_theirs


@require(Can.SEE_TIERS)
def index(request):
    rule = StageRule.objects.get(pk=1)
    context = {
        "rule": rule,
        "drift": {
            "retail": rule.retail_lost_days * rule.drifting_percent // 100,
            "other": rule.lost_days * rule.drifting_percent // 100,
        },
        "stages": [(stage, STRATEGIES[stage]) for stage in Stage],
    }
    return render(request, "facts/stages.html", context)


@require(Can.MANAGE_TIERS)
def rule(request):
    data = request.POST if request.method == "POST" else None
    form = rule_form(data, StageRule.objects.get(pk=1))
    if form.is_valid() and _saved(request, form):
        messages.success(request, _("Saved. The stages follow tonight."))
        return redirect("customers:stages")
    return render(request, "facts/stage_rule.html", {"form": form})


def _saved(request, form) -> bool:
    """Save the rule; where someone else was first, say what he wrote, keep ours."""
    version, at = form.cleaned_data["version"], timezone.now()
    told = {"fields": form.said(), "version": version, "at": at}
    try:
        stages.change_rule(actor=request.user, **told)
    except Conflict as conflict:
        tell_theirs(form, conflict, StageRule(pk=1))
    except Refused as refusal:
        tell(form, refusal)
    else:
        return True
    return False
