"""A visit as it stands: its page, its photos, adding to it, calling it off."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import AuditEntry
from accounts.permissions.actions import Can
from accounts.permissions.doors import require
from accounts.querysets import may_apply
from visits.choices import Grade
from visits.forms.plans import AddendumForm, CancelForm, RescheduleForm, proposed
from visits.models import Visit
from visits.services import amendments, plans
from visits.views import screen

REGRADED = "visit.review_changed"


@require(Can.SEE_VISITS)
def detail(request, pk):
    visible = Visit.objects.for_user(request.user, request.can)
    visit = get_object_or_404(visible.for_detail(), pk=pk)
    at = timezone.now()
    is_amendable = visit.is_amendable_by(request.user, at) and not visit.is_reviewed
    context = {
        "visit": visit,
        "may_log": may_apply(request.user, Can.LOG_VISITS, visit),
        "may_review": _may_review(request, visit),
        "may_take_up": _may_take_up(request, visit),
        "may_register": _may_register(request, visit),
        "has_said": any(item.is_complaint for item in visit.feedback.all()),
        "former_grades": _former_grades(visit),
        "is_amendable": is_amendable,
        "is_locked": visit.is_reviewed or visit.is_past_amending(at),
        "is_undoable": is_amendable and visit.is_undoable_by(request.user, at),
        "is_overdue": visit.is_planned and visit.planned_at < at,
        "addendum_form": AddendumForm(),
        "cancel_form": CancelForm(),
        "reschedule_form": RescheduleForm(initial=proposed(visit, at)),
    }
    return render(request, "visits/detail.html", context)


@require_POST
@require(Can.LOG_VISITS)
def addendum(request, pk):
    visit, form = _loggable(request, pk), AddendumForm(request.POST)
    shown = {"said": _("Addendum saved."), "asked": "visits/_addendum.html"}
    return screen.act(request, visit, form, amendments.add, **shown)


@require_POST
@require(Can.LOG_VISITS)
def cancel(request, pk):
    visit, form = _loggable(request, pk), CancelForm(request.POST)
    shown = {"said": _("Visit called off."), "asked": "visits/_cancel.html"}
    return screen.act(request, visit, form, plans.cancel, **shown)


@require(Can.SEE_VISITS)
def photo(request, pk, photo_pk):
    """Send a picture to those who see its visit; a browser may only draw it."""
    visible = Visit.objects.for_user(request.user, request.can)
    visit = get_object_or_404(visible, pk=pk)
    kept = get_object_or_404(visit.photos, pk=photo_pk)
    if request.user.seen_by or not default_storage.exists(kept.stored_as):
        raise Http404
    with default_storage.open(kept.stored_as) as file:
        response = HttpResponse(file.read(), content_type="image/jpeg")
    response["Content-Disposition"] = f'inline; filename="{kept.pk}.jpg"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _loggable(request, pk: int) -> Visit:
    rows = Visit.objects.for_user(request.user, request.can)
    return get_object_or_404(rows.select_related("customer", "owner"), pk=pk)


def _former_grades(visit: Visit) -> list[tuple]:
    """Return (grade before, who changed it, when), newest first; one query."""
    if not visit.is_reviewed:
        return []
    trail = AuditEntry.objects.for_timeline([visit.customer_id], [REGRADED])
    return [
        (Grade(entry.changes["grade"][0]), entry.actor, entry.at)
        for entry in trail.filter(object_id=visit.pk, changes__has_key="grade")
    ]


def _may_take_up(request, visit: Visit) -> bool:
    """Say whether he may open an opportunity of what was said there."""
    user = request.user
    return not user.seen_by and may_apply(user, Can.EDIT_CUSTOMERS, visit.customer)


def _may_register(request, visit: Visit) -> bool:
    user = request.user
    return not user.seen_by and may_apply(user, Can.REGISTER_COMPLAINTS, visit.customer)


def _may_review(request, visit: Visit) -> bool:
    is_others = visit.is_logged and visit.owner_id != request.user.pk
    return is_others and may_apply(request.user, Can.REVIEW_VISITS, visit)
