"""Imports: the list, a new file, how far one is and what became of its rows."""

import csv
import io

from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from customers import headings, remarks
from customers.choices.imports import ImportStep
from customers.forms.imports import UploadForm
from customers.models import ImportBatch
from customers.services import imports
from customers.views import import_rows

BY_TIME = paging.Order(F("created_at"), paging.moment, descending=True)
WITH_ROWS = {ImportStep.CHECKED, ImportStep.RUNNING, ImportStep.DONE}


@require_safe
@require(Can.IMPORT_CUSTOMERS)
def index(request):
    mine = ImportBatch.objects.for_user(request.user, request.can).for_list()
    page = paging.page(mine, BY_TIME, lists.cursor(request.GET))
    return render(request, "imports/index.html", {"page": page} | lists.beside(page))


@require(Can.IMPORT_CUSTOMERS)
def create(request):
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = UploadForm(*sent)
    if form.is_valid():
        said = form.cleaned_data | {"actor": request.user, "at": timezone.now()}
        return redirect(imports.upload(**said))
    return render(request, "imports/create.html", {"form": form})


@require_safe
@require(Can.IMPORT_CUSTOMERS)
def template(request):
    """Answer with a file to start from, in the reader's language."""
    text = io.StringIO()
    csv.writer(text).writerows(headings.TEMPLATES[get_language()])
    response = HttpResponse(
        text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="customers.csv"'
    return response


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
    return render(request, "imports/detail.html", context)
