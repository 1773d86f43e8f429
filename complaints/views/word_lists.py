"""What complaints are about, and why: the company's categories and root causes."""

from collections import defaultdict

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.ids import pk_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Conflict, Refused
from complaints.forms.settings import CategoryForm, CauseForm
from complaints.models import Category, Cause
from complaints.services import word_lists


@require(Can.MANAGE_COMPLAINTS)
def categories(request):
    context = {"categories": _placed(Category.objects.for_settings())}
    return render(request, "complaints/settings/categories.html", context)


@require(Can.MANAGE_COMPLAINTS)
def category_create(request):
    return _add(request, CategoryForm, Category, "complaints:categories")


@require(Can.MANAGE_COMPLAINTS)
def category_edit(request, pk):
    row = get_object_or_404(Category, pk=pk)
    return _change(request, CategoryForm, row, "complaints:categories")


@require(Can.MANAGE_COMPLAINTS)
def causes(request):
    context = {"causes": _placed(Cause.objects.for_settings())}
    return render(request, "complaints/settings/causes.html", context)


@require(Can.MANAGE_COMPLAINTS)
def cause_create(request):
    return _add(request, CauseForm, Cause, "complaints:causes")


@require(Can.MANAGE_COMPLAINTS)
def cause_edit(request, pk):
    row = get_object_or_404(Cause, pk=pk)
    return _change(request, CauseForm, row, "complaints:causes")


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def category_move(request, pk):
    return _move(request, get_object_or_404(Category, pk=pk), "complaints:categories")


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def cause_move(request, pk):
    return _move(request, get_object_or_404(Cause, pk=pk), "complaints:causes")


def _placed(rows) -> list:
    """Return the words, each with whether it `may_rise` and `may_sink`."""
    found = list(rows)
    beside = defaultdict(list)
    for row in found:
        if row.is_active:
            beside[getattr(row, "parent_id", None)].append(row)
    for row in found:
        order = beside[getattr(row, "parent_id", None)]
        row.may_rise = row.is_active and row != order[0]
        row.may_sink = row.is_active and row != order[-1]
    return found


def _move(request, row, back: str):
    way = {"is_up": request.POST.get("to") == "up"}
    way["seen"] = pk_of(request.POST.get("position", "")) or 0
    try:
        word_lists.move(row, actor=request.user, at=timezone.now(), **way)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(f"{reverse(back)}#word-{row.pk}")


def _add(request, form_class, model, back: str):
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            row = word_lists.add(model, **by, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("%(name)s added.") % {"name": row})
            return redirect(back)
    return _show(request, form, back, model)


def _change(request, form_class, row, back: str):
    form = form_class(request.POST if request.method == "POST" else None, row=row)
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            word_lists.change(row, **by, **form.cleaned_data)
        except Conflict as conflict:
            form = form.again(conflict)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(back)
    return _show(request, form, back, type(row), row)


def _show(request, form, back: str, model, row=None):
    context = {"form": form, "row": row, "back": back, "is_cause": model is Cause}
    return render(request, "complaints/settings/word.html", context)
