"""Giving a complaint to a colleague."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.forms.refusals import tell
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.refused import Refused
from complaints.forms.assigning import AssignForm
from complaints.services import assigning
from complaints.services.lines import Stale
from complaints.views.records import found


@require(Can.ASSIGN_COMPLAINTS)
def assign(request, code):
    complaint = found(request, code)
    data = request.POST if request.method == "POST" else None
    form = AssignForm(data, complaint=complaint, user=request.user)
    if form.is_valid():
        asked = {"actor": request.user, "at": timezone.now()}
        try:
            assigning.assign(complaint, **asked, **form.cleaned_data)
        except Refused as refusal:
            if isinstance(refusal, Stale):
                form.show_again(refusal.complaint)
            tell(form, refusal)
        else:
            messages.success(request, _("Complaint assigned."))
            return redirect(complaint)
    status = 422 if form.errors else 200
    context = {"complaint": complaint, "form": form}
    return render(request, "complaints/assign.html", context, status=status)
