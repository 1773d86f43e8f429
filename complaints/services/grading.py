"""What a complaint is taken to be, changed on the way: how grave, of what kind."""

import uuid
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.permissions.actions import Can
from accounts.querysets import may_apply
from accounts.refused import Refused
from complaints.choices import VERIFIED, Deed, Kind, Severity, Step
from complaints.models import Complaint, Line
from complaints.services import assigning, clocks, enders, lines, majors, stages


@transaction.atomic
def regrade(
    complaint: Complaint, *, actor: User, standing: str, severity: int, text: str,
    at: datetime, key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Change how grave it is; its clocks are computed anew. `text` says why."""
    now = stages.lock_at(complaint, Step.REGRADE, standing, actor=actor, key=key)
    stages.need(severity in Severity.values, "severity", _("Choose the severity."))
    stages.need(text, "text", _("Say why."))
    columns = stages.grade(now, severity, actor)
    stages.need(columns, "severity", _("It is that already."))
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = lines.write(now, Deed.REGRADED, **told, **columns)
    clocks.regraded(now, at=at)
    majors.judge(now, actor=actor, at=at)
    return line


@transaction.atomic
def change_kind(
    complaint: Complaint, *, actor: User, standing: str, kind: str, text: str,
    at: datetime, key: uuid.UUID | None = None,
) -> Line:  # fmt: skip
    """Make a complaint of a grumble, or what it is instead; `text` says why.

    Its history stays, and the clocks it lacked begin. That it is no complaint says
    somebody who did not work on it: of a major one who leads those, else who assigns.
    """
    now = stages.lock_at(complaint, Step.CHANGE_KIND, standing, actor=actor, key=key)
    stages.need(kind in Kind.values, "kind", _("Choose the kind."))
    stages.need(kind != now.kind, "kind", _("It is that already."))
    stages.need(text, "text", _("Say why."))
    if now.kind in VERIFIED and kind not in VERIFIED:
        _check_none(now, actor)
    columns = {"kind": kind}
    if kind != Kind.PRAISE and now.about_user_id:
        columns |= assigning.away_from(now, now.about_user)
    told = {"actor": actor, "at": at, "text": text, "key": key}
    line = lines.write(now, Deed.UPGRADED, **told, **columns)
    assigning.tell_if_given(now, columns, line=line, actor=actor, at=at)
    clocks.regraded(now, at=at)
    majors.judge(now, actor=actor, at=at)
    return line


def _check_none(now: Complaint, actor: User) -> None:
    """Raise Refused where `actor` may not say that it is no complaint.

    What is none is asked about by nobody, and counted nowhere.
    """
    if now.is_major:
        stages.check_lowered(now, actor, "kind")
    elif not may_apply(actor, Can.ASSIGN_COMPLAINTS, now):
        said = _("Only who assigns complaints says that it is none. Ask him to.")
        raise Refused(said, "kind")
    elif actor.pk in enders.hands(now):
        said = _("Somebody who did not work on it says that it is none.")
        raise Refused(said, "kind")
