"""The one way an improvement changes: locked, changed, a line more in its history."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.refused import Refused
from complaints.models import Improvement, ImprovementLine
from complaints.outcomes import ImprovementDeed
from complaints.services import lines


class Stale(Refused):
    """Somebody worked on it since the page was opened; `improvement` is what stands."""

    def __init__(self, improvement: Improvement):
        super().__init__(
            _("Somebody worked on it meanwhile. Read what is new, then send again.")
        )
        self.improvement = improvement


def locked(improvement: Improvement, *, standing: str = "") -> Improvement:
    """Return it as it stands, and let nobody else change it before we commit.

    Raises Stale where `standing` is given and is not how it stands any more.
    """
    rows = Improvement.objects.select_for_update(no_key=True, of=("self",))
    now = rows.select_related("owner", "branch", "department").get(pk=improvement.pk)
    if standing and standing != now.standing:
        raise Stale(now)
    return now


def was_sent(key: uuid.UUID | None) -> bool:
    """Say whether a form with this key was sent before."""
    return ImprovementLine.objects.filter(submission_key=key).exists() if key else False


@transaction.atomic
def write(
    improvement: Improvement,
    deed: ImprovementDeed,
    *,
    actor: User | None,
    at: datetime,
    text: str = "",
    told: dict | None = None,
    key: uuid.UUID | None = None,
    **columns,
) -> ImprovementLine:
    """Change the columns of a `locked` improvement and add the line that says why."""
    changes = lines.change(improvement, at=at, **columns)
    return ImprovementLine.objects.create(
        improvement=improvement, place=improvement.line_count, deed=deed, actor=actor,
        at=at, state=improvement.state, text=text, told=changes | (told or {}),
        submission_key=key,
    )  # fmt: skip
