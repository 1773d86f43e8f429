"""One's own settings: how pages look, password, what one's roles may do, keys."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from accounts import services, sight
from accounts.choices import Language
from accounts.forms.profile import PasswordForm, ProfileForm
from accounts.models import SignInAttempt
from accounts.permissions.actions import Can
from accounts.permissions.doors import of_everybody, require
from accounts.refused import Refused
from accounts.views.sign_in import wanted


@require(Can.USE_PRODUCT)
def me(request):
    user = request.user
    form = ProfileForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        services.profile.change(user, at=timezone.now(), **form.cleaned_data)
        with translation.override(form.cleaned_data["language"]):
            messages.success(request, _("Your settings are saved."))
        return _by_profile(request, redirect("me"))
    context = {
        "form": form,
        "is_lent": user.language != request.LANGUAGE_CODE,
        "roles": user.roles.order_by("pk"),
        "topics": sight.topics(user),
        "sign_ins": SignInAttempt.objects.recent_of(user),
    }
    return render(request, "accounts/me.html", context)


@of_everybody
@sensitive_post_parameters()
def password(request):
    is_first = request.user.must_change_password
    form = PasswordForm(
        request.POST if request.method == "POST" else None, user=request.user
    )
    if form.is_valid():
        try:
            services.profile.change_password(
                request.user,
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                ip=request.client_ip,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field or "old", str(refusal))
        else:
            update_session_auth_hash(request, request.user)
            messages.success(
                request, _("Your password is changed. Other sessions have ended.")
            )
            return redirect("today" if is_first else "me")
    return render(request, "accounts/password.html", {"form": form})


@require(Can.USE_PRODUCT)
def shortcuts(request):
    return render(request, "accounts/shortcuts.html")


@login_not_required
@require_POST
def language(request):
    """Switch the language and stay on the page.

    The profile remembers what a user chooses, this browser what a stranger does.
    """
    chosen = request.POST.get("language")
    response = redirect(wanted(request))
    if chosen not in Language.values:
        return response
    user = request.user
    if user.is_authenticated:
        reader = user.seen_by or user
        services.profile.change(reader, at=timezone.now(), language=chosen)
        return _by_profile(request, response)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _by_profile(request, response: HttpResponse) -> HttpResponse:
    """Let the profile rule in this browser again."""
    request.session.pop(services.sign_in.SPOKEN, None)
    response.delete_cookie(settings.LANGUAGE_COOKIE_NAME, samesite="Lax")
    return response
