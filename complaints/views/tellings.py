"""What is done with messages to a customer, and with the links to his status page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.ids import uuid_of
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints import notices
from complaints.forms.tellings import ReactionForm
from complaints.models import Complaint, Telling
from complaints.services import links, tellings


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def take_back(request, code, pk):
    telling = _telling(request, code, pk)
    try:
        tellings.take_back(telling, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. The customer got nothing."))
    return redirect(telling.complaint)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def retry(request, code, pk):
    telling = _telling(request, code, pk)
    try:
        tellings.retry(telling, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The message is tried again."))
    return redirect(telling.complaint)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def react(request, code, pk):
    telling = _telling(request, code, pk)
    form = ReactionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how the customer took it."))
        return redirect(telling.complaint)
    said = form.cleaned_data
    try:
        tellings.react(
            telling, actor=request.user, reaction=said["reaction"], text=said["text"],
            key=said["submission_key"], at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Written down."))
    return redirect(telling.complaint)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
@never_cache
def link(request, code):
    """Answer with the new link itself: it is shown now and never again."""
    complaint = _complaint(request, code)
    key = uuid_of(request.POST.get("submission_key", ""))
    try:
        token = links.make(complaint, actor=request.user, at=timezone.now(), key=key)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(complaint)
    context = {"complaint": complaint, "url": notices.url_of(token)}
    return render(request, "complaints/link.html", context)


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def revoke(request, code):
    complaint = _complaint(request, code)
    try:
        links.revoke_all(complaint, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("No link to the status page works any more."))
    return redirect(complaint)


def _complaint(request, code: str) -> Complaint:
    mine = Complaint.objects.for_user(request.user, request.can)
    return get_object_or_404(mine.select_related("customer"), code=code)


def _telling(request, code: str, pk: int) -> Telling:
    rows = Telling.objects.select_related("complaint__customer")
    return get_object_or_404(rows, complaint=_complaint(request, code), pk=pk)
