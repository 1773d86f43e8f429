"""Where the answer to a complaint is sent, in full."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.services import numbers
from complaints.views.records import found

LINKS = {"reply_phone": "tel:", "reply_email": "mailto:"}


@require_POST
@require(Can.HANDLE_COMPLAINTS)
def number(request, code):
    complaint, field = found(request, code), request.POST.get("field", "")
    asked = {"actor": request.user, "field": field, "at": timezone.now()}
    try:
        full = numbers.reveal(complaint, **asked)
    except Refused as refusal:
        raise Http404 from refusal
    told = {"complaint": complaint, "full": full, "link": LINKS[field] + full}
    page = "complaints/_number.html" if request.htmx else "complaints/number.html"
    return render(request, page, told)
