"""The files of a complaint, and of a message: given out sealed, added to."""

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.registers import EvidenceForm
from complaints.models import Complaint, ComplaintFile, Inbound
from complaints.services import evidence
from complaints.views import records
from customers.views.documents import SEALED


@require_safe
@require(Can.SEE_COMPLAINTS)
def download(request, code, pk):
    """Send a file of a complaint to those who see it; recorded each time."""
    seen = Complaint.objects.for_user(request.user, request.can)
    complaint = get_object_or_404(seen, code=code)
    files = ComplaintFile.objects.given_out().select_related("complaint")
    return sealed(request, get_object_or_404(files, pk=pk, complaint=complaint))


@require_safe
@require(Can.REGISTER_COMPLAINTS)
def download_of_message(request, pk, file_pk):
    """Send a file that came with a message to those who may register it."""
    seen = Inbound.objects.for_user(request.user, request.can)
    inbound = get_object_or_404(seen, pk=pk)
    files = ComplaintFile.objects.given_out().select_related("inbound", "complaint")
    return sealed(request, get_object_or_404(files, pk=file_pk, inbound=inbound))


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def add(request, code):
    complaint = records.found(request, code)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        told = form.cleaned_data
        told["key"] = told.pop("submission_key")
        try:
            evidence.add(complaint, actor=request.user, at=timezone.now(), **told)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Files added."))
            return redirect(complaint)
    return records.show(request, complaint, status=422, evidence_form=form)


def sealed(request, kept: ComplaintFile) -> HttpResponse:
    """Send a file so that a browser can only lay it aside."""
    if request.user.seen_by or not default_storage.exists(kept.stored_as):
        raise Http404
    evidence.opened(kept, actor=request.user, at=timezone.now())
    headers = SEALED | {
        "Content-Disposition": content_disposition_header(True, kept.name)
    }
    with default_storage.open(kept.stored_as) as file:
        return HttpResponse(
            file.read(), content_type=kept.content_type, headers=headers
        )
