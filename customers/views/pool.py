"""The common pool of customers: who lies in it, who goes there soon, its rule."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.choices.pool import Tab
from customers.forms.pool import PoolRuleForm
from customers.forms.rules import rule_form
from customers.models import Customer, Pooling, PoolRule
from customers.services import pooling
from customers.views.clashes import saved

ORDERS = {
    Tab.POOL: paging.Order(F("pooled_at"), paging.moment, descending=True),
    Tab.LEAVING: paging.Order(F("due_on"), paging.day),
}


@require(Can.SEE_CUSTOMERS)
def index(request):
    asked = request.GET.get("tab", "")
    tab = Tab(asked) if asked in Tab.values else Tab.POOL
    rows = _rows(request, tab).for_row()
    page = paging.page(rows, ORDERS[tab], lists.cursor(request.GET))
    ids = [row.customer_id for row in page.rows]
    seen = Customer.objects.for_user(request.user, request.can).filter(pk__in=ids)
    context = {
        "page": page,
        "tab": tab.value,
        "tabs": [(each.label, f"?tab={each}", each == tab, None) for each in Tab],
        "seen": set(seen.values_list("pk", flat=True)),
        "rule": PoolRule.objects.get(pk=1),
        "left": pooling.left_to_claim(request.user, timezone.now()),
        "today": timezone.localdate(),
        "text": _text(page),
    }
    query = lists.state(request.GET)
    return render(request, "pool/index.html", context | lists.beside(page, query))


@require_POST
@require(Can.EDIT_CUSTOMERS)
def claim(request, pk):
    row = get_object_or_404(Pooling.objects.for_claimer(request.user), pk=pk)
    try:
        customer = pooling.claim(row, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("customers:pool")
    messages.success(request, _("The customer is yours now."))
    return redirect(customer)


@require(Can.MANAGE_TIERS)
def rule(request):
    data = request.POST if request.method == "POST" else None
    row = PoolRule.objects.get(pk=1)
    form = rule_form(data, row, pooling.RULE_FIELDS, PoolRuleForm)
    if form.is_valid() and saved(request, form, row, pooling.change_rule):
        messages.success(request, _("Saved. It holds from tonight on."))
        return redirect("customers:pool")
    status = 422 if form.is_bound else 200
    return render(request, "pool/rule.html", {"form": form}, status=status)


def _rows(request, tab: Tab):
    """Return whom the tab is of: the pool is whoever's in the branch may claim."""
    if tab is Tab.POOL:
        return Pooling.objects.for_claimer(request.user)
    return Pooling.objects.for_user(request.user, request.can).leaving()


def _text(page: paging.Page) -> str:
    count = len(page.rows)
    words = ngettext("%(count)s customer", "%(count)s customers", count)
    return words % {"count": count}
