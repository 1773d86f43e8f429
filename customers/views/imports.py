"""Imports: the list, a new file, how far one is and what became of its rows."""

import csv
import io
from datetime import datetime

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.templatetags.formats import duration
from customers import field_help, remarks, workbooks
from customers.choices.imports import ImportKind, ImportStep
from customers.forms.import_words import WordsForm
from customers.forms.imports import StartForm, UploadForm, kinds_for
from customers.kinds import KINDS
from customers.models import ImportBatch
from customers.services import imports
from customers.views import import_rows

BY_TIME = paging.Order(F("created_at"), paging.moment, descending=True)
WITH_ROWS = {
    ImportStep.CHECKED, ImportStep.RUNNING, ImportStep.DONE, ImportStep.UNDOING,
    ImportStep.UNDONE,
}  # fmt: skip


@require_safe
@require(Can.IMPORT_CUSTOMERS)
def index(request):
    mine = ImportBatch.objects.for_user(request.user, request.can).for_list()
    page = paging.page(mine, BY_TIME, lists.cursor(request.GET))
    return render(request, "imports/index.html", {"page": page} | lists.beside(page))


@require(Can.IMPORT_CUSTOMERS)
def create(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    initial = {"kind": kind_of(request)}
    form = UploadForm(*sent, user=request.user, initial=initial)
    if form.is_valid():
        said = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        return redirect(imports.upload(**said))
    kinds = [
        (kind, kind.label, field_help.lines(kind)) for kind in kinds_for(request.user)
    ]
    return render(request, "imports/create.html", {"form": form, "kinds": kinds})


@require_safe
@require(Can.IMPORT_CUSTOMERS)
def template(request):
    """Answer with a file of one kind to start from, in the reader's language."""
    kind = kind_of(request)
    rows = KINDS[kind].examples[get_language()]
    name = str(ImportKind(kind).label)
    if request.GET.get("as") == "xlsx":
        help_rows = [[_("Column"), _("What may stand there")], *field_help.lines(kind)]
        content = workbooks.workbook([(name, rows), (_("Help"), help_rows)])
        response = HttpResponse(content, content_type=workbooks.MIME)
    else:
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        content = text.getvalue().encode("utf-8-sig")
        response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    ending = "xlsx" if request.GET.get("as") == "xlsx" else "csv"
    named = content_disposition_header(True, f"{name}.{ending}")
    response["Content-Disposition"] = named
    return response


def kind_of(request) -> str:
    asked = request.GET.get("kind", "")
    return asked if asked in ImportKind.values else ImportKind.CUSTOMERS


@require_safe
@require(Can.IMPORT_CUSTOMERS)
def detail(request, pk):
    mine = ImportBatch.objects.for_user(request.user, request.can)
    batch = get_object_or_404(mine.for_detail(), pk=pk)
    working = batch.job if batch.job and batch.job.is_open else None
    if batch.step == ImportStep.MAPPING and not working:
        return redirect("customers:import_match", pk)
    context = {"batch": batch, "working": working, "fault": remarks.fault(batch.job)}
    if batch.step in WITH_ROWS and not working:
        context |= import_rows.context(request, batch)
        context |= result(request, batch)
    return render(request, "imports/detail.html", context)


def result(request, batch: ImportBatch) -> dict:
    """Return what `imports/_acts.html` and `imports/_words.html` read."""
    is_checked = batch.step == ImportStep.CHECKED
    told = {"batch": batch, "user": request.user}
    words = WordsForm(**told) if is_checked else None
    asks = is_checked and imports.asks_owner(batch)
    until = batch.undo_until
    return {
        "words": words if words and words.words else None,
        "start_form": StartForm(**told) if asks else None,
        "undo_left": _left(until) if batch.may_be_undone(timezone.now()) else "",
        "list_url": import_rows.list_url(batch),
    }


def _left(until: datetime) -> str:
    """Say how long there is until a moment to come, in days and hours."""
    minutes = int((until - timezone.now()).total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    if not days:
        return duration(max(minutes, 1))
    return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
