"""What departments are asked: the asker's forms, and the pages of who answers."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts import lists, paging
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.parts import (
    AnswerForm,
    AskForm,
    CallOffForm,
    SendBackForm,
    TakeForm,
)
from complaints.models import ComplaintFile, Part
from complaints.services import parts
from complaints.views import desk, evidence

SOONEST = paging.Order(F("due_at"), paging.moment)
LATEST = paging.Order(F("due_at"), paging.moment, descending=True)
OPEN, DONE = "open", "done"


@require(Can.HANDLE_COMPLAINTS)
def ask(request, code):
    complaint = desk.found(request, code)
    form = AskForm(
        request.POST or None,
        standing=complaint.standing,
        department=complaint.department_id,
    )
    return desk.ask(
        request, complaint, form, parts.ask, said=_("The department is asked."),
        complaint=complaint, title=_("Ask a department"),
        label=pgettext("department", "Ask"),
    )  # fmt: skip


@require(Can.HANDLE_COMPLAINTS)
def send_back(request, code, pk):
    complaint = desk.found(request, code)
    part = get_object_or_404(complaint.parts.for_panel(), pk=pk)
    form = SendBackForm(request.POST or None, standing=part.standing)
    return desk.ask(
        request, part, form, parts.send_back, said=_("Sent back."), to=complaint,
        complaint=complaint, title=_("Send the answer back"), label=_("Send back"),
        quote=part.answer,
    )  # fmt: skip


@require(Can.HANDLE_COMPLAINTS)
def call_off(request, code, pk):
    complaint = desk.found(request, code)
    part = get_object_or_404(complaint.parts.for_panel(), pk=pk)
    form = CallOffForm(request.POST or None, standing=part.standing)
    return desk.ask(
        request, part, form, parts.call_off, said=_("Called off."), to=complaint,
        complaint=complaint, title=_("Call the question off"),
        label=pgettext("question", "Call off"), quote=part.question,
    )  # fmt: skip


@require(Can.ANSWER_PARTS)
def index(request):
    rows = Part.objects.for_user(request.user, request.can)
    tab = DONE if request.GET.get("tab") == DONE else OPEN
    narrowed = rows.owed() if tab == OPEN else rows.settled()
    order = SOONEST if tab == OPEN else LATEST
    page = paging.page(narrowed.for_row(), order, lists.cursor(request.GET))
    query = lists.state(request.GET)
    context = {
        "page": page,
        "at": timezone.now(),
        "tab": tab,
        "tabs": [(_("To answer"), "?tab=open", tab == OPEN, None),
                 (_("Settled"), "?tab=done", tab == DONE, None)],
        "text": lists.shown_of(page, narrowed),
    }  # fmt: skip
    context |= lists.beside(page, query)
    return render(request, "complaints/parts/index.html", context)


@require(Can.ANSWER_PARTS)
def detail(request, pk):
    part = _mine(request, pk)
    form = AnswerForm(standing=part.standing)
    context = {"part": part, "form": form, "at": timezone.now(), "files": _files(part)}
    return render(request, "complaints/parts/detail.html", context)


@require_POST
@require(Can.ANSWER_PARTS)
def take(request, pk):
    part, form = _mine(request, pk), TakeForm(request.POST)
    standing = form.cleaned_data["standing"] if form.is_valid() else ""
    try:
        parts.take(part, actor=request.user, standing=standing, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("You have taken it. Whoever asked can see that."))
    return redirect(part)


@require_POST
@require(Can.ANSWER_PARTS)
def answer(request, pk):
    part = _mine(request, pk)
    form = AnswerForm(request.POST, files=request.FILES)
    return desk.ask(
        request, part, form, parts.answer, said=_("Answered. Whoever asked is told."),
        page="complaints/parts/detail.html", part=part, files=_files(part),
        files_lost=bool(request.FILES),
    )  # fmt: skip


@require_safe
@require(Can.ANSWER_PARTS)
def download(request, pk, file_pk):
    """Send a file of an answer to those of the department; recorded each time."""
    files = _files(_mine(request, pk)).select_related("complaint")
    return evidence.sealed(request, get_object_or_404(files, pk=file_pk))


def _files(part: Part):
    return ComplaintFile.objects.of_part(part).given_out().in_order()


def _mine(request, pk: int) -> Part:
    rows = Part.objects.for_user(request.user, request.can)
    return get_object_or_404(rows.for_page(), pk=pk)
