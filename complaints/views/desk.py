"""The desk on which something is done about a complaint: its form, done or asked again.

A step asked by htmx is a fragment for `#complaint-step`; all else is a page of its own.
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
from complaints import transitions
from complaints.choices import Step
from complaints.forms.keyed import KeyedForm, place_of
from complaints.forms.steps import StepForm
from complaints.models import Complaint
from complaints.services import lines, parts

# Who came from the board goes back there: said in the address.
BACK, BOARD = "back", "board"
# After these nobody waits for what departments still owe.
CALLS_OFF = (Step.TELL, Step.RESOLVE, Step.ANSWER, Step.CLOSE, Step.WITHDRAW)


def found(request: HttpRequest, code: str, can: Can | None = None) -> Complaint:
    """Return the complaint of an address whose reader may do what the view is for.

    `can` is what decides whose it is, where another action than the view's does.
    """
    rows = Complaint.objects.for_user(request.user, can or request.can)
    return get_object_or_404(rows.for_step(), code=code)


def take(
    request: HttpRequest, code: str, step: Step, make: type[StepForm], do: Callable,
    said: str | Callable,
) -> HttpResponse:  # fmt: skip
    """Ask what `step` needs, or do it and lead back to the complaint.

    `do` is the service, told what the form `make` says; `said` tells that it is done,
    or is asked what to tell of the line it wrote.
    """
    complaint = found(request, code)
    posted = request.POST if request.method == "POST" else None
    form = make(posted, complaint=complaint, user=request.user, at=timezone.now())
    if not form.is_bound and not transitions.is_open(step, complaint):
        messages.info(request, transitions.shut(step, complaint))
        return _back(request, complaint)
    shown = {"complaint": complaint}
    if not form.is_bound:
        shown |= _news(request, complaint)
    elif form.asks_words:
        form = form.with_words()
    elif _is_done(request, complaint, form, do, said, shown):
        return _back(request, complaint)
    shown |= _asked(request, step, shown["complaint"])
    page = "complaints/_step.html" if request.htmx else "complaints/step.html"
    return _show(request, page, form, shown)


def _asked(request: HttpRequest, step: Step, now: Complaint) -> dict:
    """Return what a step is called, whether it is open, and what goes with it.

    `owed` is how many questions to departments it calls off.
    """
    return {
        "step": step,
        "label": transitions.label(step, now),
        "is_shut": not transitions.is_open(step, now),
        "action": request.get_full_path(),
        "is_of_board": request.GET.get(BACK) == BOARD,
        "owed": now.parts.owed().count() if step in CALLS_OFF else 0,
    }


def ask(
    request: HttpRequest, about, form, do: Callable, *, said: str,
    page: str = "complaints/asked.html", to=None, **shown,
) -> HttpResponse:  # fmt: skip
    """Show `form` on `page`, or do what it says of `about` and go on `to` its page."""
    if _is_done(request, about, form, do, said, shown):
        return redirect(to or about)
    return _show(request, page, form, shown)


def ask_about(
    request: HttpRequest, code: str, make: type[KeyedForm], do: Callable, *,
    can: Can | None = None, **told,
) -> HttpResponse:  # fmt: skip
    """Ask as `ask` does what `make` asks about the complaint of an address."""
    complaint = found(request, code, can)
    form = make(request.POST or None, standing=complaint.standing)
    return ask(request, complaint, form, do, complaint=complaint, **told)


def _is_done(request, about, form, do: Callable, said, shown: dict) -> bool:
    """Do what `form` says, now or before; what stands in the way is `shown` above it.

    Of a stale page what others wrote meanwhile, and what was typed as it was.
    """
    if not form.is_valid():
        return False
    try:
        done = do(about, actor=request.user, at=timezone.now(), **form.said())
    except lines.SentBefore as before:
        messages.info(request, str(before))
        return True
    except lines.Stale as stale:
        shown["complaint"] = stale.complaint
        shown["news"] = stale.complaint.lines.after(form.standing_since())
        form.stand(stale.complaint.standing)
    except Refused as refusal:
        tell(form, refusal)
        if isinstance(refusal, lines.Merged):
            shown["goes_on"] = refusal.complaint
        if isinstance(refusal, parts.Moved):
            form.stand(refusal.part.standing)
    else:
        messages.success(request, said(done) if callable(said) else said)
        return True
    return False


def _news(request: HttpRequest, complaint: Complaint) -> dict:
    """Return `news`, what others wrote since the card was shown that led here."""
    seen = request.GET.get("seen", "")
    if not seen or seen == complaint.standing:
        return {}
    return {"news": complaint.lines.after(place_of(seen))}


def _show(request, page: str, form, shown: dict) -> HttpResponse:
    """Answer 409 where others were first, 422 where something else is wrong."""
    status = 200 if not form.is_bound else 409 if "news" in shown else 422
    context = shown | {"form": form, "at": timezone.now()}
    return render(request, page, context, status=status)


def _back(request: HttpRequest, complaint: Complaint) -> HttpResponse:
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
