"""What a request brings along: whose eyes, which language, which time zone."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from accounts.models import User
from accounts.permissions import Can

SEE_AS_KEY = "see_as"


def identify(get_response):
    """Tell the user object where the request came from, for the audit trail."""

    def middleware(request):
        if request.user.is_authenticated:
            request.user.request_id = request.request_id
            request.user.ip = request.client_ip
        return get_response(request)

    return middleware


def see_as(get_response):
    """Let an administrator look through another user's eyes, and only look."""

    def middleware(request):
        target_id = _target_id(request)
        if target_id:
            looker = request.user
            target = User.objects.active().filter(pk=target_id).first()
            if target is None or not looker.may(Can.SEE_AS):
                del request.session[SEE_AS_KEY]
            else:
                target.seen_by = looker
                target.request_id, target.ip = looker.request_id, looker.ip
                request.user = target
                if not _harmless(request):
                    raise PermissionDenied("see-as")
        return get_response(request)

    return middleware


def preferences(get_response):
    """Speak the user's language and tell his zone's time; strangers keep theirs."""

    def middleware(request):
        user = request.user
        if not user.is_authenticated:
            return get_response(request)
        reader = user.seen_by or user
        translation.activate(reader.language)
        request.LANGUAGE_CODE = reader.language
        with timezone.override(ZoneInfo(reader.time_zone)):
            return get_response(request)

    return middleware


def _target_id(request) -> int | None:
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return request.session.get(SEE_AS_KEY)


def _harmless(request) -> bool:
    leaving = request.path in {"/see-as/end/", "/logout/", "/language/"}
    return request.method in {"GET", "HEAD", "OPTIONS"} or leaving
