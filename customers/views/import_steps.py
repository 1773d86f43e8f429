"""The steps of an import: match the columns, import, take the errors, discard."""

import csv
from collections.abc import Iterator

from django.contrib import messages
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from accounts.spreadsheet import safe
from customers import remarks, samples
from customers.choices.imports import ImportStep, RowState
from customers.forms.import_words import WordsForm
from customers.forms.imports import MatchForm, StartForm
from customers.models import ImportBatch, SavedMapping
from customers.services import imports, mappings

MATCHABLE = {ImportStep.MAPPING, ImportStep.CHECKING, ImportStep.CHECKED}


@require(Can.IMPORT_CUSTOMERS)
def match(request, pk):
    batch = batch_of(request, pk)
    if batch.step not in MATCHABLE:
        return redirect(batch)
    saved = saved_for(request, batch)
    told = {"batch": batch, "user": request.user, "saved": saved}
    form = MatchForm(request.POST or None, **told)
    if form.is_valid():
        who = {"actor": request.user, "at": timezone.now()}
        try:
            imports.match(batch, meanings=words_of(saved), **form.said(), **who)
        except Refused as refusal:
            tell(form, refusal)
        else:
            return redirect(batch)
    context = {"batch": batch, "form": form, "columns": columns(batch, form)}
    context |= {"saved": saved, "others": others(request, batch)}
    return render(request, "imports/match.html", context | earlier(request, batch))


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def explain(request, pk):
    """Take what words of the file mean, and have the file checked anew."""
    batch = batch_of(request, pk)
    form = WordsForm(request.POST, batch=batch, user=request.user)
    if not form.is_valid() or not form.meanings():
        messages.error(request, _("Choose what at least one of the words means."))
        return redirect(batch)
    try:
        who = {"actor": request.user, "at": timezone.now()}
        imports.explain(batch, meanings=form.meanings(), **who)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def undo(request, pk):
    batch = batch_of(request, pk)
    try:
        imports.undo(batch, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def forget_matching(request, pk, saved_pk):
    """Delete a saved matching, and come back to the file one was matching."""
    batch = batch_of(request, pk)
    mine = SavedMapping.objects.open_to(request.user, batch.kind).named()
    mapping = get_object_or_404(mine.filter(owner=request.user), pk=saved_pk)
    mappings.forget(mapping, actor=request.user, at=timezone.now())
    messages.success(request, _("The saved matching is deleted."))
    return redirect("customers:import_match", pk)


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def run(request, pk):
    """Order the import; where there are new customers it is said whose they become."""
    batch = batch_of(request, pk)
    form = StartForm(request.POST, batch=batch, user=request.user)
    owner = form.cleaned_data["for_owner"] if form.is_valid() else None
    try:
        imports.start(batch, actor=request.user, owner=owner, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(batch)


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def leave_out(request, pk, number):
    batch = batch_of(request, pk)
    try:
        imports.leave_out(batch, number=number, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("Row %(number)s is left out.") % {"number": number}
        messages.success(request, said)
    return redirect(batch)


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def discard(request, pk):
    batch = batch_of(request, pk)
    try:
        imports.discard(batch, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(batch)
    messages.success(request, _("The file and its rows are deleted."))
    return redirect("customers:imports")


@require_POST
@require(Can.IMPORT_CUSTOMERS)
def errors(request, pk):
    """Answer with the rows that could not be imported, and why, as a spreadsheet."""
    batch = batch_of(request, pk)
    imports.take_errors(batch, actor=request.user, at=timezone.now())
    response = StreamingHttpResponse(
        bad_rows(batch), content_type="text/csv; charset=utf-8"
    )
    name = _("errors-%(file)s.csv") % {"file": batch.file_name.rsplit(".", 1)[0]}
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def batch_of(request, pk: int) -> ImportBatch:
    mine = ImportBatch.objects.for_user(request.user, request.can)
    return get_object_or_404(mine.for_detail(), pk=pk)


def saved_for(request, batch: ImportBatch) -> SavedMapping | None:
    """Return the matching to begin from: the one asked for, or that of last time.

    None once the file was matched: then its own stands.
    """
    asked = request.GET.get("saved", "")
    if asked.isdecimal() and len(asked) < 10:
        open_to = SavedMapping.objects.open_to(request.user, batch.kind)
        return open_to.named().filter(pk=asked).first()
    return None if batch.mapping else mappings.recall(batch, user=request.user)


def words_of(saved: SavedMapping | None) -> dict:
    return saved.meanings if saved else {}


def others(request, batch: ImportBatch) -> list[SavedMapping]:
    """Return the matchings that have a name, mine and those shared."""
    return list(SavedMapping.objects.open_to(request.user, batch.kind).named()[:20])


def earlier(request, batch: ImportBatch) -> dict:
    mine = ImportBatch.objects.for_user(request.user, request.can)
    return {"earlier": mine.same_file_before(batch).first()}


def columns(batch: ImportBatch, form: MatchForm) -> list[tuple]:
    """Return (heading, samples, field) for each column of the file."""
    first = [row.cells for row in batch.rows.in_order()[: samples.LOOKED_AT]]
    shown = samples.of(batch.columns, first)
    return list(zip(batch.columns, shown, form.column_fields(), strict=True))


class Line:
    """Hands each line a csv writer writes straight on."""

    def write(self, line: str) -> str:
        return line


def bad_rows(batch: ImportBatch) -> Iterator[str]:
    """Yield the lines of the file of errors; no cell of it runs."""
    writer = csv.writer(Line())
    yield "\ufeff" + writer.writerow([*map(safe, batch.columns), _("Reason")])
    rows = batch.rows.of_state(RowState.ERROR).in_order()
    for row in rows.iterator(chunk_size=1000):
        cells = row.cells + [""] * (len(batch.columns) - len(row.cells))
        yield writer.writerow(map(safe, [*cells, remarks.reason(row.remarks)]))
