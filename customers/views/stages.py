"""The stages of a customer's life with us, and the rule that tells them."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers.choices.stages import STRATEGIES, Stage
from customers.forms.rules import rule_form
from customers.models import StageRule
from customers.services import stages
from customers.views.clashes import saved


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
    row = StageRule.objects.get(pk=1)
    form = rule_form(data, row, stages.RULE_FIELDS)
    if form.is_valid() and saved(request, form, row, stages.change_rule):
        messages.success(request, _("Saved. The stages follow tonight."))
        return redirect("customers:stages")
    return render(request, "facts/stage_rule.html", {"form": form})
