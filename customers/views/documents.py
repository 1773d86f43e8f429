"""Documents of one customer: the list, filing, changing, taking out, the files."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Conflict, Refused
from customers.forms.documents import DocumentForm, RemovalForm
from customers.models import Document, DocumentFile
from customers.services import documents
from customers.views.clashes import tell_theirs
from customers.views.door import customer_of

# A browser may keep the file, and do nothing with it under our name.
SEALED = {
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "private, no-store",
}


@require(Can.SEE_DOCUMENTS)
def index(request, pk):
    customer = customer_of(request, pk)
    may_keep = may_apply(request.user, Can.KEEP_DOCUMENTS, customer)
    rows = Document.objects.filter(customer=customer)
    context = {
        "customer": customer,
        "tab": "documents",
        "documents": list((rows if may_keep else rows.kept()).for_list()),
        "may_keep": may_keep,
        "today": timezone.localdate(),
    }
    return render(request, "customers/documents.html", context)


@require(Can.KEEP_DOCUMENTS)
def create(request, pk):
    customer = customer_of(request, pk)
    paper_at = request.user.branch_id or customer.branch_id
    form = DocumentForm(*_sent(request), customer=customer, paper_at=paper_at)
    if form.is_valid():
        key = form.cleaned_data["submission_key"]
        told = form.said() | {"submission_key": key}
        if _saved(request, form, customer, documents.file, told):
            return redirect("customers:documents", pk)
    context = {"customer": customer, "tab": "documents", "form": form}
    return render(request, "customers/document_form.html", context)


@require(Can.KEEP_DOCUMENTS)
def edit(request, pk, document_pk):
    customer, document = _document(request, pk, document_pk)
    form = DocumentForm(*_sent(request), customer=customer, document=document)
    if form.is_valid():
        told = {"fields": form.said(), "version": form.cleaned_data["version"]}
        if _saved(request, form, document, documents.edit, told):
            return redirect("customers:documents", pk)
    context = {"customer": customer, "tab": "documents", "form": form}
    context |= {"document": document, "files": list(document.files.order_by("pk"))}
    return render(request, "customers/document_form.html", context)


@require(Can.KEEP_DOCUMENTS)
def remove(request, pk, document_pk):
    customer, document = _document(request, pk, document_pk)
    form = RemovalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        documents.remove(
            document, actor=request.user, at=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("%(name)s removed.") % {"name": document})
        return redirect("customers:documents", pk)
    context = {"customer": customer, "tab": "documents", "form": form}
    return render(
        request, "customers/document_remove.html", context | {"document": document}
    )


@require_POST
@require(Can.KEEP_DOCUMENTS)
def restore(request, pk, document_pk):
    _customer, document = _document(request, pk, document_pk)
    documents.restore(document, actor=request.user, at=timezone.now())
    messages.success(request, _("%(name)s was put back.") % {"name": document})
    return redirect("customers:documents", pk)


@require_safe
@require(Can.SEE_DOCUMENTS)
def download(request, pk, document_pk, file_pk):
    """Send a file to those who see documents of this customer; recorded each time."""
    customer, document = _document(request, pk, document_pk)
    files = DocumentFile.objects.select_related("document")
    kept = get_object_or_404(files, pk=file_pk, document=document)
    may_keep = may_apply(request.user, Can.KEEP_DOCUMENTS, customer)
    is_hidden = request.user.seen_by or not (document.is_kept or may_keep)
    if is_hidden or not default_storage.exists(kept.stored_as):
        raise Http404
    documents.opened(kept, actor=request.user, at=timezone.now())
    with default_storage.open(kept.stored_as) as file:
        headers = SEALED | {
            "Content-Disposition": content_disposition_header(True, kept.name)
        }
        return HttpResponse(
            file.read(), content_type=kept.content_type, headers=headers
        )


def _sent(request) -> tuple:
    return (request.POST, request.FILES) if request.method == "POST" else ()


def _document(request, pk: int, document_pk: int):
    customer = customer_of(request, pk)
    return customer, get_object_or_404(Document, pk=document_pk, customer=customer)


def _saved(request, form, subject, verb, told: dict) -> bool:
    """Save what the form says, or say in it why not."""
    uploads = form.cleaned_data["uploads"]
    who = {"actor": request.user, "at": timezone.now()}
    try:
        verb(subject, uploads=uploads, **who, **told)
    except Conflict as conflict:
        tell_theirs(form, conflict, subject)
    except Refused as refusal:
        tell(form, refusal)
    else:
        messages.success(request, _("Saved."))
        return True
    return False
