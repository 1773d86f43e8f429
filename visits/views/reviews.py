"""Reading visits one after the other, with a grade and a remark for each."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.permissions import Can, require
from accounts.refused import Refused
from visits.forms.reviews import ReviewForm
from visits.models import Visit
from visits.services import reviews


@require(Can.REVIEW_VISITS)
def review(request, pk):
    visible = Visit.objects.for_user(request.user, request.can).logged()
    visit = get_object_or_404(visible.for_detail(), pk=pk)
    waiting = visible.unreviewed().of_others(request.user)
    newer, older = waiting.beside(visit)
    form = ReviewForm(request.POST or None, initial=_written(visit))
    if form.is_valid():
        try:
            reviews.review(
                visit, actor=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _next(request, older or newer)
    context = {"visit": visit, "form": form, "newer": newer, "older": older}
    context["is_own"] = visit.owner_id == request.user.pk
    status = 422 if form.is_bound else 200
    return render(request, "visits/review.html", context, status=status)


def _written(visit: Visit) -> dict:
    if not visit.is_reviewed:
        return {}
    return {"grade": visit.review.grade, "remark": visit.review.remark}


def _next(request, visit: Visit | None):
    """Go on with the next one waiting, or back to the list when none is."""
    messages.success(request, _("Review saved."))
    if "stay" not in request.POST and visit:
        return redirect("visits:review", visit.pk)
    return redirect(f"{reverse('visits:index')}?review=waiting")
