"""The desk on which a step of a complaint is taken: its form, done or brought back.

Asked by htmx it is a fragment for `#complaint-step`; without, a page of its own.
"""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.refused import Refused
from complaints import permitted, transitions
from complaints.choices import Step
from complaints.forms.steps import StepForm
from complaints.models import Complaint
from complaints.services.lines import SentBefore, Stale

# Who came from the board goes back there: said in the address.
BACK, BOARD = "back", "board"


def complaint_of(request: HttpRequest, code: str) -> Complaint:
    """Return the complaint, or answer 404 where it is not the reader's to `can`."""
    visible = Complaint.objects.for_user(request.user, request.can)
    return get_object_or_404(visible.for_step(), code=code)


def take(
    request: HttpRequest,
    code: str,
    step: Step,
    make: type[StepForm],
    do: Callable,
    said: str,
) -> HttpResponse:
    """Ask what `step` needs, or do it and lead back to the complaint.

    `do` is the service, told what the form `make` says; `said` tells that it is done.
    """
    complaint = complaint_of(request, code)
    form = _form(request, complaint, make)
    if not form.is_bound:
        return _ask(request, complaint, step, form)
    if not form.is_valid():
        return _show(request, complaint, step, form, status=422)
    try:
        do(complaint, actor=request.user, at=timezone.now(), **form.said())
    except Stale as stale:
        return _ask_again(request, stale.complaint, step, form)
    except SentBefore as before:
        messages.info(request, str(before))
    except Refused as refusal:
        tell(form, refusal)
        return _show(request, complaint, step, form, status=422)
    else:
        messages.success(request, said)
    return back(request, complaint)


def back(request: HttpRequest, complaint: Complaint) -> HttpResponse:
    """Lead on to where the step was asked for: the board, otherwise the complaint.

    To the list where the reader sees it no longer.
    """
    seen = Complaint.objects.for_user(request.user, Can.SEE_COMPLAINTS)
    is_seen = seen.filter(pk=complaint.pk).exists()
    if request.GET.get(BACK) == BOARD:
        answer = redirect(f"{reverse('complaints:board')}#{complaint.code}")
    else:
        answer = redirect(complaint if is_seen else "complaints:index")
    return HttpResponseClientRedirect(answer.url) if request.htmx else answer


def _form(request: HttpRequest, complaint: Complaint, make, data=None) -> StepForm:
    given = data if data is not None else request.POST
    asked = given if request.method == "POST" else None
    return make(asked, complaint=complaint, user=request.user, at=timezone.now())


def _ask(request, complaint: Complaint, step: Step, form: StepForm) -> HttpResponse:
    if not transitions.is_open(step, complaint):
        messages.info(request, transitions.shut(step, complaint))
        return back(request, complaint)
    return _show(request, complaint, step, form, news=_news(request, complaint))


def _news(request: HttpRequest, complaint: Complaint):
    """Return what others wrote since the card was shown that led here."""
    seen = request.GET.get("seen", "")
    if not seen or seen == complaint.standing:
        return ()
    return _since(complaint, seen)


def _since(complaint: Complaint, standing: str):
    """Return what was written since it stood so."""
    place = standing.partition(":")[2]
    return complaint.lines.after(int(place) if place.isdecimal() else 0)


def _ask_again(request, now: Complaint, step: Step, typed: StepForm) -> HttpResponse:
    """Show what others wrote meanwhile above what was typed, ready to be sent again."""
    news = _since(now, typed.cleaned_data["standing"])
    data = request.POST.copy()
    data["standing"] = now.standing
    form = _form(request, now, type(typed), data)
    form.is_valid()
    return _show(request, now, step, form, status=409, news=news)


def _show(
    request, complaint: Complaint, step: Step, form: StepForm, *, status=200, news=()
) -> HttpResponse:
    context = {
        "complaint": complaint,
        "step": step,
        "label": transitions.label(step, complaint),
        "form": form,
        "news": news,
        "is_shut": not transitions.is_open(step, complaint),
        "wording": permitted.WORDS,
        "action": request.get_full_path(),
        "is_of_board": request.GET.get(BACK) == BOARD,
    }
    page = "complaints/_step.html" if request.htmx else "complaints/step.html"
    return render(request, page, context, status=status)
