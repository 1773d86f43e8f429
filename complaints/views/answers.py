"""Approved answers: a page to read and copy them, one to propose and approve them."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.answers import AnswerForm
from complaints.models import Answer
from complaints.services import approving
from complaints.services.approving import seen_of


@require(Can.SEE_COMPLAINTS)
def library(request):
    words = request.GET.get("q", "")[:100].replace("\x00", "")
    found = Answer.objects.approved().about(words).for_list()
    context = {"answers": found, "q": words}
    return render(request, "complaints/answers.html", context)


@require(Can.MANAGE_COMPLAINTS)
def index(request):
    words = request.GET.get("q", "")[:100].replace("\x00", "")
    rows = Answer.objects.standing().about(words).for_list()
    codes: dict[str, dict] = {}
    for answer in rows:
        one = codes.setdefault(answer.code, {"code": answer.code, "use": answer})
        if answer.is_draft:
            is_mine = answer.author_id == request.user.pk
            one |= {"draft": answer, "seen": seen_of(answer), "is_mine": is_mine}
        else:
            one["standing"] = answer
    context = {"codes": list(codes.values()), "q": words}
    return render(request, "complaints/answer_settings.html", context)


@require(Can.MANAGE_COMPLAINTS)
def create(request):
    return _edit(request, None, None)


@require(Can.MANAGE_COMPLAINTS)
def edit(request, code):
    rows = Answer.objects.of(code)
    draft = rows.drafts().first()
    begins = draft or rows.for_list().first()
    if begins is None:
        raise Http404
    return _edit(request, begins, draft)


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def approve(request, code):
    by = {"actor": request.user, "at": timezone.now()}
    try:
        answer = approving.approve(code, seen=request.POST.get("seen", ""), **by)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        told = _("“%(title)s” may be used from now on.")
        messages.success(request, told % {"title": answer})
    return redirect("complaints:answer_settings")


@require_POST
@require(Can.MANAGE_COMPLAINTS)
def retire(request, code):
    try:
        approving.retire(code, actor=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is not used any more."))
    return redirect("complaints:answer_settings")


def _edit(request, begins: Answer | None, draft: Answer | None):
    data = [request.POST] if request.method == "POST" else []
    form = AnswerForm(*data, begins=begins, draft=draft)
    if form.is_valid():
        code = begins.code if begins else form.cleaned_data["code"]
        by = {"actor": request.user, "at": timezone.now()}
        seen = form.cleaned_data["seen"]
        try:
            approving.propose(code, said=form.said(), seen=seen, **by)
        except Refused as refusal:
            tell(form, refusal)
        else:
            messages.success(request, _("Draft saved. Somebody else approves it."))
            return redirect("complaints:answer_settings")
    context = {"form": form, "begins": begins, "draft": draft}
    status = 422 if form.is_bound else 200
    return render(request, "complaints/answer.html", context, status=status)
