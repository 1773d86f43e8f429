"""Improvements: opened, one of them, and what one does with it."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.forms.improvements import (
    ChangeForm,
    EndForm,
    JudgeForm,
    LinkForm,
    NewImprovementForm,
    NoteForm,
)
from complaints.models import Complaint, Improvement
from complaints.services import effects, improvements
from complaints.services.improvement_lines import Stale

# What an address may say beforehand, as a bar of the analysis does.
ASKED = ("category", "cause", "department")


@require(Can.KEEP_IMPROVEMENTS)
def create(request):
    """Open one: by itself, from a complaint, or from a bar of the analysis."""
    complaint = _source(request)
    data = request.POST if request.method == "POST" else None
    said_before = _prefilled(request, complaint)
    form = NewImprovementForm(data, user=request.user, initial=said_before)
    if form.is_valid():
        told = {"key": form.cleaned_data["key"], "said": form.said()}
        told |= {"complaint": complaint, "at": timezone.now()}
        try:
            made = improvements.open_one(actor=request.user, **told)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Opened."))
            return redirect(complaint or made)
    return _form_page(request, form, source=complaint)


@require(Can.SEE_IMPROVEMENTS)
def detail(request, code):
    return _show(request, _improvement(request, code))


@require(Can.KEEP_IMPROVEMENTS)
def edit(request, code):
    improvement = _improvement(request, code)
    data = request.POST if request.method == "POST" else None
    form = ChangeForm(data, user=request.user, improvement=improvement)
    if form.is_valid():
        told = {"standing": form.cleaned_data["standing"], "said": form.said()}
        told |= {"actor": request.user, "at": timezone.now()}
        try:
            improvements.change(improvement, **told)
        except Refused as refusal:
            _stale_told(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(improvement)
    return _form_page(request, form, improvement=improvement)


@require_POST
@require(Can.KEEP_IMPROVEMENTS)
def note(request, code):
    form = NoteForm(request.POST)
    return _act(request, code, "note_form", form, improvements.note)


@require_POST
@require(Can.KEEP_IMPROVEMENTS)
def finish(request, code):
    form = _end_form(_improvement(request, code), "finish", request.POST)
    return _act(request, code, "finish_form", form, improvements.finish)


@require_POST
@require(Can.KEEP_IMPROVEMENTS)
def drop(request, code):
    form = _end_form(_improvement(request, code), "drop", request.POST)
    return _act(request, code, "drop_form", form, improvements.drop)


@require_POST
@require(Can.KEEP_IMPROVEMENTS)
def link(request, code):
    """Say that it answers another complaint too; one that the reader may see."""
    improvement, form = _improvement(request, code), LinkForm(request.POST)
    if form.is_valid():
        visible = Complaint.objects.for_user(request.user, Can.SEE_COMPLAINTS)
        found = visible.filter(code=form.cleaned_data["code"].strip().upper()).first()
        if found and request.user.may(Can.SEE_COMPLAINTS):
            at = timezone.now()
            improvements.link(improvement, found, actor=request.user, at=at)
            return redirect(improvement)
        form.add_error("code", _("There is no such complaint, or not for you."))
    return _show(request, improvement, {"link_form": form}, status=422)


@require_POST
@require(Can.JUDGE_IMPROVEMENTS)
def judge(request, code, days):
    improvement = _improvement(request, code)
    check = get_object_or_404(improvement.checks.in_order(), window_days=days)
    form = JudgeForm(request.POST, check=check)
    if form.is_valid():
        at = timezone.now()
        try:
            effects.judge(check, actor=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Judged."))
            return redirect(improvement)
    return _show(request, improvement, {"judged": (days, form)}, status=422)


def _act(
    request: HttpRequest, code: str, name: str, form: forms.Form, verb: Callable
) -> HttpResponse:
    """Do it and lead back; show the page again where something is wrong."""
    improvement = _improvement(request, code)
    if form.is_valid():
        told = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        try:
            verb(improvement, **told)
        except Refused as refusal:
            _stale_told(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(improvement)
    again = _improvement(request, code)
    return _show(request, again, {name: form}, status=422)


def _stale_told(form: forms.Form, refusal: Refused) -> None:
    """Say what was refused; a stale form is sent again from what stands now."""
    tell(form, refusal)
    if isinstance(refusal, Stale):
        form.data = form.data.copy()
        form.data["standing"] = refusal.improvement.standing


def _show(request, improvement: Improvement, told: dict | None = None, status=200):
    user, told = request.user, dict(told or {})
    judged = told.pop("judged", None)
    keeps = not user.seen_by and may_apply(user, Can.KEEP_IMPROVEMENTS, improvement)
    context = {
        "improvement": improvement,
        "lines": improvement.lines.for_page(),
        "checks": _checks(user, improvement, judged),
        "today": timezone.localdate(),
        "may_keep": keeps,
        "note_form": NoteForm(),
        "finish_form": _end_form(improvement, "finish"),
        "drop_form": _end_form(improvement, "drop"),
        "link_form": LinkForm(),
    } | _sources(user, improvement)
    context |= told
    return render(request, "improvements/detail.html", context, status=status)


def _checks(user, improvement: Improvement, judged) -> list[tuple]:
    """Return (check, its form where the reader may judge it, else None)."""
    may = not user.seen_by and user.pk != improvement.owner_id
    may = may and may_apply(user, Can.JUDGE_IMPROVEMENTS, improvement)
    found = []
    for check in improvement.checks.in_order():
        form = JudgeForm(check=check)
        if judged and judged[0] == check.window_days:
            form = judged[1]
        is_open = may and check.computed_at and not check.is_judged
        found.append((check, form if is_open else None))
    return found


def _sources(user, improvement: Improvement) -> dict:
    """Return the complaints it comes from: those the reader may open, how many not."""
    rows = improvement.complaints.order_by("pk")
    visible = Complaint.objects.for_user(user, Can.SEE_COMPLAINTS).order_by()
    shown = list(rows.filter(pk__in=visible.values("pk"))) if user.may(
        Can.SEE_COMPLAINTS
    ) else []  # fmt: skip
    return {"sources": shown, "hidden_count": rows.count() - len(shown)}


def _end_form(improvement: Improvement, name: str, data=None) -> EndForm:
    labels = {"finish": _("What was done"), "drop": _("Why it is dropped")}
    return EndForm(data, improvement=improvement, label=labels[name], name=name)


def _form_page(request, form, **told) -> HttpResponse:
    status = 422 if form.errors else 200
    context = {"form": form} | told
    return render(request, "improvements/form.html", context, status=status)


def _source(request: HttpRequest) -> Complaint | None:
    """Return the complaint an address names; 404 for one the reader may not see."""
    code = request.GET.get("complaint")
    if not code:
        return None
    rows = Complaint.objects.for_user(request.user, Can.SEE_COMPLAINTS)
    if not request.user.may(Can.SEE_COMPLAINTS):
        rows = rows.none()
    return get_object_or_404(rows.select_related("category"), code=code)


def _prefilled(request: HttpRequest, complaint: Complaint | None) -> dict:
    """Return what is known beforehand, by the complaint or by the address."""
    if complaint:
        category = complaint.category
        department = complaint.department_id or (category and category.department_id)
        return {"category": complaint.category_id, "cause": complaint.cause_id,
                "department": department, "branch": complaint.branch_id}  # fmt: skip
    asked = {name: request.GET.get(name, "") for name in ASKED}
    return {name: int(value) for name, value in asked.items()
            if value.isdecimal() and len(value) < 18}  # fmt: skip


def _improvement(request: HttpRequest, code: str) -> Improvement:
    visible = Improvement.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_page(), code=code)
