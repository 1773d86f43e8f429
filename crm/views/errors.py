"""What one sees when something is wrong: who can help, and where to go on."""

import json
import sys

from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from customers.models import Customer, Removal
from customers.views.door import Away

MOST_NAMES = 3


def bad_request(request, exception=None):
    """Answer what cannot be read. The request is left alone: reading it fails again."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request, exception=None):
    may_grant = request.user.is_authenticated and request.user.may(Can.MANAGE_ROLES)
    grantors = User.objects.able_to(Can.MANAGE_ROLES).exclude(pk=request.user.pk)
    context = {
        "is_looking": str(exception) == "see-as",
        "is_form": str(exception) == "see-as-form",
        "may_grant": may_grant,
        "grantors": [user.name for user in grantors.for_picker()[:MOST_NAMES]],
    }
    return render(request, "403.html", context, status=403)


def not_found(request, exception=None):
    """Answer 404; of a customer who left, where he is now to whoever may know."""
    if isinstance(exception, Away) and request.method == "GET":
        return _where_now(request, exception.customer)
    return render(request, "404.html", status=404)


def _where_now(request, gone: Customer):
    """Lead on from a merged customer, offer to restore a removed one, or be silent."""
    if gone.merged_into_id:
        seen = Customer.objects.for_user(request.user, Can.SEE_CUSTOMERS)
        if winner := seen.filter(pk=gone.merged_into_id).first():
            told = _("%(code)s was merged into this customer.") % {"code": gone.code}
            messages.info(request, told)
            return redirect(winner)
    elif request.user.may(Can.REMOVE_CUSTOMERS) and not request.user.seen_by:
        mine = Removal.objects.for_user(request.user, Can.REMOVE_CUSTOMERS)
        if stay := mine.open().for_list().filter(customer=gone).first():
            return render(request, "doubles/removed.html", {"stay": stay}, status=404)
    return render(request, "404.html", status=404)


def server_error(request):
    """Answer 503 and when to come back while the database restarts, otherwise 500.

    The pages are rendered without the request: they need no reader and no rows.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": "5"})
    number = {"request_id": getattr(request, "request_id", "")}
    return HttpResponse(render_to_string("500.html", number), status=500)


def expired_form(request, reason=""):
    """Tell that the page was open too long; what was typed is kept as a draft.

    A fragment is told who is signed in by now: only the same person may send again.
    """
    if request.headers.get("HX-Request"):
        if not request.user.is_authenticated:
            return HttpResponse(status=401, headers={"HX-Trigger": "login-required"})
        told = json.dumps({"form-expired": {"user": request.user.pk}})
        return HttpResponse(status=403, headers={"HX-Trigger": told})
    return render(request, "csrf.html", status=403)
