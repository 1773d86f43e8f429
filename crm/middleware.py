"""What every request passes: its number, the locked door, no caches."""

import re
import uuid

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from pghistory.middleware import HistoryMiddleware

from accounts.refused import Refused

METHODS = ["GET", "HEAD", "POST"]
DRAFT_ID = re.compile(r"[0-9a-f]{32}")
DRAFT_COOKIE = "weixi_draft_done"
DRAFT_COOKIE_SECONDS = 600
# What follows here opens a page to whoever knows it: never kept, in no log.
SECRET = "/c/"


def request_identity(get_response):
    """Give each request a number and the address it came from, for log and trail."""

    def middleware(request):
        request.request_id = str(uuid.uuid4())
        request.client_ip = _client_ip(request)
        response = get_response(request)
        response["X-Request-ID"] = request.request_id
        return response

    return middleware


def known_methods(get_response):
    """Let only what pages and forms send reach a view: none asks what else it is."""

    def middleware(request):
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        return get_response(request)

    return middleware


class History(HistoryMiddleware):
    """Write down where a change came from, but no address that opens a page itself."""

    def get_context(self, request):
        context = super().get_context(request)
        if request.path.startswith(SECRET):
            context["url"] = SECRET
        return context


history = History


class RefusalsTold:
    """Show what a service refused where the view had no form to show it in.

    Two tabs get there: what the page offered a moment ago is gone.
    """

    sync_capable, async_capable = True, False

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Refused):
            return render(request, "409.html", {"said": exception}, status=409)
        return None


refusals_told = RefusalsTold


class SignedInOnly(LoginRequiredMiddleware):
    """Close every page to strangers; a fragment answers 401 for the dialog."""

    def handle_no_permission(self, request, view_func):
        if request.headers.get("HX-Request"):
            response = HttpResponse(status=401)
            response["HX-Trigger"] = "login-required"
            return response
        return super().handle_no_permission(request, view_func)


signed_in_only = SignedInOnly


def private_pages(get_response):
    """Keep pages of signed-in people out of every cache."""

    def middleware(request):
        response = get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        patch_vary_headers(response, ["HX-Request"])
        return response

    return middleware


def drafts_taken(get_response):
    """Name the draft the server has taken, so that the browser lets it go.

    A form says which draft it sends; a redirect of somebody signed in, that it was
    taken.
    """

    def middleware(request):
        response = get_response(request)
        sent = request.method == "POST" and response.status_code in {302, 303}
        draft = request.POST.get("draft_id", "") if sent else ""
        if DRAFT_ID.fullmatch(draft) and request.user.is_authenticated:
            response.set_cookie(
                DRAFT_COOKIE,
                draft,
                max_age=DRAFT_COOKIE_SECONDS,
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    return middleware


def _client_ip(request) -> str:
    """Return the peer's address, or what the outermost trusted proxy saw."""
    hops = request.headers.get("X-Forwarded-For", "").split(",")
    trusted = settings.TRUSTED_PROXY_COUNT
    if trusted and len(hops) >= trusted:
        return hops[-trusted].strip()
    return request.META["REMOTE_ADDR"] or "127.0.0.1"
