"""A supervisor's word on a visit of someone else."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.services import notices
from visits.choices import Grade
from visits.models import Review, Visit
from visits.services import mentions
from visits.services.plans import locked


@transaction.atomic
def review(
    visit: Visit,
    *,
    actor: User,
    grade: str,
    remark: str = "",
    at: datetime,
    unheard: Collection[int] = (),
) -> Review:
    """Grade a logged visit, or change one's own grade of it.

    One visit has one review; only who wrote it changes it, nobody grades his own visit.
    Raises `mentions.Unheard` where the remark names someone who does not see it.
    """
    visit = locked(visit)
    if not visit.is_logged:
        raise Refused(_("Only a logged visit can be reviewed."))
    if visit.owner_id == actor.pk:
        raise Refused(_("You cannot review your own visit. Ask someone else to."))
    if grade not in Grade.values:
        raise Refused(_("Choose a grade."), "grade")
    new = {"grade": grade, "remark": remark.strip()[:1000]}
    named = mentions.read(visit, new["remark"], unheard=unheard)
    written, is_new = Review.objects.get_or_create(
        visit=visit, defaults=new | {"reviewer": actor, "reviewed_at": at}
    )
    if written.reviewer_id != actor.pk:
        message = _("%(name)s has reviewed this visit already.")
        raise Refused(message % {"name": written.reviewer})
    changes = {name: [None, value] for name, value in new.items() if value}
    if not is_new:
        changes = audit.difference(written, new)
        Review.objects.filter(pk=written.pk).update(**new, reviewed_at=at)
        written.refresh_from_db()
    if changes:
        action = "visit.reviewed" if is_new else "visit.review_changed"
        audit.record(
            actor, action, visit, at=at, changes=changes, customer_id=visit.customer_id
        )
        under = {"actor": actor, "at": at, "review": written}
        told = mentions.keep(visit, written.remark, named, **under)
        if visit.owner not in told:
            _tell_maker(visit, written, changes, at)
    return written


def _tell_maker(visit: Visit, review: Review, changes: dict, at: datetime) -> None:
    """Tell whose visit it is of a remark or a bad grade, and when one is changed."""
    is_poor = Grade.POOR in changes.get("grade", ())
    if not (review.remark or "remark" in changes or is_poor):
        return
    notices.tell(
        visit.owner,
        "visits.reviewed",
        key=f"reviewed:{visit.pk}:{at.timestamp()}",
        at=at,
        params={
            "reviewer": str(review.reviewer),
            "customer": str(visit.customer),
            "grade": review.grade,
            "remark": review.remark,
        },
        url=visit.get_absolute_url(),
        subject=visit,
        about=visit.customer,
    )
