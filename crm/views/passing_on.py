"""Passing customers on: the list, the preview with its form, the page of one deed."""

from django.contrib import messages
from django.db.models import Count, F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from crm.forms.passing_on import DeclineForm, GiverForm, PassOnForm
from crm.services import passing_on
from customers import deeds
from customers.choices.archive import Tier
from customers.choices.handovers import HandoverKind, PromiseState
from customers.models import Customer, Handover, Promise
from customers.services import handovers, telling
from visits.models import Visit

NEWEST_FIRST = paging.Order(F("pk"), int, descending=True)
MOST_SHOWN = 10
MOST_PROMISES = 200


@require(Can.SEE_CUSTOMERS)
def index(request):
    rows = Handover.objects.for_user(request.user).for_list()
    page = paging.page(rows, NEWEST_FIRST, lists.cursor(request.GET))
    context = {"page": page} | lists.beside(page)
    return render(request, "handovers/index.html", context)


@require(Can.ASSIGN_CUSTOMERS)
def create(request):
    """Choose whose customers; then see what hangs on them, and pass them on."""
    asked = GiverForm(request.GET or None, user=request.user)
    if not asked.is_valid():
        return render(request, "handovers/giver.html", {"form": asked})
    giver = asked.cleaned_data["giver"]
    data = request.POST if request.method == "POST" else None
    form = PassOnForm(data, user=request.user, giver=giver)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            made = passing_on.pass_on(giver, **by, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("The customers are passed on."))
            return redirect(made)
    context = {"form": form, "giver": giver} | _preview(request.user, giver)
    return render(request, "handovers/create.html", context)


@require(Can.SEE_CUSTOMERS)
def detail(request, pk):
    handover = _found(request, pk)
    seen = Customer.objects.for_user(request.user, Can.SEE_CUSTOMERS)
    promises = handover.promises.filter(customer__in=seen).for_detail()
    best = seen.filter(promises__handover=handover).distinct()
    is_leave = handover.kind == HandoverKind.LEAVE
    deed = deeds.written(handover.made_by, handover.made_at)
    context = {
        "handover": handover,
        "list_url": "" if is_leave else telling.listed(given=deed),
        "promises": list(promises[:MOST_PROMISES]),
        "best": _told(best, request.user),
        "form": DeclineForm(),
        "is_mine": handover.taker_id == request.user.pk and not request.user.seen_by,
        "open_count": handover.promises.open().count(),
        "State": PromiseState,
    }
    return render(request, "handovers/detail.html", context)


@require_POST
@require(Can.SEE_CUSTOMERS)
def confirm(request, pk):
    handover = _found(request, pk)
    ids = [one for one in map(pk_of, request.POST.getlist("promise")) if one]
    by = {"actor": request.user, "at": timezone.now()}
    try:
        count = handovers.confirm(handover, promise_ids=ids, **by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext("%(n)s promise confirmed.", "%(n)s promises confirmed.", count)
        messages.success(request, said % {"n": count})
    return redirect(handover)


@require_POST
@require(Can.SEE_CUSTOMERS)
def decline(request, pk, promise_pk):
    handover = _found(request, pk)
    rows = Promise.objects.select_related("handover__made_by", "customer")
    promise = get_object_or_404(rows, pk=promise_pk, handover=handover)
    form = DeclineForm(request.POST)
    by = {"actor": request.user, "at": timezone.now()}
    try:
        reason = form.cleaned_data["reason"] if form.is_valid() else ""
        handovers.decline(promise, reason=reason, **by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Whoever passed the customer on is told."))
    return redirect(handover)


def _found(request, pk) -> Handover:
    rows = Handover.objects.for_user(request.user)
    return get_object_or_404(rows.select_related("giver", "taker", "made_by"), pk=pk)


def _preview(user: User, giver: User) -> dict:
    """Return what hangs on the customers, as the one who passes them on sees it."""
    theirs = passing_on.passed_on(giver, user, [])
    planned = Visit.objects.planned().made_by(giver).filter(customer__in=theirs)
    by_tier = theirs.order_by().values_list("tier").annotate(n=Count("pk"))
    return {
        "by_tier": sorted(by_tier, key=lambda row: Tier.values.index(row[0])),
        "visit_count": planned.count(),
        "contact_count": theirs.filter(next_contact_on__isnull=False).count(),
        "lead_count": passing_on.leads_passed_on(giver, user, []).count(),
        "best": _told(theirs, user),
    }


def _told(rows: QuerySet[Customer], user: User) -> list[Customer]:
    """Return the ten of most value with what the last visit said; one query.

    Whoever made it: during a leave too the taker must know what was spoken of.
    """
    visits = Visit.objects if user.may(Can.SEE_VISITS) else Visit.objects.none()
    last = visits.logged().filter(customer_id=OuterRef("pk"))
    note = Subquery(last.order_by("-sort_at").values("note")[:1])
    told = rows.annotate(last_note=note).order_by("-purchase_total", "pk")
    return list(told.defer("search")[:MOST_SHOWN])
