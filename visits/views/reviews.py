"""Reading visits one after the other, with a grade and a remark for each.

The address carries the state of the list they are read from, and leads back to it.
"""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import lists
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from accounts.refused import Refused
from visits.filters import Review, VisitFilter
from visits.forms.mentions import tell
from visits.forms.plans import AddendumForm
from visits.forms.reviews import ReviewForm
from visits.models import Visit
from visits.querysets import MOST_COUNTED
from visits.services import reviews


@require(Can.REVIEW_VISITS)
def review(request, pk):
    visible = Visit.objects.for_user(request.user, request.can).logged()
    visit = get_object_or_404(visible.for_detail(), pk=pk)
    query = _query(request)
    waiting = VisitFilter(query, visible, user=request.user).qs
    newer, older = waiting.beside(visit)
    form = ReviewForm(request.POST or None, initial=_written(visit))
    if form.is_valid():
        by = {"actor": request.user, "at": timezone.now()}
        try:
            reviews.review(visit, **by, **form.cleaned_data)
        except Refused as refusal:
            tell(form, refusal)
            # Somebody else may have been first: his review is what is shown.
            visit = visible.for_detail().get(pk=pk)
        else:
            return _next(request, older or newer, query)
    context = {"visit": visit, "form": form, "newer": newer, "older": older}
    context |= {"query": query.urlencode(), "place": _place(visit, waiting)}
    context |= _standing(request, visit, form)
    status = 422 if form.is_bound else 200
    return render(request, "visits/review.html", context, status=status)


def _query(request) -> QueryDict:
    """Return the state of the list one came from: visits that wait for a review."""
    query = lists.state(request.GET)
    query["review"] = Review.WAITING
    return query


def _written(visit: Visit) -> dict:
    if not visit.is_reviewed:
        return {}
    return {"grade": visit.review.grade, "remark": visit.review.remark}


def _place(visit: Visit, waiting) -> str:
    """Return where `visit` stands among those waiting, as "3 / 18"."""
    if visit.is_reviewed:
        return ""
    before, count = waiting.place_of(visit)
    if before >= MOST_COUNTED or before >= count:
        return ""
    return f"{before + 1} / {'99+' if count >= MOST_COUNTED else count}"


def _standing(request, visit: Visit, form) -> dict:
    """Return whose visit and whose review it is, and where words can still go."""
    user = request.user
    is_others = visit.is_reviewed and visit.review.reviewer_id != user.pk
    lost = form["remark"].value() if is_others and form.is_bound else ""
    may_add = bool(lost) and may_apply(user, Can.LOG_VISITS, visit)
    return {
        "is_own": visit.owner_id == user.pk,
        "is_reviewed_by_other": is_others,
        "lost": lost,
        "addendum_form": AddendumForm(initial={"text": lost}) if may_add else None,
    }


def _next(request, visit: Visit | None, query: QueryDict):
    """Go on with the next one waiting, or back to the list when none is."""
    messages.success(request, _("Review saved."))
    if "stay" not in request.POST and visit:
        url = reverse("visits:review", args=[visit.pk])
    else:
        url = reverse("visits:index")
    return redirect(f"{url}?{query.urlencode()}")
