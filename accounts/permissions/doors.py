"""What stands at the door of a page: who may come in."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied

from accounts.permissions.actions import LOOKING, Can


def require(can: Can) -> Callable:
    """Refuse with 403 when no role has the grant; leave `can` on the request.

    Refuse too what is no mere looking, while one looks through another's eyes.
    """

    def decorate(view: Callable) -> Callable:
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.may(can):
                raise PermissionDenied
            if request.user.seen_by and can not in LOOKING:
                raise PermissionDenied("see-as-form")
            request.can = can
            return view(request, *args, **kwargs)

        guarded.can = can
        return guarded

    return decorate


def of_everybody(view: Callable) -> Callable:
    """Open a page to everybody who is signed in, whatever his roles grant."""
    view.can = None
    return view
