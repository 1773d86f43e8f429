"""Segments: the list of them, one with whom it fits, the builder."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import lists
from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from customers.filters import CustomerFilter, sentences
from customers.forms.segments import SegmentForm
from customers.models import Customer, Segment, SegmentCount
from customers.segmenting import looking, rules
from customers.segmenting.carried import carried
from customers.segmenting.facts import Asked
from customers.segmenting.ideas import IDEAS
from customers.services import segments

IDEA = "idea"


@require(Can.SEE_SEGMENTS)
def index(request):
    rows = Segment.objects.for_user(request.user, request.can)
    asked = _asked_by(request)
    context = {
        "segments": [
            {"row": row, "words": rules.read(row.rule, asked).words(asked)}
            for row in rows.for_list(request.user)
        ],
        "ideas": _ideas(asked),
    }
    return render(request, "segments/index.html", context)


@require(Can.SEE_SEGMENTS)
def detail(request, pk):
    segment = _segment(request, pk)
    asked = _asked_by(request)
    rule = rules.read(segment.rule, asked)
    shown = looking.look(looking.fitting(rule, asked, request.user))
    context = {"segment": segment, "look": shown, "words": rule.words(asked)}
    context |= {"lost": [lost.why for lost in rule.lost]}
    context["before"] = _before(request, segment, shown)
    return render(request, "segments/detail.html", context)


@require(Can.MANAGE_SEGMENTS)
def create(request):
    asked = _asked_by(request)
    begin, left = _begin(request, asked)
    data = request.POST if request.method == "POST" else None
    form = SegmentForm(data, asked=asked, begin=begin)
    if data and "act" not in data and form.is_valid():
        said = dict(form.cleaned_data)
        key = said.pop("submission_key")
        try:
            made = segments.make(actor=request.user, key=key, at=asked.at, **said)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s is kept.") % {"name": made})
            return redirect(made)
    return _builder(request, form, {"left": left, "ideas": _ideas(asked)})


@require(Can.MANAGE_SEGMENTS)
def edit(request, pk):
    segment, asked = _segment(request, pk), _asked_by(request)
    data = request.POST if request.method == "POST" else None
    form = SegmentForm(data, row=segment, asked=asked)
    if data and "act" not in data and form.is_valid():
        try:
            segments.change(
                segment, actor=request.user, at=asked.at, **form.cleaned_data
            )
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(segment)
    return _builder(request, form, {"segment": segment})


@require_POST
@require(Can.MANAGE_SEGMENTS)
def archive(request, pk):
    segment = _segment(request, pk)
    segments.archive(segment, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is no longer in use.") % {"name": segment})
    return redirect("customers:segments")


@require_POST
@require(Can.MANAGE_SEGMENTS)
def restore(request, pk):
    segment = _segment(request, pk)
    segments.restore(segment, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is in use again.") % {"name": segment})
    return redirect(segment)


@require_POST
@require(Can.SEE_SEGMENTS)
def pin(request, pk):
    segment = _segment(request, pk)
    try:
        segments.pin(segment, user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        words = _("%(name)s is a tab of your list of customers.")
        messages.success(request, words % {"name": segment})
    return redirect(segment)


@require_POST
@require(Can.SEE_SEGMENTS)
def unpin(request, pk):
    segment = _segment(request, pk)
    segments.unpin(segment, user=request.user)
    messages.success(request, _("%(name)s is no tab any more.") % {"name": segment})
    return redirect(segment)


def _asked_by(request: HttpRequest) -> Asked:
    return Asked(request.user, timezone.localtime())


def _segment(request: HttpRequest, pk: int) -> Segment:
    found = Segment.objects.for_user(request.user, request.can)
    return get_object_or_404(found.for_list(request.user), pk=pk)


def _before(request: HttpRequest, segment: Segment, shown: looking.Look) -> dict | None:
    """Return {"on", "size", "change"} of the last nightly count.

    Its owner's: others see other customers, and are told no number of his.
    """
    if segment.owner_id != request.user.pk or request.user.seen_by:
        return None
    last = next(iter(SegmentCount.objects.latest(segment)), None)
    if last is None or last.count is None or shown.size is None or shown.is_more:
        return None
    return {"on": last.on, "size": last.count, "change": shown.size - last.count}


def _ideas(asked: Asked) -> list[dict]:
    return [
        {"idea": idea, "words": rules.read(idea.rule, asked).words(asked)}
        for idea in IDEAS.values()
    ]


def _begin(request: HttpRequest, asked: Asked) -> tuple[dict, list[str]]:
    """Return what a new segment begins with, and which filters it cannot say."""
    if idea := IDEAS.get(request.GET.get(IDEA, "")):
        return {"name": str(idea.name), "rule": idea.rule}, []
    query = lists.state(request.GET, besides={"sort", "filters", IDEA})
    narrowed = CustomerFilter(
        query, Customer.objects.none(), user=request.user, at=asked.at
    )
    made = carried(narrowed)
    left = [
        words
        for words, rest in sentences(narrowed, query)
        if made.left & (query.keys() - rest.keys())
    ]
    return {"rule": made.rule}, left


def _builder(request: HttpRequest, form: SegmentForm, more: dict) -> HttpResponse:
    """Show the builder; what is whole is said in words, counted, and sampled."""
    builder = form.builder
    context = {"form": form, "builder": builder, **more}
    if "act" in request.POST:
        # Something was added or taken away: nothing is wrong yet.
        form.errors.clear()
    if builder.is_whole():
        rule = rules.read(builder.rule(), builder.asked)
        context["words"] = rule.words(builder.asked)
        rows = looking.fitting(rule, builder.asked, request.user)
        context["look"] = looking.look(rows)
    return render(request, "segments/form.html", context)
