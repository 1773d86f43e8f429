"""What one sees when something is wrong: who can help, and where to go on."""

import sys

from django.db import InterfaceError, OperationalError
from django.shortcuts import render


def forbidden(request, exception=None):
    looking = str(exception) == "see-as"
    return render(request, "403.html", {"is_looking": looking}, status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer 503 and when to come back while the database restarts, otherwise 500."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = render(request, "503.html", status=503)
        response["Retry-After"] = "5"
        return response
    return render(request, "500.html", status=500)


def expired_form(request, reason=""):
    """Tell that the page was open too long; what was typed is kept as a draft."""
    return render(request, "csrf.html", status=403)
