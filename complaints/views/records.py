"""A complaint as it stands: its page."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from complaints.models import Complaint


@require(Can.SEE_COMPLAINTS)
def detail(request, code):
    visible = Complaint.objects.for_user(request.user, request.can)
    complaint = get_object_or_404(visible.for_row(), code=code)
    context = {
        "complaint": complaint,
        "lines": complaint.lines.for_page(),
        "clocks": complaint.clocks.in_order(),
        "at": timezone.now(),
    }
    return render(request, "complaints/detail.html", context)
