"""What a request brings along: through whose eyes it looks, its language and zone."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone, translation

from accounts import services
from accounts.choices import Language
from accounts.models import User
from accounts.permissions.actions import Can

READING = frozenset({"GET", "HEAD"})
# What remains open to a looker, and to somebody whose password was chosen by another.
LEAVING = frozenset({"/see-as/end/", "/logout/", "/language/", "/stay/"})
SETTLING = LEAVING | {"/me/password/"}


def identify(get_response):
    """Tell the user object where the request came from, for the trail."""

    def middleware(request):
        if request.user.is_authenticated:
            request.user.request_id = request.request_id
            request.user.ip = request.client_ip
        return get_response(request)

    return middleware


def see_as(get_response):
    """Let an administrator look through another user's eyes, and only look."""

    def middleware(request):
        target = _target(request)
        if target is None:
            return get_response(request)
        request.user = target
        if request.method not in READING:
            if request.path not in LEAVING:
                raise PermissionDenied("see-as")
            return get_response(request)
        response = get_response(request)
        if response.status_code < 400 or response.status_code == 409:
            _record_page(request, target)
        return response

    return middleware


def own_password(get_response):
    """Open nothing before a password that somebody else chose is replaced."""

    def middleware(request):
        user = request.user
        held = user.is_authenticated and user.must_change_password
        if not held or user.seen_by or request.path in SETTLING:
            return get_response(request)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": "/me/password/"})
        return redirect("my_password")

    return middleware


def preferences(get_response):
    """Speak the user's language, tell the time of his zone; strangers keep theirs.

    What was chosen in this browser before signing in goes before what a first session
    began with, and that before the profile.
    """

    def middleware(request):
        user = request.user
        if not user.is_authenticated:
            return get_response(request)
        reader = user.seen_by or user
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if chosen not in Language.values:
            chosen = request.session.get(services.sign_in.SPOKEN)
        spoken = chosen or reader.language
        translation.activate(spoken)
        request.LANGUAGE_CODE = spoken
        with timezone.override(ZoneInfo(reader.time_zone)):
            return get_response(request)

    return middleware


def _target(request) -> User | None:
    """Return whom the request looks as; what no longer holds is ended and recorded."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    target_id = request.session.get(services.see_as.KEY)
    looker = request.user
    if not target_id or not looker.is_authenticated:
        return None
    target = User.objects.get(pk=target_id)
    if not (target.is_active and looker.may(Can.SEE_AS) and _is_fresh(request)):
        del request.session[services.see_as.KEY]
        services.see_as.end(target, actor=looker, at=timezone.now())
        return None
    target.seen_by = looker
    target.request_id, target.ip = looker.request_id, looker.ip
    return target


def _is_fresh(request) -> bool:
    since = request.session.get(services.see_as.SINCE)
    if since is None:
        return False
    started = datetime.datetime.fromisoformat(since)
    return timezone.now() - started < services.see_as.LONGEST


def _record_page(request, target: User) -> None:
    """Write down which page the looker opened, and whose customer it was about."""
    match = request.resolver_match
    if match is None:
        return
    ids = {key: value for key, value in match.kwargs.items() if isinstance(value, int)}
    if match.route.startswith("customers/<int:pk>"):
        ids["customer_pk"] = ids.pop("pk")
    services.see_as.opened(
        target, page=match.view_name or match.route, ids=ids, at=timezone.now()
    )
