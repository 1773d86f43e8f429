"""Pairs who may be one: the list, what is decided of it, and the recycle bin."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts import lists, paging
from accounts.choices import JobState
from accounts.models import Job
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from customers.choices.doubles import DoubleJob, Likeness
from customers.forms.doubles import ReasonForm
from customers.models import Double, Merge, Removal
from customers.models.doubles import UNDOABLE_FOR
from customers.services import doubles

STRONGEST_FIRST = paging.Order(F("score"), paging.whole, descending=True)
NEWEST_FIRST = paging.Order(F("at"), paging.moment, descending=True)
OPEN, MERGED, APART = "", "merged", "apart"


@require(Can.EDIT_CUSTOMERS)
def index(request):
    """Show the pairs to decide, those that were merged, or those that are two."""
    state = request.GET.get("state", OPEN)
    if state == MERGED:
        return _merged(request)
    rows = Double.objects.for_user(request.user, request.can).for_list()
    rows = rows.told_apart() if state == APART else rows.open()
    page = paging.page(rows, STRONGEST_FIRST, lists.cursor(request.GET))
    mine = Double.objects.for_merging(request.user)
    ids = [pair.pk for pair in page.rows]
    may_merge = set(mine.filter(pk__in=ids).values_list("pk", flat=True))
    context = {
        "page": page,
        "state": state,
        "query": lists.state(request.GET).urlencode(),
        "tabs": _tabs(state),
        "last_scan": _last_scan(request.user),
        "pairs": [(pair, _reasons(pair), pair.pk in may_merge) for pair in page.rows],
    }
    beside = lists.beside(page, lists.state(request.GET))
    return render(request, "doubles/index.html", context | beside)


def _merged(request):
    """Show the merges of the customers one may merge, newest first."""
    merges = Merge.objects.for_user(request.user, Can.MERGE_CUSTOMERS).standing()
    page = paging.page(merges.for_list(), NEWEST_FIRST, lists.cursor(request.GET))
    at = timezone.now()
    context = {
        "state": MERGED,
        "tabs": _tabs(MERGED),
        "merges": [(merge, merge.is_undoable(at)) for merge in page.rows],
        "days": UNDOABLE_FOR.days,
    }
    beside = lists.beside(page, lists.state(request.GET))
    return render(request, "doubles/index.html", context | beside)


def _last_scan(user) -> dict:
    """Return what the reader's own last scan found, {} where there was none."""
    done = Job.objects.for_user(user).filter(kind=DoubleJob.SCAN, state=JobState.DONE)
    job = done.order_by("-pk").first()
    return job.result | {"at": job.finished_at} if job else {}


def _tabs(here: str) -> list[tuple]:
    tabs = [(OPEN, _("To decide")), (MERGED, _("Merged")), (APART, _("Two customers"))]
    return [
        (word, f"?state={state}" if state else "?", state == here, None)
        for state, word in tabs
    ]


def _reasons(pair: Double) -> list[str]:
    return [str(Likeness(reason).label) for reason in pair.reasons]


@require_POST
@require(Can.MERGE_CUSTOMERS)
def scan(request):
    return redirect(doubles.ask_scan(actor=request.user, at=timezone.now()))


@require_POST
@require(Can.EDIT_CUSTOMERS)
def propose(request, pk):
    pair = get_object_or_404(Double.objects.for_user(request.user, request.can), pk=pk)
    try:
        told = doubles.propose(pair, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = ngettext(
            "%(count)s colleague who may merge them is told.",
            "%(count)s colleagues who may merge them are told.",
            told,
        )
        said = words % {"count": told} if told else _("This was proposed already.")
        messages.success(request, said)
    return redirect("customers:doubles")


@require(Can.MERGE_CUSTOMERS)
def tell_apart(request, pk):
    """Ask why two who are alike are two; they are not offered again."""
    mine = Double.objects.for_merging(request.user).for_list()
    pair = get_object_or_404(mine, pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            doubles.tell_apart(
                pair, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Decided: these are two customers."))
        return redirect("customers:doubles")
    context = {"pair": pair, "reasons": _reasons(pair), "form": form}
    return render(request, "doubles/apart.html", context)


@require(Can.REMOVE_CUSTOMERS)
def bin_(request):
    """Show who is in the recycle bin, who put him there, when and why."""
    stays = Removal.objects.for_user(request.user, request.can).open()
    page = paging.page(stays.for_list(), NEWEST_FIRST, lists.cursor(request.GET))
    context = {"stays": page.rows} | lists.beside(page)
    return render(request, "doubles/bin.html", context)
