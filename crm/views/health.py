"""Whether the process lives, and whether it can serve: for whoever watches it."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpResponse


@login_not_required
def live(request):
    """Answer without touching anything: the process runs."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
def ready(request):
    """Answer 200 once the database answers, 503 before."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database away", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
