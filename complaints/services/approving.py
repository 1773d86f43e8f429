"""Everything that changes approved answers: written, approved by another, retired."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts import audit
from accounts.models import User
from accounts.refused import Refused
from accounts.seen import digest
from complaints import permitted, wording
from complaints.choices import AnswerState
from complaints.models import Answer
from customers.services.editing import one_at_a_time

# What a form may say of an answer.
FIELDS = ("use", "liability", "category", "title_zh", "title_en", "text_zh", "text_en")


@transaction.atomic
def propose(
    code: str, *, actor: User, said: dict, seen: str = "", at: datetime
) -> Answer:
    """Write the next version of an answer, or change the draft `seen` is of.

    Whoever changed it last is its author. Raises Refused; TypeError for other fields.
    """
    if unknown := set(said) - set(FIELDS):
        raise TypeError(f"not to be written: {', '.join(sorted(unknown))}")
    one_at_a_time(f"complaint-answer:{code}")
    _check(said)
    versions = Answer.objects.of(code)
    draft = versions.drafts().first()
    if seen_of(draft) != seen:
        raise Refused(_("Someone else changed this draft meanwhile. Reload the page."))
    if draft is None:
        last = versions.aggregate(last=Max("version"))["last"] or 0
        draft = Answer(code=code, version=last + 1)
    for name, value in said.items():
        setattr(draft, name, value)
    draft.author, draft.made_at = actor, at
    draft.save()
    audit.record(actor, "answer.proposed", draft, at=at)
    return draft


@transaction.atomic
def approve(code: str, *, actor: User, seen: str, at: datetime) -> Answer:
    """Let the draft that `seen` is of be used from now on, instead of what was.

    Raises Refused where it changed, and to whoever wrote it.
    """
    one_at_a_time(f"complaint-answer:{code}")
    draft = Answer.objects.of(code).drafts().first()
    if draft is None:
        raise Refused(_("There is no draft to approve."))
    if seen_of(draft) != seen:
        raise Refused(_("Someone else changed this draft meanwhile. Reload the page."))
    if draft.author_id == actor.pk:
        raise Refused(_("What you wrote is approved by somebody else."))
    _end(code, at)
    mine = Answer.objects.drafts().filter(pk=draft.pk)
    mine.update(state=AnswerState.APPROVED, approver=actor, approved_at=at)
    draft.refresh_from_db()
    audit.record(actor, "answer.approved", draft, at=at)
    return draft


@transaction.atomic
def retire(code: str, *, actor: User, at: datetime) -> None:
    """Let an answer be used no more; what was sent by it still names it."""
    one_at_a_time(f"complaint-answer:{code}")
    answer = Answer.objects.of(code).approved().first()
    if answer is None:
        raise Refused(_("This answer is not in use."))
    _end(code, at)
    audit.record(actor, "answer.retired", answer, at=at)


def seen_of(draft: Answer | None) -> str:
    """Return what a form carries of the draft it showed, "" for none."""
    if draft is None:
        return ""
    said = {name: str(getattr(draft, name) or "") for name in FIELDS}
    return digest(said | {"author": draft.author_id})


def _end(code: str, at: datetime) -> None:
    Answer.objects.of(code).approved().update(state=AnswerState.RETIRED, retired_at=at)


def _check(said: dict) -> None:
    """Raise Refused for a place nothing fills, and for an apology that is not ours."""
    for name in ("text_zh", "text_en"):
        if unknown := wording.unknown_places(said[name]):
            places = {"places": ", ".join(unknown)}
            raise Refused(_("Nothing would be put in for %(places)s.") % places, name)
        if not permitted.is_permitted(said[name], said["liability"]):
            raise Refused(
                _("An apology stands only where the fault was found to be ours."), name
            )
