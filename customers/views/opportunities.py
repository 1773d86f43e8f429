"""Opportunities: the list, one of them, opening and moving them."""

from functools import partial
from urllib.parse import urlencode

from django.contrib import messages
from django.db.models.functions import Coalesce
from django.http import HttpRequest, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.forms.refusals import tell
from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from accounts.services import list_states
from customers.forms.opportunities import MoveForm, OpportunityForm
from customers.models import Opportunity
from customers.models.archive import NEVER
from customers.opportunity_filters import Ends, OpportunityFilter, Whose, sentences
from customers.services import opportunities
from customers.views.clashes import saved
from customers.views.door import customer_of
from customers.words import told

PAGE = "opportunities"
SOONEST = paging.Order(Coalesce("next_on", NEVER), paging.day)
TOLD = ("opportunity.opened", "opportunity.moved", "opportunity.changed")


@require(Can.SEE_CUSTOMERS)
def index(request):
    query = lists.state(request.GET)
    if not request.GET:
        remembered = list_states.recall(request.user, PAGE) or _first(request)
        return redirect(f"{request.path}?{remembered}")
    list_states.remember(request.user, PAGE, query.urlencode())
    rows = Opportunity.objects.for_user(request.user, request.can)
    asked = {"user": request.user, "today": timezone.localdate()}
    narrowed = OpportunityFilter(request.GET, rows, **asked)
    page = paging.page(narrowed.qs.for_row(), SOONEST, lists.cursor(request.GET))
    context = {
        "page": page,
        "filter": narrowed,
        "filters": list(sentences(narrowed, query)),
        "tabs": _tabs(request, query),
        "today": asked["today"],
        "text": _text(page, narrowed.qs),
        "clear_url": "?whose=all",
        "query": query.urlencode(),
    }
    context |= lists.beside(page, query)
    return render(request, "opportunities/index.html", context)


@require(Can.EDIT_CUSTOMERS)
def create(request, pk):
    customer = customer_of(request, pk)
    form = OpportunityForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        asked = {"submission_key": key, "at": timezone.now()} | form.said()
        try:
            made = opportunities.open_one(customer, actor=request.user, **asked)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Opportunity opened."))
            return redirect(made)
    context = {"customer": customer, "form": form}
    return render(request, "opportunities/form.html", context)


@require(Can.SEE_CUSTOMERS)
def detail(request, pk):
    opportunity = _opportunity(request, pk)
    return _show(request, opportunity, _move_form(opportunity))


@require(Can.EDIT_CUSTOMERS)
def edit(request, pk):
    opportunity = _opportunity(request, pk)
    data = request.POST if request.method == "POST" else None
    form = OpportunityForm(data, opportunity=opportunity)
    write = partial(opportunities.edit, opportunity)
    if form.is_valid() and saved(request, form, opportunity, write):
        messages.success(request, _("Saved."))
        return redirect(opportunity)
    context = {"customer": opportunity.customer, "form": form}
    return render(
        request, "opportunities/form.html", context | {"opportunity": opportunity}
    )


@require_POST
@require(Can.EDIT_CUSTOMERS)
def move(request, pk):
    opportunity = _opportunity(request, pk)
    form = MoveForm(request.POST)
    if form.is_valid():
        asked = {"at": timezone.now()} | form.cleaned_data
        try:
            opportunities.move(opportunity, actor=request.user, **asked)
        except Refused as refusal:
            tell(form, refusal)
            opportunity.refresh_from_db()
        else:
            messages.success(request, _("Saved."))
            return redirect(_back(request, opportunity))
    return _show(request, opportunity, form, status=422)


def _back(request: HttpRequest, opportunity: Opportunity) -> str:
    """Return where a move was asked for: the card on the board, or its page."""
    whose = request.POST.get("board", "")
    if whose not in Whose.values:
        return opportunity.get_absolute_url()
    board = reverse("customers:opportunity_board")
    return f"{board}?{urlencode({'whose': whose})}#card-{opportunity.pk}"


def _show(request, opportunity: Opportunity, form: MoveForm, status: int = 200):
    trail = AuditEntry.objects.for_timeline([opportunity.customer_id], list(TOLD))
    entries = trail.filter(object_id=opportunity.pk)[:50]
    may_edit = may_apply(request.user, Can.EDIT_CUSTOMERS, opportunity)
    if status != 200:
        form.data = form.data.copy()
        form.data["version"] = opportunity.version
    context = {
        "opportunity": opportunity,
        "customer": opportunity.customer,
        "form": form,
        "deeds": [told(entry) for entry in entries],
        "may_edit": may_edit and not request.user.seen_by,
        "today": timezone.localdate(),
    }
    return render(request, "opportunities/detail.html", context, status=status)


def _move_form(opportunity: Opportunity) -> MoveForm:
    names = ("progress", "lost_reason", "version")
    return MoveForm(initial={name: getattr(opportunity, name) for name in names})


def _opportunity(request, pk: int) -> Opportunity:
    visible = Opportunity.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), pk=pk)


def _first(request: HttpRequest) -> str:
    """Return what the list shows to whoever opens it for the first time."""
    leads = bool(request.user.led_paths())
    own = request.user.customers.exists()
    whose = Whose.TEAM if leads else Whose.MINE if own else Whose.EVERYONE
    return urlencode({"whose": whose, "only": Ends.OPEN})


def _tabs(request: HttpRequest, query: QueryDict) -> list[tuple]:
    """Return (label, url, is here, no count) for whose one may look at."""
    asked = query.copy()
    tabs = []
    for whose in Whose:
        if whose != Whose.TEAM or request.user.led_paths():
            asked["whose"] = whose
            is_here = query.get("whose", Whose.EVERYONE) == whose
            tabs.append((whose.label, f"?{asked.urlencode()}", is_here, None))
    return tabs


def _text(page: paging.Page, rows) -> str:
    if page.older or page.newer:
        return lists.shown_of(page, rows)
    count = len(page.rows)
    words = ngettext("%(count)s opportunity", "%(count)s opportunities", count)
    return words % {"count": count}
