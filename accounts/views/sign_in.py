"""Coming in and going."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import services
from accounts.forms.profile import SignInForm
from accounts.models import User
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request):
    """Answer alike to unknown, inactive and mistyped; nothing is kept of strangers."""
    if request.method == "GET" and request.user.is_authenticated:
        return redirect(wanted(request))
    form = SignInForm(request.POST if request.method == "POST" else None)
    refusal = None
    if form.is_valid():
        try:
            user = services.sign_in.enter(
                **form.cleaned_data, ip=request.client_ip, at=timezone.now()
            )
        except Refused as error:
            refusal = error
            form.add_error(None, str(error))
        else:
            _begin(request, user)
            return _welcome(request)
    return _ask(request, form, refusal)


@login_not_required
@require_POST
def sign_out(request):
    """End the session, and looking as somebody else with it."""
    user = request.user
    if user.is_authenticated:
        at = timezone.now()
        looker = user.seen_by or user
        if user.seen_by:
            services.see_as.end(user, actor=looker, at=at)
        services.sign_in.leave(looker, at=at)
    logout(request)
    return redirect("login")


@require_POST
@require(Can.USE_PRODUCT)
def stay(request):
    """Let the session last anew from now on; what is open on the page stays."""
    _last(request)
    return HttpResponse(status=204)


def wanted(request) -> str:
    """Return where the reader wanted to go, if that is a page of this house."""
    url = request.POST.get("next", request.GET.get("next", ""))
    return url if is_ours(url) else resolve_url("today")


def is_ours(url: str) -> bool:
    """Say whether `url` is an address without a host: never another house's page."""
    return url.startswith("/") and url_has_allowed_host_and_scheme(url, None)


def _last(request) -> None:
    """Fix when the session ends, so that every page can say how long it still lasts."""
    span = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    request.session.set_expiry(timezone.now() + span)


def _begin(request, user) -> None:
    """Open the session; a first one speaks on as the sign-in page did.

    Not where somebody chose a language for the user. Nothing is stored: the browser
    may be another's.
    """
    chosen = User._meta.get_field("language").default != user.language
    is_first = user.last_login is None
    login(request, user)
    if is_first and not chosen:
        request.session[services.sign_in.SPOKEN] = request.LANGUAGE_CODE
    _last(request)


def _welcome(request) -> HttpResponse:
    if request.htmx:
        response = HttpResponse(status=204)
        response["HX-Trigger"] = "signed-in"
        return response
    return redirect(wanted(request))


def _ask(request, form, refusal) -> HttpResponse:
    retry_at = getattr(refusal, "retry_at", None)
    minutes = _minutes_until(retry_at)
    context = {"form": form, "next": wanted(request), "minutes": minutes}
    template = "accounts/login.html"
    if request.htmx:
        template += "#fields"
    response = render(request, template, context)
    if retry_at:
        response.status_code = 429
        response["Retry-After"] = str(minutes * 60)
    elif request.htmx and form.is_bound:
        response.status_code = 422
    return response


def _minutes_until(moment) -> int:
    """Return whole minutes, rounded up, so that nobody comes back too early."""
    if moment is None:
        return 0
    return max(1, -int((timezone.now() - moment).total_seconds() // 60))
