"""The page a customer opens by his link: how his complaint stands.

What opens it is the secret in its address and no cookie: there is no session another
page could ride on, and a browser that sends no referrer names no origin either. So the
forms carry no token of the session.
"""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from accounts.choices import Language
from accounts.forms.refusals import tell
from accounts.refused import Refused
from complaints import standing
from complaints.choices import Deed
from complaints.forms.status import MessageForm
from complaints.models import StatusLink
from complaints.services import inbound, links

# What the page says after a form was sent, by the word in its address.
DONE = ("written", "content", "not_content", "taken_up")


def opened_by_link(view):
    """Find the link of an address; wrong, expired and revoked are answered alike."""

    @wraps(view)
    def opened(request, token):
        with translation.override(_language(request)):
            try:
                ip, at = request.client_ip, timezone.now()
                link = links.find(token, ip=ip, at=at)
            except links.Throttled as refusal:
                return _sealed(_busy(request, refusal))
            if link is None:
                gone = render(request, "complaints/status_gone.html", status=404)
                return _sealed(gone)
            return _sealed(view(request, token, link))

    return login_not_required(csrf_exempt(never_cache(opened)))


@opened_by_link
@require_GET
def status(request, token, link):
    links.opened(link, at=timezone.now())
    return _page(request, token, link, MessageForm())


@opened_by_link
@require_POST
def write(request, token, link):
    form = MessageForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        key, at = said["submission_key"], timezone.now()
        try:
            inbound.add(link.complaint, text=said["text"], key=key, at=at,
                        shown_to=link.created_by)  # fmt: skip
        except Refused as refusal:
            tell(form, refusal)
        else:
            return _back(token, "written")
    return _page(request, token, link, form, status=422)


@opened_by_link
@require_POST
def judge(request, token, link):
    is_content = request.POST.get("content") == "yes"
    try:
        at, shown_to = timezone.now(), link.created_by
        line = inbound.judge(
            link.complaint, is_content=is_content, at=at, shown_to=shown_to
        )
    except Refused as refusal:
        form = MessageForm()
        return _page(request, token, link, form, status=409, refused=str(refusal))
    if is_content:
        return _back(token, "content")
    return _back(token, "taken_up" if line.deed == Deed.ESCALATED else "not_content")


def _page(request, token, link: StatusLink, form, *, status=200, refused=""):
    complaint = link.complaint
    done = request.GET.get("done", "")
    other = next(each for each in Language if each != translation.get_language())
    context = {
        "token": token,
        "form": form,
        "standing": standing.of(complaint, timezone.now()),
        "may_judge": not link.created_by and inbound.asked_of(complaint) is not None,
        "done": done if done in DONE else "",
        "refused": refused,
        "lang": translation.get_language(),
        "other": other,
    }
    return render(request, "complaints/status.html", context, status=status)


def _language(request) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in Language.values else translation.get_language()


def _back(token: str, done: str):
    address = reverse("complaints:status", args=[token])
    return redirect(f"{address}?lang={translation.get_language()}&done={done}")


def _busy(request, refusal: links.Throttled) -> HttpResponse:
    left = refusal.retry_at - timezone.now()
    response = render(request, "complaints/status_busy.html", status=429)
    response["Retry-After"] = str(max(1, int(left.total_seconds())))
    return response


def _sealed(response: HttpResponse) -> HttpResponse:
    """Let no other page and no search engine learn of the address."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
