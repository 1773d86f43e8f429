"""How good the archive is: the board, and the rules of completeness."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers import board
from customers.forms.completeness import RuleForm
from customers.models import CompletenessRule
from customers.services import completeness

# So many owners are shown; the others are folded away.
MOST_OWNERS = 12


@require(Can.SEE_QUALITY)
def index(request):
    """Show what is wrong in the archive, and who keeps how much of it how well."""
    view = board.view_of(request.user, timezone.localtime())
    owners = board.by_owner(view)
    context = {
        "whole": board.whole(view),
        "consequences": board.consequences(view),
        "flaws": board.flaws(view),
        "owners": owners[:MOST_OWNERS],
        "more_owners": owners[MOST_OWNERS:],
        "branches": board.by_branch(view),
        "poor": board.POOR,
    }
    return render(request, "quality/index.html", context)


@require(Can.MANAGE_FIELDS)
def rules(request):
    context = {"rules": list(CompletenessRule.objects.for_settings())}
    return render(request, "quality/rules.html", context)


@require(Can.MANAGE_FIELDS)
def rule(request, pk):
    row = get_object_or_404(CompletenessRule, pk=pk)
    form = RuleForm(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()} | form.cleaned_data
        try:
            completeness.change_rule(row, **asked)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved. The scores follow tonight."))
            return redirect("customers:completeness_rules")
    return render(request, "quality/rule.html", {"form": form, "rule": row})
