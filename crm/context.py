"""What every page knows: what its reader may do, and how he likes pages to look."""

from functools import partial

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from accounts.models import Notice
from accounts.permissions.actions import Can
from crm.navigation import Navigation


class Abilities:
    """`can.see_customers` in a template; a word that is no action raises."""

    def __init__(self, user):
        self.user = user

    def __getitem__(self, name: str) -> bool:
        try:
            can = Can[name.upper()]
        except KeyError:
            raise LookupError(
                f"{name} is no action of accounts.permissions.actions.Can"
            ) from None
        return self.user.is_authenticated and self.user.may(can)


def page(request) -> dict:
    """Return `can`, `reader` (whose taste rules), `see_as`, `unread` for templates."""
    user = request.user
    reader = getattr(user, "seen_by", None) or user
    return {
        "can": Abilities(user),
        "reader": reader,
        "see_as": user if reader is not user else None,
        "theme": getattr(reader, "theme", "system"),
        "density": getattr(reader, "density", "comfortable"),
        "navigation": _navigation(request) if user.is_authenticated else None,
        "unread": SimpleLazyObject(partial(_unread, user)),
        "sidebar": request.COOKIES.get("weixi_sidebar", ""),
        "csrf_cookie": settings.CSRF_COOKIE_NAME,
        "session_seconds": settings.SESSION_COOKIE_AGE,
        "session_left": _seconds_left(request) if user.is_authenticated else 0,
    }


def _navigation(request) -> Navigation:
    folds = request.COOKIES.get("weixi_groups", "")
    return Navigation(request.user, request.path, folds)


def _unread(user) -> int:
    """Return how many notices are new, up to a hundred; a query where it is told."""
    if not user.is_authenticated:
        return 0
    return Notice.objects.for_user(user).unread()[:100].count()


def _seconds_left(request) -> int:
    """Return how long the session still lasts; no query, it was read with the user."""
    session = getattr(request, "session", None)
    return session.get_expiry_age() if session is not None else 0
