"""A complaint on paper: the sheet that is signed, and the record of its stages."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.choices import RevealReason
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints import iso
from complaints.models import Complaint, Line
from complaints.views.records import found
from customers.services import numbers


@require(Can.SEE_COMPLAINTS)
def sheet(request, code):
    return _sheet(request, found(request, code))


@require_POST
@require(Can.REVEAL_NUMBERS)
def full(request, code):
    """Answer with the sheet and the whole number of the customer, and record that."""
    complaint = found(request, code, can=Can.SEE_COMPLAINTS)
    if not _may_reveal(request, complaint):
        messages.error(request, _("You may not see this customer's full number."))
        return redirect("complaints:sheet", code)
    asked = {"field": "phone", "reason": RevealReason.COMPLAINT, "at": timezone.now()}
    try:
        phone = numbers.reveal(complaint.customer, actor=request.user, **asked)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("complaints:sheet", code)
    return _sheet(request, complaint, phone=phone)


@require(Can.SEE_COMPLAINTS)
def audit(request, code):
    """Show every stage of ISO 10002 with its time, its person and its proof."""
    complaint = found(request, code)
    lines = complaint.lines.with_taken_back().for_page()
    context = {
        "complaint": complaint,
        "proofs": iso.proofs(lines, is_closed=complaint.is_closed),
        "clocks": complaint.clocks.in_order(),
        "at": timezone.now(),
    }
    return render(request, "complaints/audit.html", context)


def _sheet(request: HttpRequest, complaint: Complaint, *, phone: str = ""):
    context = {
        "complaint": complaint,
        "told": _told(complaint),
        "offers": complaint.offers.allowed().order_by("pk"),
        "phone": phone,
        "may_reveal": not phone and _may_reveal(request, complaint),
    }
    return render(request, "complaints/sheet.html", context)


def _told(complaint: Complaint) -> list[tuple[Line, str]]:
    """Return the lines by which the customer was told, each with the words he got."""
    words = dict(complaint.tellings.values_list("place", "text"))
    told = complaint.lines.told().for_page()
    return [(line, words.get(line.place) or line.text) for line in told]


def _may_reveal(request: HttpRequest, complaint: Complaint) -> bool:
    user, customer = request.user, complaint.customer
    if user.seen_by or customer is None or not customer.phone:
        return False
    return may_apply(user, Can.REVEAL_NUMBERS, customer)
